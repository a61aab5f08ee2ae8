"""A code read at the counter: judged by its form, handed in once, answered by a word that goes away again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from edge_agent.devices.code_reader.port import CodeRead, CodeTorn
from edge_agent.errors import NotStored
from edge_agent.outbox.store import Stored
from edge_agent.visit.draft import ScanNotice
from edge_agent.visit.scans import Scans
from protocol.codes import CodeKind, new_code
from protocol.wire.codec import encode
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.applications import CodeScanned
from protocol.wire.messages.events import Body

from ..counter import HandClock, counter_clock, opened, outbox, waiting_envelopes

CODE = new_code(CodeKind.SECTION)
TORN = (CODE.text[:-1], CODE.text + "0", CODE.text[:10] + ("1" if CODE.text[10] == "0" else "0") + CODE.text[11:])
OTHER = new_code(CodeKind.CASE)


class Desk:
    """Scans with an outbox, a line and a strip on the kiosk, all set by hand."""

    def __init__(self) -> None:
        self.stored: list[Body] = []
        self.is_full = False
        self.is_cut = False
        self.notices: list[ScanNotice | None] = []
        self.clock = HandClock()
        self.scans = Scans(self, self, self._show, self.clock, notice_seconds=0.05)

    async def put(self, kind: CoarseKind, body: Body) -> Stored:
        assert kind is CoarseKind.SCAN
        if self.is_full:
            raise NotStored
        self.stored.append(body)
        return Stored("id", "epoch", len(self.stored))

    def is_offline(self) -> bool:
        return self.is_cut

    async def _show(self, notice: ScanNotice | None) -> None:
        self.notices.append(notice)

    async def read(self, text: str) -> ScanNotice | None:
        """What the kiosk says of a text that was just read, None: nothing."""
        before = len(self.notices)
        await self.scans.took(CodeRead(text))
        return self.notices[-1] if len(self.notices) > before else None


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[None]:
    task = asyncio.create_task(desk.scans.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def test_a_slips_code_is_handed_in_and_said_to_be_sent(desk: Desk) -> None:
    assert await desk.read(CODE.text) is ScanNotice.SENT
    assert desk.stored == [CodeScanned(CODE.text)]


async def test_with_the_line_cut_it_is_said_to_be_saved(desk: Desk) -> None:
    desk.is_cut = True
    assert await desk.read(CODE.text) is ScanNotice.SAVED
    assert desk.stored == [CodeScanned(CODE.text)]


async def test_a_code_in_small_letters_is_handed_in_as_it_is_printed(desk: Desk) -> None:
    assert await desk.read(f" {CODE.text.lower()}") is ScanNotice.SENT
    assert desk.stored == [CodeScanned(CODE.text)]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("4901234567894", ScanNotice.FOREIGN),
        ("https://example.jp/", ScanNotice.FOREIGN),
        *((text, ScanNotice.TORN) for text in TORN),
    ],
    ids=["a parcel", "an address", "too short", "too long", "one sign wrong"],
)
async def test_what_is_no_code_of_this_village_is_told_and_not_handed_in(
    desk: Desk, text: str, notice: ScanNotice
) -> None:
    assert await desk.read(text) is notice
    assert desk.stored == []


async def test_half_a_code_is_torn(desk: Desk) -> None:
    await desk.scans.took(CodeTorn())
    assert desk.notices == [ScanNotice.TORN]
    assert desk.stored == []


async def test_the_same_code_within_two_seconds_counts_once(desk: Desk) -> None:
    assert await desk.read(CODE.text) is ScanNotice.SENT
    desk.clock.move(seconds=1.9)
    assert await desk.read(CODE.text) is None
    assert await desk.read(OTHER.text) is ScanNotice.SENT
    desk.clock.move(seconds=2)
    assert await desk.read(OTHER.text) is ScanNotice.SENT
    assert desk.stored == [CodeScanned(CODE.text), CodeScanned(OTHER.text), CodeScanned(OTHER.text)]


async def test_a_code_that_was_not_stored_is_said_so_and_may_come_again_at_once(desk: Desk) -> None:
    desk.is_full = True
    assert await desk.read(CODE.text) is ScanNotice.NOT_STORED
    desk.is_full = False
    assert await desk.read(CODE.text) is ScanNotice.SENT


async def test_the_word_goes_away_after_a_while(desk: Desk) -> None:
    async with running(desk):
        await desk.read(CODE.text)
        await asyncio.sleep(0.2)
        assert desk.notices == [ScanNotice.SENT, None]
        await desk.read("4901234567894")
        await asyncio.sleep(0.2)
        assert desk.notices == [ScanNotice.SENT, None, ScanNotice.FOREIGN, None]


async def test_a_new_word_stays_as_long_as_the_first_one(desk: Desk) -> None:
    async with running(desk):
        for _ in range(5):
            await desk.read("4901234567894")
            await asyncio.sleep(0.03)
        assert None not in desk.notices
        await asyncio.sleep(0.2)
        assert desk.notices.count(None) == 1


async def test_a_scan_in_the_outbox_has_its_own_kind_and_is_sealed(tmp_path: Path) -> None:
    notices: list[ScanNotice | None] = []

    async def show(notice: ScanNotice | None) -> None:
        notices.append(notice)

    async with outbox(tmp_path) as box:
        await Scans(box, Desk(), show, counter_clock()).took(CodeRead(CODE.text))
        scan = (await waiting_envelopes(box))[-1]
    assert scan.type is CoarseKind.SCAN
    assert opened(scan).body == CodeScanned(CODE.text)
    assert CODE.text.encode() not in encode(scan)


async def test_no_log_line_holds_the_text(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    await desk.read(CODE.text)
    await desk.read("4901234567894")
    said = capsys.readouterr()
    assert CODE.token not in said.out + said.err
    assert "4901234567894" not in said.out + said.err
