"""The network cable that can be pulled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from provisioning.sandbox.line import Line
from provisioning.sandbox.ports import Ports


@pytest.fixture
async def echo() -> AsyncIterator[int]:
    """The port of something that says everything back."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(4096):
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_what_goes_in_comes_out_at_the_other_end(echo: int) -> None:
    async with Line("counter", port=Ports.unused().counter_line, target_port=echo) as line:
        reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
        writer.write(b"hello" * 50_000)
        writer.write_eof()
        assert await reader.read(-1) == b"hello" * 50_000
        writer.close()


async def test_pulling_the_cable_resets_what_is_connected_and_refuses_what_comes(echo: int) -> None:
    async with Line("counter", port=Ports.unused().counter_line, target_port=echo) as line:
        reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
        writer.write(b"x")
        assert await reader.readexactly(1) == b"x"
        await line.cut()
        assert line.is_cut
        with pytest.raises(ConnectionResetError):
            await reader.readexactly(1)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", line.port)
        writer.close()


async def test_putting_the_cable_back_serves_the_same_port(echo: int) -> None:
    async with Line("counter", port=Ports.unused().counter_line, target_port=echo) as line:
        for _ in range(3):
            await line.cut()
            await line.restore()
        reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
        writer.write(b"again")
        assert await reader.readexactly(5) == b"again"
        assert line.connections == 1
        writer.close()


async def test_a_far_end_that_is_away_looks_like_a_reset() -> None:
    ports = Ports.unused()
    async with Line("counter", port=ports.counter_line, target_port=ports.broker) as line:
        reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        writer.close()
