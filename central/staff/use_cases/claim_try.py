"""Claim one try to sign in: the delay of a login and address grows with every try that did not succeed."""

from __future__ import annotations

from datetime import datetime, timedelta

from ...db.rows import rows
from ..models import SignInDelay

FREE_TRIES = 3
LONGEST_DELAY = 60
FORGOTTEN_AFTER = timedelta(hours=1)

# The try is paid before the password is looked at, so that tries side by side cannot outrun the delay.
_CLAIM = """
INSERT INTO staff_sign_in_delay AS d (login, address, tries, tried_at, not_before)
VALUES ($1, $2, 1, $3::timestamptz, $3::timestamptz)
ON CONFLICT (login, address) DO UPDATE SET
  tries = CASE WHEN d.tried_at < $4::timestamptz THEN 1 ELSE d.tries + 1 END,
  tried_at = $3::timestamptz,
  not_before = $3::timestamptz + make_interval(secs =>
    CASE WHEN d.tried_at < $4::timestamptz OR d.tries + 1 < $5 THEN 0
    ELSE least(power(2, least(d.tries + 1 - $5 + 1, 10)), $6) END)
WHERE d.not_before <= $3::timestamptz
RETURNING extract(epoch FROM not_before - $3::timestamptz)::float8 AS seconds
"""


async def claim_try(login: str, address: str, now: datetime) -> float | None:
    """Seconds to wait if this try fails, or None: it is too soon for a try at all. Knows nothing of accounts."""
    claimed = await rows(_CLAIM, [login, address, now, now - FORGOTTEN_AFTER, FREE_TRIES, LONGEST_DELAY])
    return float(str(claimed[0]["seconds"])) if claimed else None


async def seconds_to_wait(login: str, address: str, now: datetime) -> float:
    """How long until the next try counts."""
    delay = await SignInDelay.get_or_none(login=login, address=address)
    return max(0.0, (delay.not_before - now).total_seconds()) if delay else 0.0


async def forget_tries(login: str, address: str, now: datetime) -> None:
    """After a success: start from nothing, and sweep out what nobody will ask for again."""
    await SignInDelay.filter(login=login, address=address).delete()
    await SignInDelay.filter(tried_at__lt=now - timedelta(days=1)).delete()
