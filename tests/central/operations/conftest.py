"""Fixtures: `hall` is the console with the page of alarms."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ..console.village import Village
from ..database import PrivatePostgres
from .hall import open_hall

__all__ = ["hall"]


@pytest.fixture
async def hall(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """A fresh one."""
    async with open_hall(await postgres.fresh()) as opened:
        yield opened
