"""Make the first account of a village at the machine itself: somebody of the settings, who makes all others."""

from __future__ import annotations

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ..errors import AlreadyStaffed
from ..logins import folded
from ..models import Account
from ..password_rule import one_time_password
from ..roles import Role
from .create_account import create_account

_ACTOR = "command-line"


async def make_first_account(login: str, name: str, section: str, *, clock: Clock) -> str:
    """Its one-time password. Raises AlreadyStaffed where somebody of the settings can sign in, and LoginTaken."""
    password = one_time_password()
    async with transaction():
        if any(Role.SETTINGS in account.roles for account in await Account.filter(active=True)):
            raise AlreadyStaffed
        await create_account(
            login, password, name=name, section=section, roles=[Role.SETTINGS], clock=clock, must_change=True
        )
        detail = {"account": folded(login), "roles": Role.SETTINGS.value}
        kind = AuditKind.SETTING
        await record(AuditEntry(at=clock.now(), actor=_ACTOR, action="account-created", kind=kind, detail=detail))
    return password
