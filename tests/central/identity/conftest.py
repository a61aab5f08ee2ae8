"""The practice authorities, made once, and a town hall on a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from central.db.connection import Database
from provisioning.sandbox.jpki.hierarchy import Hierarchy, ensure_hierarchy
from provisioning.sandbox.jpki.names import Purpose
from tests.central.clock import TestClock
from tests.central.console.conftest import village

from .hall import Hall
from .responder import Responder

__all__ = ["hall", "hierarchy", "impostor", "village"]


@pytest.fixture(scope="session")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    """Two generations of each authority."""
    directory: Path = tmp_path_factory.mktemp("jpki")
    return ensure_hierarchy(directory, datetime(2026, 4, 1, tzinfo=UTC))


@pytest.fixture(scope="session")
def impostor(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    """Authorities with the same names and other keys."""
    directory: Path = tmp_path_factory.mktemp("impostor")
    return ensure_hierarchy(directory, datetime(2026, 4, 1, tzinfo=UTC))


@pytest.fixture
async def hall(database: Database, hierarchy: Hierarchy) -> AsyncIterator[Hall]:
    """Everything works."""
    clock = TestClock()
    older, auth = hierarchy.of(Purpose.AUTH)
    responder = Responder(auth, clock)
    runner = web.AppRunner(responder.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield Hall(auth, older, hierarchy.of(Purpose.SIGN)[-1], responder, url, clock)
    finally:
        await runner.cleanup()
