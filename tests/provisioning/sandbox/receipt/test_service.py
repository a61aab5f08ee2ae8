"""The printer as a program of its own: a port, a hand, and pictures in a folder; and its section of the panel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.panel.slips import Slips
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.receipt.service import ReceiptService

from .test_mechanism import CUT, black


@pytest.fixture
def ports() -> Ports:
    return Ports.unused()


@pytest.fixture
async def service(tmp_path: Path, ports: Ports) -> AsyncIterator[ReceiptService]:
    service = ReceiptService(tmp_path / "slips", sockets=tmp_path, port=ports.receipt, logs=tmp_path / "logs")
    await service.program.start()
    try:
        yield service
    finally:
        await service.program.stop()


async def printed(port: int) -> None:
    """A black slip comes out."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(black(30) + CUT + b"\x1dr\x01")
    async with asyncio.timeout(5):
        assert await reader.read(1) == b"\x00"
    writer.close()
    await writer.wait_closed()


async def test_a_slip_that_is_sent_comes_out(service: ReceiptService, ports: Ports) -> None:
    await printed(ports.receipt)
    seen = await service.hand.seen()
    assert [slip.name for slip in seen.slips] == ["0001.png"]
    assert (service.slips / "0001.png").is_file()


async def test_unplugged_nobody_is_there_and_plugged_in_again_it_is(service: ReceiptService, ports: Ports) -> None:
    await service.hand.become(Condition(is_unplugged=True))
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", ports.receipt)
    await service.hand.become(Condition())
    await printed(ports.receipt)


async def test_a_condition_that_cannot_be_read_is_refused(service: ReceiptService, tmp_path: Path) -> None:
    connector = aiohttp.UnixConnector(str(tmp_path / "receipt.sock"))
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.post("http://receipt/become", data=b'{"lines_left": -1}') as answer,
    ):
        assert answer.status == 400


async def test_the_panel_takes_paper_opens_the_cover_and_shows_what_came_out(
    service: ReceiptService, ports: Ports
) -> None:
    async with (
        Panel((Slips(service.hand),), port=ports.panel, slips=service.slips) as panel,
        aiohttp.ClientSession(panel.url) as page,
    ):
        assert "まだ何も印刷されていません" in await (await page.get("/")).text()
        assert "紙がありません" in await (await page.post("/slips/paper")).text()
        assert (await service.hand.seen()).condition == Condition(lines_left=0)
        assert "ふたが開いています" in await (await page.post("/slips/cover")).text()
        await page.post("/slips/cover")
        assert "紙が入っています" in await (await page.post("/slips/paper")).text()
        assert (await service.hand.seen()).condition == Condition()
        await printed(ports.receipt)
        assert "/slips/0001.png" in await (await page.get("/")).text()
        async with page.get("/slips/0001.png") as picture:
            assert (picture.status, picture.content_type) == (200, "image/png")
        await service.program.stop()
        assert "動いていません" in await (await page.get("/")).text()
