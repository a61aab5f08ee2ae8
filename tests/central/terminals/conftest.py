"""Fixtures: `hall` is a town hall with its authority over a fresh database; the console's village."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.db.connection import Database

from .hall import Hall, open_hall


@pytest.fixture
async def hall(database: Database, tmp_path: Path) -> Hall:
    """A town hall with one place and no terminal."""
    return await open_hall(tmp_path)
