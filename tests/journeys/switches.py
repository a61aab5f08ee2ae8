"""What a running village has of each system, looked at from outside: tiles, menu, topics, devices and queues."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

import asyncpg

from central.console.room import menu_of
from central.systems import PARTS
from edge_agent.local_api.client import Client
from protocol.devices import DeviceKind
from protocol.village.systems import System
from protocol.wire import topics
from provisioning.sandbox.settings_files import TERMINAL
from provisioning.sandbox.village import Village

from .console import Console
from .kiosk import Kiosk

_WRITTEN_WITHIN = 10.0
_DEFER = """
SELECT unnest(procrastinate_defer_jobs_v1(
    ARRAY[ROW($1::varchar, 'nobodys-job', 0, NULL, NULL, '{}'::jsonb, NULL)::procrastinate_job_to_defer_v1]
))
"""


async def tiles(kiosk: Kiosk) -> set[str]:
    """The names of the tiles behind the waiting screen, as they stand there."""
    shown = await kiosk.page.locator(".events .tile").all_inner_texts()
    return {each.strip().splitlines()[0] for each in shown}


async def menu(console: Console) -> set[str]:
    """Where the sidebar leads this person."""
    return set(await console.page.locator(".sidebar a").evaluate_all("all => all.map(one => one.getAttribute('href'))"))


def menu_of_systems(systems: Iterable[System]) -> set[str]:
    """Where the menus of these systems lead, for whoever may see them."""
    return {item.href for system in systems for item in menu_of(PARTS[system].rooms)}


async def status_of(console: Console, path: str) -> int:
    """What the console answers to a path that is typed by hand."""
    here = urlsplit(console.page.url)
    answer = await console.page.request.get(f"{here.scheme}://{here.netloc}{path}")
    return answer.status


async def broker_knows(village: Village, topic: str) -> bool:
    """Whether the broker keeps a message or a subscription of this topic, once it has written down the terminal's."""
    store = village.plan.directory / "broker" / "store" / "mosquitto.db"
    async with asyncio.timeout(_WRITTEN_WITHIN):
        while True:
            kept = await asyncio.to_thread(store.read_bytes) if store.exists() else b""
            if topics.receipts(TERMINAL).encode() in kept:
                return topic.encode() in kept
            await asyncio.sleep(0.25)


async def has_code_reader(village: Village) -> bool:
    """Whether the terminal keeps a reader of codes open."""
    async with Client(village.agent_socket) as client:
        status = await client.status()
    assert status is not None
    return any(device.kind is DeviceKind.CODE_READER for device in status.devices)


async def defer_to(village: Village, system: System) -> int:
    """Put a job that no program knows into the queue of a system: whoever serves the queue takes it and gives it up."""
    connection = await asyncpg.connect(village.database.url)
    try:
        return int(await connection.fetchval(_DEFER, system.value))
    finally:
        await connection.close()


async def waits(village: Village, job: int) -> bool:
    """Whether nobody has taken a job yet."""
    connection = await asyncpg.connect(village.database.url)
    try:
        return bool(await connection.fetchval("SELECT status = 'todo' FROM procrastinate_jobs WHERE id = $1", job))
    finally:
        await connection.close()


async def set_aside_reasons(village: Village) -> list[str]:
    """Why each event that central has not taken lies aside."""
    connection = await asyncpg.connect(village.database.url)
    try:
        aside = await connection.fetch("SELECT reason FROM inbox_set_aside WHERE applied_at IS NULL")
        return [each["reason"] for each in aside]
    finally:
        await connection.close()


async def switch_central(village: Village, system: System, *, is_on: bool) -> None:
    """Do what an operator does: write the switch into central's file, and start central again."""
    file = village.plan.directory / "central.toml"
    text = file.read_text("utf-8")
    before, after = (f"\n{system} = {str(state).lower()}\n" for state in (not is_on, is_on))
    assert text.count(before) == 1
    await village.central.stop()
    file.write_text(text.replace(before, after), encoding="utf-8")
    await village.central.start()
