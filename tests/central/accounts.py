"""Accounts of a test's town hall, whose passwords are hashed once in a process: it is slow on purpose."""

from __future__ import annotations

from collections.abc import Iterable

from central.clock import Clock
from central.staff.models import Account
from central.staff.passwords import hashed
from central.staff.roles import Role

_HASHES: dict[str, str] = {}


async def account(login: str, password: str, *, name: str, section: str, roles: Iterable[Role], clock: Clock) -> None:
    """Somebody who can sign in."""
    if password not in _HASHES:
        _HASHES[password] = await hashed(password)
    await Account.create(
        login=login, name=name, section=section, roles=sorted(roles), password_hash=_HASHES[password], practice=True,
        created_at=clock.now(),
    )  # fmt: skip
