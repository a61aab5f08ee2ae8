"""The panel's section バーコードリーダー: what is pressed there happens to the emulated reader."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from provisioning.sandbox.inputs.control import ScannerHand
from provisioning.sandbox.inputs.service import InputService
from provisioning.sandbox.panel.codes import Codes
from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.receipt.condition import Condition, DrawnSlip, Seen

_SLIPS = (DrawnSlip("0002.png", ("DSM1:C1", "DSM1:K1", "DSM1:K2")), DrawnSlip("0001.png", ()))


@dataclass
class Printer:
    """What lies at the printer, or nobody."""

    slips: tuple[DrawnSlip, ...] = _SLIPS
    is_there: bool = True

    async def seen(self) -> Seen:
        if not self.is_there:
            raise aiohttp.ClientError
        return Seen(Condition(), self.slips)


@dataclass(frozen=True)
class Desk:
    """The page, the reader and the printer behind it."""

    page: aiohttp.ClientSession
    service: InputService
    printer: Printer

    @property
    def hand(self) -> ScannerHand:
        return self.service.hand

    async def text(self) -> str:
        """The page."""
        async with self.page.get("/") as answer:
            return await answer.text()

    async def press(self, path: str, **form: str) -> str:
        """The page after a button."""
        async with self.page.post(path, data=form) as answer:
            assert answer.status == 200
            return await answer.text()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    service, printer, ports = InputService(tmp_path, logs=tmp_path), Printer(), Ports.unused()
    await service.program.start()
    async with (
        Panel((Codes(service.hand, printer.seen),), port=ports.panel) as panel,
        aiohttp.ClientSession(panel.url) as page,
    ):
        yield Desk(page, service, printer)
    await service.program.stop()


async def test_the_reader_is_pulled_out_and_plugged_in(desk: Desk) -> None:
    assert "つながっています" in await desk.text()
    assert "抜けています" in await desk.press("/codes/pull")
    assert not (await desk.hand.situation()).is_in
    assert "つながっています" in await desk.press("/codes/plug")
    assert (await desk.hand.situation()).is_in


async def test_how_a_code_went_is_said(desk: Desk) -> None:
    assert "端末が受け取りませんでした" in await desk.press("/codes/scan", text="DSM1:C1")
    assert "英数字と記号のほかは" in await desk.press("/codes/scan", text="受付")
    assert "英数字と記号のほかは" not in await desk.press("/codes/pull")


async def test_the_codes_of_the_newest_slip_are_one_touch_away(desk: Desk) -> None:
    text = await desk.text()
    for code in _SLIPS[0].codes:
        assert f'value="{code}"' in text
    assert "職員用" in text
    assert "課のコード 2" in text


async def test_without_slips_or_printer_there_is_the_field_alone(desk: Desk) -> None:
    desk.printer.slips = ()
    assert "職員用" not in await desk.text()
    desk.printer.is_there = False
    assert 'id="codes-text"' in await desk.text()


async def test_a_reader_that_nobody_emulates_is_said_to_be_away(desk: Desk) -> None:
    await desk.service.program.stop()
    assert "バーコードリーダーが動いていません" in await desk.press("/codes/scan", text="DSM1:C1")
