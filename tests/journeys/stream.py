"""What central stored and applied of the terminal's stream, read from its database."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import asyncpg

from edge_agent.local_api.api import Status
from edge_agent.local_api.client import Client
from provisioning.sandbox.settings_files import TERMINAL
from provisioning.sandbox.village import Village


@dataclass(frozen=True)
class Stream:
    """The newest epoch at central: stored without a gap when `stored` is `highest`.

    `set_aside` counts events of any epoch that were not applied, and forks.
    """

    stored: int
    highest: int
    applied: int
    set_aside: int
    calls: int
    withdrawn: int


async def stream_of(village: Village) -> Stream:
    """The stream as it is now."""
    connection = await asyncpg.connect(village.database.url)
    try:
        cursor = await connection.fetchrow("SELECT epoch, seq FROM inbox_cursor WHERE terminal = $1", TERMINAL)
        events = await connection.fetchrow(
            "SELECT count(*) AS stored, max(seq) AS highest FROM inbox_event WHERE terminal = $1 AND epoch = $2",
            *(TERMINAL, cursor["epoch"]),
        )
        aside = await connection.fetchval(
            "SELECT (SELECT count(*) FROM inbox_set_aside) + (SELECT count(*) FROM inbox_fork)"
        )
        calls = await connection.fetchrow(
            "SELECT count(*) AS made, count(withdrawn_at) AS back FROM notifications_call"
        )
        return Stream(**events, applied=cursor["seq"], set_aside=aside, calls=calls["made"], withdrawn=calls["back"])
    finally:
        await connection.close()


async def until_rules_are_kept(village: Village, *, seconds: float = 30.0) -> None:
    """Wait until the terminal has a catalogue of its own, without which no life event can be begun."""
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread((village.plan.directory / "guidance.json").is_file):  # noqa: ASYNC110  a file
            await asyncio.sleep(0.05)


async def next_seq(village: Village) -> int:
    """What the terminal numbers its next event."""
    async with Client(village.agent_socket) as client:
        status = await client.status()
    assert status is not None
    return status.outbox.next_seq


async def everything_arrived(village: Village, *, seconds: float = 60.0) -> None:
    """Wait until nothing waits at the terminal and central has applied all it wrote."""
    async with asyncio.timeout(seconds), Client(village.agent_socket) as client:
        while True:
            if await _has_arrived(village, await client.status()):
                return
            await asyncio.sleep(0.1)


async def _has_arrived(village: Village, status: Status | None) -> bool:
    if status is None or status.outbox.waiting:
        return False
    return (await stream_of(village)).applied == status.outbox.next_seq - 1
