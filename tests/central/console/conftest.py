"""Fixtures: `village` is the console on a fresh database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from central.console.settings import ConsoleSettings

from ..database import PrivatePostgres
from .village import Village, open_village


@pytest.fixture
async def village(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """The console with two clerks, an auditor and two terminals."""
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True)) as opened:
        yield opened
