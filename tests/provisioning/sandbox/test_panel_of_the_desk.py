"""The panel's sections サインのペン and 呼び出し灯: what is pressed there happens to the emulated devices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from provisioning.sandbox.inputs.service import InputService
from provisioning.sandbox.inputs.signatures import SIGNATURES, signature
from provisioning.sandbox.lamp.place import LampPlace, Seen
from provisioning.sandbox.panel.lamp import Lamp
from provisioning.sandbox.panel.pen import Pen
from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.ports import Ports
from tests.contracts.following import following


@dataclass(frozen=True)
class Desk:
    """The page, the tablet and the lamp behind it."""

    page: aiohttp.ClientSession
    service: InputService
    lamp: LampPlace

    async def press(self, path: str, **form: str) -> str:
        """The page after a button."""
        async with self.page.post(path, data=form) as answer:
            assert answer.status == 200
            return await answer.text()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    service, lamp, ports = InputService(tmp_path, logs=tmp_path), LampPlace(tmp_path / "lamp"), Ports.unused()
    await service.program.start()
    async with (
        Panel((Pen(service.pen_hand), Lamp(lamp)), port=ports.panel) as panel,
        aiohttp.ClientSession(panel.url) as page,
    ):
        yield Desk(page, service, lamp)
    await service.program.stop()


async def test_a_name_is_written_with_the_pen(desk: Desk) -> None:
    async with following(desk.service, "pen", "Tablet") as follower:
        assert await follower.next() == "standing idle"
        assert "書きました" in await desk.press("/pen/sign", name=SIGNATURES[0])
        ended = 0
        while ended < len(signature(SIGNATURES[0])):
            ended += await follower.next() == "up"


async def test_a_pen_that_nobody_reads_or_that_was_pulled_out_is_said_to_be_so(desk: Desk) -> None:
    assert "端末が受け取りませんでした" in await desk.press("/pen/sign", name=SIGNATURES[0])
    assert "抜けています" in await desk.press("/pen/pull")
    assert "途中で切れました" in await desk.press("/pen/sign", name=SIGNATURES[0])
    assert "途中で切れました" not in await desk.press("/pen/plug")
    await desk.service.program.stop()
    assert "ペンが動いていません" in await desk.press("/pen/sign", name=SIGNATURES[0])


async def test_the_lamp_is_seen_and_pulled_out(desk: Desk) -> None:
    desk.lamp.show(Seen.LIT)
    async with desk.page.get("/") as answer:
        assert "職員を呼んでいます" in await answer.text()
    assert "職員を呼んでいます" not in await desk.press("/lamp/pull")
    assert not desk.lamp.is_in
    assert "消えています" in await desk.press("/lamp/plug")
    desk.lamp.show(Seen.BLINKING)
    async with desk.page.get("/") as answer:
        assert "点滅しています" in await answer.text()


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_signature_lies_on_the_tablet(name: str) -> None:
    points = [point for stroke in signature(name) for point in stroke]
    assert all(0 <= value <= 1 for point in points for value in (point.x, point.y, point.pressure))
    assert len(points) > 100
