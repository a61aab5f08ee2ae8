"""Find out who a session cookie belongs to, and keep the session alive."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import Account, StaffSession
from ..queries import user_from
from ..session_limits import SessionLimits
from ..tokens import fingerprint
from ..user import User

NOTED_EVERY = timedelta(seconds=30)


async def resume_session(token: str, now: datetime, limits: SessionLimits, *, alive: bool = True) -> User | None:
    """The user of a running session, or None. `alive`: somebody really asked, so the idle time starts again."""
    session = await StaffSession.get_or_none(fingerprint=fingerprint(token))
    if session is None:
        return None
    if now - session.seen_at > limits.idle or now - session.created_at > limits.longest:
        await session.delete()
        return None
    account = await Account.get_or_none(id=session.account_id, active=True)
    if account is not None and alive and now - session.seen_at > min(NOTED_EVERY, limits.idle / 2):
        await StaffSession.filter(fingerprint=session.fingerprint).update(seen_at=now)
    return user_from(account) if account else None
