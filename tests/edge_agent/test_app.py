"""The whole agent as a program: it starts, tells how it stands, ends cleanly on SIGTERM, and begins where it ended."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from edge_agent.local_api.api import Status
from edge_agent.local_api.client import Client
from protocol.wire.messages.answers import LinkState
from tests.provisioning.broker import Broker, free_port

ROOT = Path(__file__).parents[2]

FILE = """
profile = "practice"
[terminal]
id = "madoguchi-1"
number = 1
[central]
host = "127.0.0.1"
port = {broker}
ca_file = "{home}/ca.crt"
certificate_file = "{home}/terminal.crt"
key_file = "{home}/terminal.key"
signing_files = ["{home}/central-signing.pub"]
sealing_file = "{home}/central-sealing.pub"
[outbox]
file = "outbox.db"
[kiosk]
token_file = "start-token"
village = "道志村"
port = {kiosk}
opening = {{}}
[local_api]
socket = "agent.sock"
"""


def settings_file(folder: Path, broker: Broker) -> Path:
    """The settings of a terminal on this broker."""
    file = folder / "agent.toml"
    home = broker.site / "terminals" / "madoguchi-1"
    file.write_text(FILE.format(broker=broker.port, home=home, kiosk=free_port()), encoding="utf-8")
    return file


@asynccontextmanager
async def agent(file: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program while the block runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "edge_agent", "--settings", str(file)), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def status_with_broker(folder: Path, process: asyncio.subprocess.Process) -> Status:
    """How the agent stands once it has reached the broker."""
    async with asyncio.timeout(20), Client(folder / "agent.sock") as client:
        while (status := await client.status()) is None or status.links.broker.state is not LinkState.UP:
            assert process.returncode is None
            await asyncio.sleep(0.05)
        return status


async def test_the_agent_starts_tells_how_it_stands_and_ends_cleanly(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        file = settings_file(tmp_path, broker)
        for started in (1, 2):
            async with agent(file) as process:
                status = await status_with_broker(tmp_path, process)
                process.send_signal(signal.SIGTERM)
                assert await process.wait() == 0
            assert status.terminal == "madoguchi-1"
            assert (status.outbox.waiting, status.outbox.next_seq) == (1 + started, 2 + started)


async def test_the_agent_that_is_killed_goes_on_with_what_it_had(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        file = settings_file(tmp_path, broker)
        async with agent(file) as process:
            before = await status_with_broker(tmp_path, process)
        async with agent(file) as process:
            after = await status_with_broker(tmp_path, process)
    assert after.outbox.epoch == before.outbox.epoch
    assert after.outbox.next_seq == before.outbox.next_seq + 1


async def test_settings_that_cannot_be_used_end_it_with_a_sentence(tmp_path: Path) -> None:
    async with agent(tmp_path / "agent.toml") as process:
        _, said = await process.communicate()
    assert process.returncode == 1
    assert said.startswith(b"edge_agent: bad-settings: ")
    assert b"Traceback" not in said
