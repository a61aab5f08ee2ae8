"""Fixtures: `hall` is the console with cases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from central.console.settings import ConsoleSettings

from ...database import PrivatePostgres
from .hall import Hall, open_hall


@pytest.fixture
async def hall(postgres: PrivatePostgres) -> AsyncIterator[Hall]:
    """The console on a fresh database, with nothing handed in yet."""
    async with open_hall(await postgres.fresh(), ConsoleSettings(practice=True)) as opened:
        yield opened
