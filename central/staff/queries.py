"""What other rooms and programs may know about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .models import Account, RecoveryCode
from .roles import Role
from .user import User


def user_from(account: Account) -> User:
    """The account as pages see it."""
    return User(
        id=account.id,
        login=account.login,
        name=account.name,
        section=account.section,
        roles=frozenset(Role(role) for role in account.roles),
        sound=account.sound,
    )


@dataclass(frozen=True)
class AccountView:
    """An account as the list of accounts shows it."""

    user: User
    active: bool
    must_change: bool
    has_second_factor: bool


async def account_views() -> list[AccountView]:
    """Every account, those in use first, by login."""
    return [_view(account) for account in await Account.all().order_by("-active", "login")]


async def account_view(id_: UUID) -> AccountView | None:
    """One account; None: there is none."""
    account = await Account.get_or_none(id=id_)
    return _view(account) if account else None


async def recovery_codes_left(user: User) -> int:
    """How many of this person's codes are not used yet."""
    return await RecoveryCode.filter(account_id=user.id, used_at__isnull=True).count()


def _view(account: Account) -> AccountView:
    return AccountView(user_from(account), account.active, account.must_change, bool(account.totp_secret))


async def practice_accounts() -> list[str]:
    """Logins of accounts made for practice; in production there must be none."""
    logins = await Account.filter(practice=True).order_by("login").values_list("login", flat=True)
    return [str(login) for login in logins]
