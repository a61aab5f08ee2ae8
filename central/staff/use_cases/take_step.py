"""Take the step that a browser owes after the right password."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import datetime

from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import SESSIONS
from ..models import Account, PendingSignIn, RecoveryCode, StaffSession
from ..password_rule import PasswordFlaw, flaw_of
from ..passwords import hashed, is_password
from ..roles import Role
from ..second_factor import address_of_secret, new_recovery_codes, recovery_digest, step_of
from ..steps import BadPassword, Denied, Enrolled, Gone, SignedIn, Step, StepNeeded, TooSoon
from ..tokens import fingerprint
from .claim_try import claim_try, seconds_to_wait
from .go_on import LONGEST_STEP, begin_session, go_on, record_sign_in


async def owes(token: str, step: Step, now: datetime) -> bool:
    """Whether the browser with this token owes exactly this step."""
    return await _owed(token, step, now) is not None


async def secret_to_set_up(token: str, now: datetime) -> tuple[str, str] | None:
    """The base32 secret that is being set up and its otpauth: address; None: nothing is."""
    found = await _owed(token, Step.SECOND_FACTOR, now)
    return (found[0].secret, address_of_secret(found[0].secret, found[1].login)) if found else None


async def give_code(
    token: str, code: str, address: str, *, clock: Clock, required: Collection[Role]
) -> SignedIn | StepNeeded | Denied | TooSoon | Gone:
    """A code of the second factor, or a recovery code; each counts once, and every try counts as one to sign in."""
    now, found = clock.now(), await _owed(token, Step.CODE, clock.now())
    if found is None:
        return Gone()
    login = found[1].login
    async with transaction():
        wait = await claim_try(login, address, now)
    if wait is None:
        return TooSoon(math.ceil(await seconds_to_wait(login, address, now)))
    async with transaction():
        account = await Account.select_for_update().get(id=found[1].id)
        if not await _is_code_of(account, code, now):
            await record_sign_in("sign-in-code", "denied", login, address, now)
            return Denied(math.ceil(wait))
        return await go_on(account, address, now, required, is_code_given=True)


async def give_password(
    token: str, new: str, again: str, address: str, *, clock: Clock, required: Collection[Role]
) -> SignedIn | StepNeeded | BadPassword | Gone:
    """A password of one's own in place of the one that was given; sessions that were open end."""
    now, found = clock.now(), await _owed(token, Step.PASSWORD, clock.now())
    if found is None:
        return Gone()
    account = found[1]
    flaw = flaw_of(new, again, account.login)
    if flaw is None and await is_password(new, account.password_hash):
        flaw = PasswordFlaw.SAME
    if flaw is not None:
        return BadPassword(flaw)
    account.password_hash, account.must_change = await hashed(new), False
    async with transaction():
        await account.save(update_fields=["password_hash", "must_change"])
        await StaffSession.filter(account_id=account.id).delete()
        await changed(SESSIONS, str(account.id))
        await record_sign_in("password-changed", "done", account.login, address, now)
        return await go_on(account, address, now, required, is_code_given=True)


async def give_first_code(token: str, code: str, address: str, *, clock: Clock) -> Enrolled | Denied | Gone:
    """The first code proves that the telephone has the secret; from now on every sign-in asks for one."""
    now, found = clock.now(), await _owed(token, Step.SECOND_FACTOR, clock.now())
    if found is None:
        return Gone()
    pending, account = found
    step = step_of(pending.secret, code, now, after=0)
    if step is None:
        return Denied(0)
    codes = new_recovery_codes()
    account.totp_secret, account.totp_step = pending.secret, step
    async with transaction():
        await account.save(update_fields=["totp_secret", "totp_step"])
        await pending.delete()
        await RecoveryCode.filter(account_id=account.id).delete()
        digests = [RecoveryCode(account_id=account.id, digest=recovery_digest(each)) for each in codes]
        await RecoveryCode.bulk_create(digests)
        await record_sign_in("second-factor-set-up", "done", account.login, address, now)
        return Enrolled(await begin_session(account, address, now), codes)


async def _owed(token: str, step: Step, now: datetime) -> tuple[PendingSignIn, Account] | None:
    pending = await PendingSignIn.get_or_none(fingerprint=fingerprint(token), step=step.value)
    if pending is None or now - pending.created_at > LONGEST_STEP:
        return None
    account = await Account.get_or_none(id=pending.account_id, active=True)
    return (pending, account) if account else None


async def _is_code_of(account: Account, code: str, now: datetime) -> bool:
    step = step_of(account.totp_secret, code, now, after=account.totp_step)
    if step is not None:
        account.totp_step = step
        await account.save(update_fields=["totp_step"])
        return True
    unused = RecoveryCode.filter(account_id=account.id, digest=recovery_digest(code), used_at__isnull=True)
    return bool(await unused.update(used_at=now))
