"""Machines learn whether central can work, and its numbers."""

from __future__ import annotations

import aiohttp

import central.inbox.counters  # noqa: F401 - what it counts is asked for
from central.db.connection import Database
from central.operations.endpoint import OperationsServer


async def test_a_healthy_process_says_so(database: Database) -> None:
    async with OperationsServer("127.0.0.1", 0) as server, aiohttp.ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{server.port}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"database": True, "alarms": 0})
        async with client.get(f"http://127.0.0.1:{server.port}/metrics") as answer:
            assert "madoguchi_events_total" in await answer.text()


async def test_a_process_without_its_database_is_unhealthy() -> None:
    async with (
        Database("postgresql://nobody@/none?host=/nonexistent"),
        OperationsServer("127.0.0.1", 0) as server,
        aiohttp.ClientSession() as client,
        client.get(f"http://127.0.0.1:{server.port}/healthz") as answer,
    ):
        assert (answer.status, await answer.json()) == (503, {"database": False, "alarms": 0})
