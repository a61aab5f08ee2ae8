"""Go on with a sign-in: to the step that is owed next, or into a session."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ..models import Account, PendingSignIn, StaffSession
from ..roles import Role
from ..second_factor import new_secret
from ..steps import SignedIn, Step, StepNeeded, next_step
from ..tokens import fingerprint, new_token
from .claim_try import forget_tries

LONGEST_STEP = timedelta(minutes=10)


async def go_on(
    account: Account, address: str, now: datetime, required: Collection[Role], *, is_code_given: bool
) -> SignedIn | StepNeeded:
    """In the caller's transaction, with a fresh token either way; what this account owed before is over."""
    await PendingSignIn.filter(account_id=account.id).delete()
    has_secret = bool(account.totp_secret)
    step = next_step(
        account.roles, required, has_secret=has_secret, must_change=account.must_change, is_code_given=is_code_given
    )
    return await owe(account, step, now) if step else SignedIn(await begin_session(account, address, now))


async def owe(account: Account, step: Step, now: datetime) -> StepNeeded:
    """Let a browser owe a step; every token that nobody came back with in time is swept out."""
    token, secret = new_token(), new_secret() if step is Step.SECOND_FACTOR else ""
    await PendingSignIn.filter(created_at__lt=now - LONGEST_STEP).delete()
    await PendingSignIn.create(
        fingerprint=fingerprint(token), account_id=account.id, step=step.value, secret=secret, created_at=now
    )
    return StepNeeded(token, step)


async def begin_session(account: Account, address: str, now: datetime) -> str:
    """The token of a new session; the tries before it are forgotten."""
    token = new_token()
    await StaffSession.create(
        fingerprint=fingerprint(token), account_id=account.id, address=address, created_at=now, seen_at=now
    )
    await forget_tries(account.login, address, now)
    await record_sign_in("sign-in", "done", account.login, address, now)
    return token


async def record_sign_in(action: str, result: str, login: str, address: str, now: datetime) -> None:
    """One line of the log of authentication, in the caller's transaction."""
    kind = AuditKind.AUTHENTICATION
    await record(AuditEntry(at=now, actor=login, kind=kind, action=action, result=result, address=address))
