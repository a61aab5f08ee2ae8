"""Use a challenge: whoever comes first, once, at its own terminal, in its own visit, before it expires."""

from __future__ import annotations

from datetime import datetime

from ...db.rows import rows

_USE = """
UPDATE identity_challenge SET used_at = $4
WHERE id = $1 AND terminal = $2 AND visit IN ($3, '') AND used_at IS NULL AND expires_at > $4 RETURNING nonce
"""


async def use_challenge(challenge: str, terminal: str, visit: str, now: datetime) -> bytes | None:
    """Its 32 bytes; None when there is no such challenge for this terminal and visit, or no longer."""
    used = await rows(_USE, [challenge, terminal, visit, now])
    return bytes(used[0]["nonce"]) if used else None
