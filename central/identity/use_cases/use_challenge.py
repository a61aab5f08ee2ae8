"""Use a challenge: whoever comes first, once, at its own terminal, in its own visit, before it expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...db.rows import rows

_USE = """
UPDATE identity_challenge SET used_at = $4, used_in = $3
WHERE id = $1 AND terminal = $2 AND visit IN ($3, '') AND used_at IS NULL AND expires_at > $4 RETURNING nonce
"""

# A proof that central judged in the same visit may be counted on; no second application ever may.
_USE_LATE = """
UPDATE identity_challenge SET used_at = coalesce(used_at, $5), used_in = $3, used_for = $4
WHERE id = $1 AND terminal = $2 AND visit IN ($3, '') AND (used_at IS NULL OR used_in = $3) AND used_for IN ('', $4)
AND ($6::timestamptz IS NULL OR issued_at <= $6 AND expires_at > $6) RETURNING nonce
"""


@dataclass(frozen=True)
class LateUse:
    """Which application counts on it, and when the visit was (None: the counter's clock could not be trusted)."""

    terminal: str
    visit: str
    application: str
    visited_at: datetime | None


async def use_challenge(challenge: str, terminal: str, visit: str, now: datetime) -> bytes | None:
    """Its 32 bytes; None when there is no such challenge for this terminal and visit, or no longer."""
    used = await rows(_USE, [challenge, terminal, visit, now])
    return bytes(used[0]["nonce"]) if used else None


async def use_challenge_late(challenge: str, use: LateUse, now: datetime) -> bytes | None:
    """Its 32 bytes when it was good at the time of the visit, for this application again and again; else None."""
    values = [challenge, use.terminal, use.visit, use.application, now, use.visited_at]
    used = await rows(_USE_LATE, values)
    return bytes(used[0]["nonce"]) if used else None
