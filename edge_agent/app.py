"""The wiring page of the agent: builds every object by hand; everything runs in one task group."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib.metadata import version

from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import TerminalStarted

from .clock import Clock, CounterClock, is_disciplined
from .devices.catalog import REAL_DEVICES, Catalog
from .devices.code_reader.port import CodeReader
from .devices.receipt_printer.port import ReceiptPrinter
from .devices.supervisor import Supervisor
from .errors import NotStored
from .health.card_reader import CardReaderCheck
from .health.code_reader import CodeReaderCheck
from .health.receipt_printer import ReceiptPrinterCheck
from .health.together import run_together
from .health.watchdog import Watchdog
from .kiosk.pages import Pages
from .kiosk.server import KioskServer
from .line import joined, listen
from .local_api.recent import Recent
from .local_api.repairs import Repairs
from .local_api.self_tests import Check, SelfTests
from .local_api.server import LocalApiServer
from .local_api.view import AgentView
from .log import configure_log
from .printing.journal import Journal
from .printing.raster import SlipRaster
from .settings import AgentSettings, Profile
from .visit.card_text import CardTextReader
from .visit.challenges import ChallengeStock
from .visit.errands import Errands
from .visit.identity import IdentityCheck
from .visit.scans import Scans
from .visit.service import Patience, Visit
from .visit.slips import Slips


async def run(settings: AgentSettings, *, clock: Clock, catalog: Catalog = REAL_DEVICES) -> None:
    """Run until cancelled. Raises BadSettings and OutboxInUse before anything is shown."""
    configure_log(settings.log_level)
    terminal, product, devices = settings.terminal.id, version("kantan-madoguchi"), settings.devices
    time = CounterClock(clock, is_disciplined=is_disciplined())
    supervisor = Supervisor(time)
    line = joined(settings, time, product, supervisor)
    outbox, links = line.outbox, line.links
    reader = catalog.card_reader(devices.card_reader)
    stock = ChallengeStock(line.questions, time)
    check = IdentityCheck(reader=reader, asker=line.questions, stock=stock, terminal=terminal)
    errands = Errands(check, supervisor, CardTextReader(reader))
    reader_check = CardReaderCheck(reader, supervisor, then=errands.took, is_resting=lambda: visit.state.is_resting)
    supervisor.add(reader, reader_check.took)
    patience = Patience(settings.kiosk.idle_seconds, settings.kiosk.answer_seconds)
    printer, is_practice = catalog.receipt_printer(devices.receipt_printer), settings.profile is Profile.PRACTICE
    raster = SlipRaster(devices.receipt_printer, village=settings.kiosk.village, is_practice=is_practice)
    slips = Slips(
        printer, raster, Journal(settings.outbox.file.with_name("slips.db")), outbox, time,
        show=lambda of, state: visit.slip_changed(of, state),  # noqa: PLW0108  the visit comes after
        guidance=line.shelf.guidance,
    )  # fmt: skip
    visit = Visit(
        outbox=outbox, links=links, clock=time, hours=settings.kiosk.hours, errands=errands, patience=patience,
        guidance=line.shelf.guidance, slips=slips.order,
    )  # fmt: skip
    listen(line, terminal, time, visit, slips)
    recent = Recent(time, version=product, devices=supervisor, links=links, outbox=outbox)
    view = AgentView(terminal=terminal, version=product, clock=time, outbox=outbox, links=links, devices=supervisor)
    scans = Scans(outbox, links, visit.scanned, time)
    checks = _code_checks(catalog.code_reader(devices.code_reader), supervisor, scans, visit)
    checks |= {reader.name: reader_check} | _paper_checks(printer, supervisor, raster, visit, time)
    self_tests = SelfTests(checks, recent.note)
    repairs = Repairs(outbox, line.sender.retry, recent.note)
    socket, listed = settings.local_api.socket, recent.listed
    local_api = LocalApiServer(
        socket, status=view.status, waiting=view.waiting, recent=listed, self_tests=self_tests, repairs=repairs
    )
    pages = Pages(settings.kiosk, visit=visit, links=links, clock=time, is_practice=is_practice)
    kiosk = KioskServer(settings.kiosk, visit=visit, screens=pages)
    parts = (
        recent, outbox, line.session, links, line.sender, line.shelf, line.presence, supervisor, stock, visit, scans,
        slips, kiosk, Watchdog(),
    )  # fmt: skip
    await asyncio.to_thread(pages.load)
    await line.shelf.load()
    async with outbox, slips, local_api, kiosk:
        with suppress(NotStored):
            await outbox.put(CoarseKind.STATE, TerminalStarted(product))
        await run_together(parts)


def _code_checks(codes: CodeReader | None, supervisor: Supervisor, scans: Scans, visit: Visit) -> dict[str, Check]:
    if codes is None:
        return {}
    check = CodeReaderCheck(codes, supervisor, then=scans.took, is_resting=lambda: visit.state.is_resting)
    supervisor.add(codes, check.took)
    return {codes.name: check}


def _paper_checks(
    printer: ReceiptPrinter | None, supervisor: Supervisor, raster: SlipRaster, visit: Visit, time: CounterClock
) -> dict[str, Check]:
    if printer is None:
        return {}
    check = ReceiptPrinterCheck(printer, raster, time, is_resting=lambda: visit.state.is_resting)
    supervisor.add(printer, check.took)
    return {printer.name: check}
