"""Change one's own password, or begin to set up one's own second factor; both ask for the password."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import SESSIONS
from ..models import Account, PendingSignIn, StaffSession
from ..password_rule import PasswordFlaw, flaw_of
from ..passwords import hashed, is_password
from ..steps import BadPassword, Gone, Step, StepNeeded, TooSoon
from ..tokens import fingerprint
from ..user import User
from .claim_try import claim_try, forget_tries, seconds_to_wait
from .go_on import owe, record_sign_in


@dataclass(frozen=True)
class NewPassword:
    """What is typed to change a password: the one so far, and the new one twice."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    again: str = field(repr=False)


async def change_password(
    user: User, token: str, typed: NewPassword, address: str, *, clock: Clock
) -> BadPassword | TooSoon | None:
    """None: it is changed, and every other session of this person is over."""
    now, problem = clock.now(), await _problem(user, typed.current, address, clock)
    if problem is not None:
        return problem
    flaw = PasswordFlaw.SAME if typed.new == typed.current else flaw_of(typed.new, typed.again, user.login)
    if flaw is not None:
        return BadPassword(flaw)
    password_hash = await hashed(typed.new)
    async with transaction():
        await Account.filter(id=user.id).update(password_hash=password_hash, must_change=False)
        await StaffSession.filter(account_id=user.id).exclude(fingerprint=fingerprint(token)).delete()
        await PendingSignIn.filter(account_id=user.id).delete()
        await changed(SESSIONS, str(user.id))
        await record_sign_in("password-changed", "done", user.login, address, now)
    return None


async def begin_second_factor(
    user: User, token: str, current: str, address: str, *, clock: Clock
) -> StepNeeded | BadPassword | TooSoon | Gone:
    """Leave this session for the step that sets a second factor up; Gone: there is one already."""
    problem = await _problem(user, current, address, clock)
    if problem is not None:
        return problem
    async with transaction():
        account = await Account.select_for_update().get(id=user.id)
        if account.totp_secret:
            return Gone()
        await StaffSession.filter(fingerprint=fingerprint(token)).delete()
        await changed(SESSIONS, str(user.id))
        return await owe(account, Step.SECOND_FACTOR, clock.now())


async def _problem(user: User, current: str, address: str, clock: Clock) -> BadPassword | TooSoon | None:
    """Whoever sits at an open session guesses the password no faster than at the entrance."""
    now = clock.now()
    async with transaction():
        wait = await claim_try(user.login, address, now)
    if wait is None:
        return TooSoon(math.ceil(await seconds_to_wait(user.login, address, now)))
    account = await Account.get(id=user.id)
    right = await is_password(current, account.password_hash)
    async with transaction():
        if right:
            await forget_tries(user.login, address, now)
        else:
            await record_sign_in("password-asked", "denied", user.login, address, now)
    return None if right else BadPassword(PasswordFlaw.WRONG)
