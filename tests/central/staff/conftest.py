"""Fixtures: `hall` is the console with an operator and somebody of the settings; `strict` asks operators for more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from central.console.settings import ConsoleSettings
from central.staff.roles import Role
from tests.central.accounts import account

from ..console.village import PASSWORD, Village, open_village
from ..database import PrivatePostgres

__all__ = ["hall", "strict"]
_PEOPLE = {"settei": Role.SETTINGS, "unyo": Role.OPERATOR, "shien": Role.PROTECTION}


@pytest.fixture
async def hall(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """Nobody needs a second factor."""
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True)) as opened:
        await _people(opened)
        yield opened


@pytest.fixture
async def strict(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """Operators need a second factor."""
    settings = ConsoleSettings(practice=True, second_factor=frozenset({Role.OPERATOR}))
    async with open_village(await postgres.fresh(), settings) as opened:
        await _people(opened)
        yield opened


async def _people(opened: Village) -> None:
    for login, role in _PEOPLE.items():
        await account(login, PASSWORD, name=login, section="総務課", roles=[role], clock=opened.clock)
