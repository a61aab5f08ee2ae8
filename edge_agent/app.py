"""The wiring page of the agent: builds every object by hand; everything runs in one task group."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib.metadata import version

from protocol.systemd import Watchdog
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import TerminalStarted

from .clock import Clock, CounterClock, is_disciplined
from .desk import Desk, ResidentsDevices
from .devices.catalog import REAL_DEVICES, Catalog
from .devices.ear import Ear
from .devices.overheard import overheard
from .devices.supervisor import Supervisor
from .errors import NotStored
from .health.checkup import checkup
from .health.together import Part, run_together
from .kiosk.pages import Pages
from .kiosk.pen_line import PenLine
from .kiosk.server import KioskServer
from .line import joined, listen
from .link.renewal import with_kept_certificate
from .log import configure_log
from .printing.journal import Journal
from .printing.raster import SlipRaster
from .settings import AgentSettings, Profile
from .technicians_door import technicians_door
from .visit.card_text import CardTextReader
from .visit.challenges import ChallengeStock
from .visit.errands import Errands
from .visit.identity import IdentityCheck
from .visit.offers import Offers
from .visit.scans import Scans
from .visit.service import Patience, Visit
from .visit.slips import Slips


async def run(settings: AgentSettings, *, clock: Clock, catalog: Catalog = REAL_DEVICES) -> None:
    """Run until cancelled. Raises BadSettings and OutboxInUse before anything is shown."""
    configure_log(settings.log_level)
    terminal, product, devices = settings.terminal.id, version("kantan-madoguchi"), settings.devices
    time = CounterClock(clock, is_disciplined=is_disciplined())
    supervisor = Supervisor(time)
    settings = await asyncio.to_thread(with_kept_certificate, settings)
    line = joined(settings, time, product, supervisor)
    outbox, links = line.outbox, line.links
    ear = Ear(time)
    catalog = overheard(catalog, ear)
    reader = catalog.card_reader(devices.card_reader)
    stock = ChallengeStock(line.questions, time)
    check = IdentityCheck(reader=reader, asker=line.questions, stock=stock, terminal=terminal)
    errands = Errands(check, ResidentsDevices(supervisor), CardTextReader(reader))
    desk = Desk(catalog, devices, supervisor, is_resting=lambda: visit.state.is_resting)
    desk.put_card_readers(reader, errands.took)
    printer, is_practice = catalog.receipt_printer(devices.receipt_printer), settings.profile is Profile.PRACTICE
    raster = SlipRaster(devices.receipt_printer, village=settings.kiosk.village, is_practice=is_practice)
    slips = Slips(
        printer, raster, Journal(settings.outbox.file.with_name("slips.db")), outbox, time,
        show=lambda of, state: visit.slip_changed(of, state),  # noqa: PLW0108  the visit comes after
        guidance=line.shelf.guidance,
    )  # fmt: skip
    visit = Visit(
        outbox=outbox, links=links, clock=time, hours=settings.kiosk.hours, errands=errands, slips=slips.order,
        guidance=line.shelf.guidance, patience=Patience(settings.kiosk.idle_seconds, settings.kiosk.answer_seconds),
        offers=Offers(settings.systems),
    )  # fmt: skip
    listen(line, terminal, time, visit, slips)
    scans = Scans(outbox, links, visit.scanned, time)
    pen = PenLine(visit)
    if visit.offers.has_guidance:
        desk.put_code_reader(scans.took)
        await line.shelf.load()
    lamp = desk.put_the_rest(printer, raster, time, pen.took, visit)
    local_api, recent = technicians_door(settings, time, line, desk, supervisor, ear=ear, printer=printer)
    pages = Pages(settings.kiosk, visit=visit, links=links, clock=time, is_practice=is_practice)
    kiosk = KioskServer(settings.kiosk, visit=visit, screens=pages, pen=pen)
    line.health.begin(checkup(settings, time, line, supervisor, kiosk.seconds_without_page))
    parts: tuple[Part, ...] = (
        recent, outbox, line.session, links, line.sender, line.shelf, line.presence, line.health, line.renewal,
        supervisor, stock, visit, scans, slips, kiosk, *lamp, Watchdog(),
    )  # fmt: skip
    await asyncio.to_thread(pages.load)
    async with outbox, slips, local_api, kiosk:
        with suppress(NotStored):
            await outbox.put(CoarseKind.STATE, TerminalStarted(product))
        await run_together(parts)
