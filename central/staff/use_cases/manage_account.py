"""Look after the accounts of others: create, change, disable, give a one-time password, take a lost telephone away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import SESSIONS
from ..errors import LoginTaken
from ..logins import LONGEST, folded
from ..managing import may_give, may_manage
from ..models import Account, PendingSignIn, RecoveryCode, StaffSession
from ..password_rule import one_time_password
from ..passwords import hashed
from ..queries import user_from
from ..roles import Role
from ..user import User
from .create_account import create_account


class AccountFlaw(StrEnum):
    """Why an account is not taken. The words stand in the catalogue under `staff.account-flaw`."""

    LOGIN = "login"
    TAKEN = "taken"
    NAME = "name"
    SECTION = "section"
    ROLES = "roles"


@dataclass(frozen=True)
class AccountFields:
    """What is typed about an account."""

    login: str
    name: str
    section: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Given:
    """A one-time password, shown this once."""

    login: str
    password: str = field(repr=False)


async def open_account(fields: AccountFields, user: User, address: str, *, clock: Clock) -> Given | AccountFlaw:
    """A new account with a one-time password."""
    flaw = _flaw(fields, user)
    if flaw is not None:
        return flaw
    password, login = one_time_password(), folded(fields.login)
    try:
        async with transaction():
            await create_account(
                login, password, name=fields.name, section=fields.section, roles=fields.roles, clock=clock,
                must_change=True,
            )  # fmt: skip
            await _record("account-created", login, user, address, clock, roles=_words(fields.roles))
    except LoginTaken:
        return AccountFlaw.TAKEN
    return Given(login, password)


async def change_account(
    id_: UUID, fields: AccountFields, user: User, address: str, *, clock: Clock
) -> AccountFlaw | bool:
    """Another name, section or roles; the login stays. False: not this person's to change."""
    async with transaction():
        account = await _held(id_, user)
        if account is None:
            return False
        flaw = _flaw(AccountFields(account.login, fields.name, fields.section, fields.roles), user)
        if flaw is not None:
            return flaw
        before = _words(account.roles)
        account.name, account.section, account.roles = fields.name, fields.section, sorted(fields.roles)
        await account.save(update_fields=["name", "section", "roles"])
        await changed(SESSIONS, str(account.id))
        after = _words(fields.roles)
        await _record("account-changed", account.login, user, address, clock, before=before, roles=after)
    return True


async def set_active(id_: UUID, active: bool, user: User, address: str, *, clock: Clock) -> bool:
    """Disable an account, which ends its sessions at once, or let it sign in again. False: not theirs to do."""
    async with transaction():
        account = await _held(id_, user)
        if account is None:
            return False
        account.active = active
        await account.save(update_fields=["active"])
        await _end_sessions(account)
        await _record("account-enabled" if active else "account-disabled", account.login, user, address, clock)
    return True


async def reset_password(id_: UUID, user: User, address: str, *, clock: Clock) -> Given | None:
    """A one-time password that has to be changed; its sessions end. None: not theirs to do."""
    password = one_time_password()
    password_hash = await hashed(password)
    async with transaction():
        account = await _held(id_, user)
        if account is None:
            return None
        account.password_hash, account.must_change = password_hash, True
        await account.save(update_fields=["password_hash", "must_change"])
        await _end_sessions(account)
        await _record("password-reset", account.login, user, address, clock)
        return Given(account.login, password)


async def reset_second_factor(id_: UUID, user: User, address: str, *, clock: Clock) -> bool:
    """Forget a second factor, as after a telephone was lost; its sessions end. False: not theirs to do."""
    async with transaction():
        account = await _held(id_, user)
        if account is None:
            return False
        account.totp_secret = ""
        await account.save(update_fields=["totp_secret"])
        await RecoveryCode.filter(account_id=account.id).delete()
        await _end_sessions(account)
        await _record("second-factor-reset", account.login, user, address, clock)
    return True


def _flaw(fields: AccountFields, user: User) -> AccountFlaw | None:
    if not fields.login or len(fields.login) > LONGEST or not fields.login.isprintable():
        return AccountFlaw.LOGIN
    if not _is_line(fields.name):
        return AccountFlaw.NAME
    if not _is_line(fields.section):
        return AccountFlaw.SECTION
    return None if fields.roles and may_give(user, fields.roles) else AccountFlaw.ROLES


def _is_line(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable()


async def _held(id_: UUID, user: User) -> Account | None:
    account = await Account.filter(id=id_).select_for_update().first()
    return account if account and may_manage(user, user_from(account)) else None


async def _end_sessions(account: Account) -> None:
    await StaffSession.filter(account_id=account.id).delete()
    await PendingSignIn.filter(account_id=account.id).delete()
    await changed(SESSIONS, str(account.id))


async def _record(action: str, login: str, user: User, address: str, clock: Clock, **detail: str) -> None:
    await record(
        AuditEntry(
            at=clock.now(),
            actor=user.login,
            section=user.section,
            address=address,
            action=action,
            kind=AuditKind.SETTING,
            function="staff",
            detail={"account": login, **detail},
        )
    )


def _words(roles: Collection[str]) -> str:
    return " ".join(sorted(roles))
