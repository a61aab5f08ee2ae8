"""Sign in with login and password."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ..logins import folded
from ..models import Account, StaffSession
from ..passwords import is_password
from ..tokens import fingerprint, new_token
from .claim_try import claim_try, forget_tries, seconds_to_wait


@dataclass(frozen=True)
class SignedIn:
    """A session began; `token` is for the browser's cookie only."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class Denied:
    """Login or password is wrong; the next try counts after `wait` seconds (0: at once)."""

    wait: int


@dataclass(frozen=True)
class TooSoon:
    """Nothing was compared: the next try counts after `wait` seconds."""

    wait: int


async def sign_in(login: str, password: str, address: str, *, clock: Clock) -> SignedIn | Denied | TooSoon:
    """Start a session. Takes as long and says the same whether or not the account exists."""
    name, now = folded(login), clock.now()
    async with transaction():
        wait = await claim_try(name, address, now)
    if wait is None:
        return TooSoon(math.ceil(await seconds_to_wait(name, address, now)))
    account = await Account.get_or_none(login=name, active=True)
    if not await is_password(password, account.password_hash if account else None) or account is None:
        await _record("denied", name, address, now)
        return Denied(math.ceil(wait))
    return SignedIn(await _begin(account, address, now))


async def _begin(account: Account, address: str, now: datetime) -> str:
    token = new_token()
    async with transaction():
        await StaffSession.create(
            fingerprint=fingerprint(token), account_id=account.id, address=address, created_at=now, seen_at=now
        )
        await forget_tries(account.login, address, now)
        await _record("done", account.login, address, now)
    return token


async def _record(result: str, login: str, address: str, now: datetime) -> None:
    entry = AuditEntry(
        at=now, actor=login, kind=AuditKind.AUTHENTICATION, action="sign-in", result=result, address=address
    )
    async with transaction():
        await record(entry)
