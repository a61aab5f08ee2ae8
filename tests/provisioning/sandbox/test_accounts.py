"""The practice sign-ins."""

from __future__ import annotations

from pathlib import Path

from central.staff.roles import Role
from provisioning.sandbox.accounts import PEOPLE, practice_accounts


def test_there_is_somebody_for_every_role() -> None:
    assert {person.role for person in PEOPLE} == set(Role)
    assert len({person.login for person in PEOPLE}) == len(PEOPLE)


def test_the_password_stays_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = practice_accounts(tmp_path / "accounts")
    assert practice_accounts(tmp_path / "accounts") == first
    assert (tmp_path / "accounts").stat().st_mode & 0o077 == 0
    assert len(first[0].password) >= 8
