"""A slip is printed at most once, whatever the printer does and whenever the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edge_agent.devices.base import Standing
from edge_agent.devices.receipt_printer.port import Band, HowFar, NotPrinted, Outcome, Printed
from edge_agent.errors import NotStored
from edge_agent.printing.journal import Journal
from edge_agent.printing.press import Press, PrintOutcome, Progress
from protocol.devices import DeviceKind, DeviceState, FaultCode
from protocol.village.papers import Slip

from ..counter import HandClock
from ..devices.receipt_printer.practice import until
from .slips import OneBand, slip

READY = Standing(DeviceState.READY)
PAPER_OUT = Standing(DeviceState.FAULT, FaultCode.PAPER_OUT)


class HandPrinter:
    """A printer whose outcomes are told by hand; without one it prints."""

    kind = DeviceKind.RECEIPT_PRINTER
    name = "receipt-printer"

    def __init__(self) -> None:
        self.status = READY
        self.outcomes: list[Outcome] = []
        self.begun: list[int] = []
        self.jams = False

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def events(self) -> AsyncIterator[Standing]:
        """Nothing happens."""
        yield self.status

    async def print(self, bands: Iterable[Band]) -> Outcome:
        """What the hand said."""
        self.begun.append(sum(band.lines for band in bands))
        if self.jams:
            await asyncio.Event().wait()
        return self.outcomes.pop(0) if self.outcomes else Printed()


@dataclass
class Told:
    """What was reported; refuses the first `refusals` reports of an end."""

    said: list[PrintOutcome] = field(default_factory=list)
    refusals: int = 0

    async def report(self, outcome: PrintOutcome) -> None:
        """Remember it."""
        if self.refusals and outcome.state is not Progress.WAITING:
            self.refusals -= 1
            raise NotStored
        self.said.append(outcome)

    def states(self) -> list[tuple[str, str]]:
        """State and fault of each report."""
        return [(each.state.value, each.fault) for each in self.said]

    async def until(self, state: Progress, count: int = 1) -> None:
        """Wait until a state was reported so often."""
        await until(lambda: [each.state for each in self.said].count(state) >= count)


@dataclass
class Desk:
    """A press and everything around it."""

    file: Path
    printer: HandPrinter = field(default_factory=HandPrinter)
    told: Told = field(default_factory=Told)
    raster: OneBand = field(default_factory=OneBand)
    longest_wait_seconds: float = 600.0

    @asynccontextmanager
    async def running(self, *slips: Slip) -> AsyncIterator[Press]:
        """One life of the press."""
        press = Press(
            self.printer, Journal(self.file), self.raster, HandClock(), self.told.report,
            longest_wait_seconds=self.longest_wait_seconds, look_seconds=0.01,
        )  # fmt: skip
        async with press:
            for each in slips:
                press.order(each)
            running = asyncio.create_task(press.run())
            try:
                yield press
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "slips.db")


async def test_a_slip_is_printed_and_reported(desk: Desk) -> None:
    async with desk.running(slip()):
        await desk.told.until(Progress.PRINTED)
    assert desk.told.states() == [("printed", "")]
    assert desk.told.said[0].application == "application-1-012"
    assert desk.printer.begun == [10]


async def test_slips_come_in_the_order_they_were_wanted_each_with_its_own_print_id(desk: Desk) -> None:
    async with desk.running(slip("1-001"), slip("1-002"), slip("1-001")):
        await desk.told.until(Progress.PRINTED, 3)
    assert desk.raster.drawn == ["1-001", "1-002", "1-001"]
    assert len({each.print_id for each in desk.told.said}) == 3


async def test_without_paper_it_waits_says_so_once_and_prints_once_when_there_is_paper(desk: Desk) -> None:
    desk.printer.status = PAPER_OUT
    async with desk.running(slip()):
        await desk.told.until(Progress.WAITING)
        await asyncio.sleep(0.05)
        assert desk.printer.begun == []
        desk.printer.status = READY
        await desk.told.until(Progress.PRINTED)
        await asyncio.sleep(0.05)
    assert desk.told.states() == [("waiting", "paper-out"), ("printed", "")]
    assert desk.printer.begun == [10]


async def test_a_slip_behind_one_that_waits_is_told_too(desk: Desk) -> None:
    desk.printer.status = PAPER_OUT
    async with desk.running(slip("1-001")) as press:
        await desk.told.until(Progress.WAITING)
        press.order(slip("1-002"))
        await desk.told.until(Progress.WAITING, 2)


async def test_a_fault_seen_before_the_first_byte_lets_it_wait(desk: Desk) -> None:
    desk.printer.outcomes = [NotPrinted(FaultCode.COVER_OPEN, HowFar.NOTHING)]
    async with desk.running(slip()):
        await desk.told.until(Progress.PRINTED)
    assert desk.told.states() == [("waiting", "cover-open"), ("printed", "")]


async def test_after_too_long_a_wait_it_is_given_up(desk: Desk) -> None:
    desk.printer.status, desk.longest_wait_seconds = PAPER_OUT, 0.05
    async with desk.running(slip()):
        await desk.told.until(Progress.FAILED)
        desk.printer.status = READY
        await asyncio.sleep(0.05)
    assert desk.told.states() == [("waiting", "paper-out"), ("failed", "paper-out")]
    assert desk.printer.begun == []


@pytest.mark.parametrize(
    ("how_far", "state"), [(HowFar.SOMETHING, Progress.FAILED), (HowFar.UNKNOWN, Progress.UNKNOWN)]
)
async def test_what_has_begun_is_never_printed_again(desk: Desk, how_far: HowFar, state: Progress) -> None:
    desk.printer.outcomes = [NotPrinted(FaultCode.OFFLINE, how_far)]
    async with desk.running(slip("1-001"), slip("1-002")):
        await desk.told.until(Progress.PRINTED)
    assert desk.told.states() == [(state, "offline"), ("printed", "")]
    assert desk.raster.drawn == ["1-001", "1-002"]


async def test_a_program_that_ends_while_printing_reports_unknown_afterwards_and_prints_nothing(desk: Desk) -> None:
    desk.printer.jams = True
    async with desk.running(slip()):
        await until(lambda: bool(desk.printer.begun))
    desk.printer.jams = False
    async with desk.running():
        await desk.told.until(Progress.UNKNOWN)
        await asyncio.sleep(0.05)
    assert desk.told.states() == [("unknown", "")]
    assert desk.printer.begun == [10]
    async with desk.running():
        await asyncio.sleep(0.05)
    assert len(desk.told.said) == 1


async def test_a_program_that_ends_while_a_slip_waits_reports_that_it_failed(desk: Desk) -> None:
    desk.printer.status = PAPER_OUT
    async with desk.running(slip()):
        await desk.told.until(Progress.WAITING)
    desk.printer.status = READY
    async with desk.running():
        await desk.told.until(Progress.FAILED)
    assert desk.printer.begun == []


async def test_a_report_that_could_not_be_stored_is_made_again(desk: Desk) -> None:
    desk.told.refusals = 1
    async with desk.running(slip()):
        await until(lambda: not desk.told.refusals)
    assert desk.told.said == []
    async with desk.running():
        await desk.told.until(Progress.PRINTED)
    assert desk.printer.begun == [10]


async def test_the_journal_holds_no_word_and_no_code_of_a_slip(desk: Desk) -> None:
    printed = slip()
    async with desk.running(printed):
        await desk.told.until(Progress.PRINTED)
    content = desk.file.read_bytes()
    assert b"1-012" in content
    for code in printed.codes:
        assert code.text.encode() not in content
        assert not code.section or code.section.encode() not in content
    assert desk.file.stat().st_mode & 0o077 == 0


async def test_a_broken_journal_is_moved_aside(desk: Desk) -> None:
    desk.file.write_bytes(b"no database" * 1000)
    async with desk.running(slip()):
        await desk.told.until(Progress.PRINTED)
    assert desk.file.with_name("slips.db.broken").exists()


async def test_what_the_journal_cannot_note_is_not_printed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(Journal, "order", full)
    async with desk.running(slip()):
        await desk.told.until(Progress.FAILED)
    assert desk.printer.begun == []
