"""Create an account."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tortoise.exceptions import IntegrityError

from ...clock import Clock
from ..errors import LoginTaken, WeakPassword
from ..logins import folded
from ..models import Account
from ..password_rule import SHORTEST
from ..passwords import hashed
from ..roles import Role


async def create_account(
    login: str,
    password: str,
    *,
    name: str,
    section: str,
    roles: Iterable[Role],
    clock: Clock,
    practice: bool = False,
    must_change: bool = False,
) -> UUID:
    """The new account's id; runs in the caller's transaction. Raises LoginTaken, WeakPassword."""
    if len(password) < SHORTEST:
        raise WeakPassword
    password_hash = await hashed(password)
    if await Account.filter(login=folded(login)).exists():
        raise LoginTaken
    try:
        account = await Account.create(
            login=folded(login), name=name, section=section, roles=sorted(roles), password_hash=password_hash,
            practice=practice, must_change=must_change, created_at=clock.now(),
        )  # fmt: skip
    except IntegrityError as error:
        raise LoginTaken from error
    return account.id
