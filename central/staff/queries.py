"""What other rooms and programs may know about accounts."""

from __future__ import annotations

from .models import Account
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


async def practice_accounts() -> list[str]:
    """Logins of accounts made for practice; in production there must be none."""
    logins = await Account.filter(practice=True).order_by("login").values_list("login", flat=True)
    return [str(login) for login in logins]
