"""Accounts and their passwords."""

from __future__ import annotations

import pytest

from central.audit.queries import lines_of
from central.db.connection import Database
from central.staff.errors import AlreadyStaffed, LoginTaken, WeakPassword
from central.staff.models import Account
from central.staff.passwords import is_password
from central.staff.queries import practice_accounts, user_from
from central.staff.roles import Role
from central.staff.tokens import csrf_of, is_csrf_of, new_token
from central.staff.use_cases.create_account import create_account
from central.staff.use_cases.make_first_account import make_first_account

from ..console.village import TestClock


async def test_a_new_account_keeps_an_argon2_hash_and_its_roles(database: Database) -> None:
    id_ = await create_account(
        "Ａone", "renshu-1", name="青根 恵", section="住民係", roles=[Role.CLERK, Role.AUDITOR], clock=TestClock()
    )
    account = await Account.get(id=id_)
    assert account.login == "aone"
    assert account.password_hash.startswith("$argon2id$")
    assert user_from(account).roles == {Role.CLERK, Role.AUDITOR}
    assert await practice_accounts() == []


async def test_a_login_is_given_once_however_it_is_typed(database: Database) -> None:
    await create_account("aone", "renshu-1", name="a", section="b", roles=[], clock=TestClock(), practice=True)
    with pytest.raises(LoginTaken):
        await create_account(" AONE ", "renshu-1", name="a", section="b", roles=[], clock=TestClock())
    assert await practice_accounts() == ["aone"]


async def test_a_short_password_is_refused(database: Database) -> None:
    with pytest.raises(WeakPassword):
        await create_account("aone", "short", name="a", section="b", roles=[], clock=TestClock())


async def test_no_account_has_no_right_password() -> None:
    assert not await is_password("anything", None)


def test_a_csrf_token_belongs_to_one_browser() -> None:
    mine, other = new_token(), new_token()
    assert is_csrf_of(csrf_of(mine), mine)
    assert not is_csrf_of(csrf_of(other), mine)
    assert not is_csrf_of("あ", mine)


async def test_the_first_account_is_made_at_the_machine_and_only_the_first(database: Database) -> None:
    password = await make_first_account("Settei", "板橋 さやか", "総務課", clock=TestClock())
    account = await Account.get(login="settei")
    assert (account.roles, account.must_change) == ([Role.SETTINGS], True)
    assert await is_password(password, account.password_hash)
    with pytest.raises(AlreadyStaffed):
        await make_first_account("another", "a", "b", clock=TestClock())
    assert [line["actor"] for line in await lines_of()] == ["command-line"]
