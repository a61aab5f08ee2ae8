"""A kiosk with its real pages, served on loopback for tests, among things that are set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from edge_agent.kiosk.pages import Pages
from edge_agent.kiosk.pen_line import PenLine
from edge_agent.kiosk.server import KioskServer
from edge_agent.link.states import Links, LinkStatus
from edge_agent.settings import KioskSettings
from edge_agent.visit.offers import Offers
from edge_agent.visit.service import Patience, Visit
from edge_agent.visit.state import Screen, State
from protocol.wire.messages.answers import LinkState
from tests.protocol.village.families import guidance

from ..counter import HandClock
from ..visit.stand_ins import Shelf
from .still import StillErrands

CHRISTMAS_EVE = datetime(2026, 12, 24, 1, 0, tzinfo=UTC)
CHRISTMAS_NIGHT = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)
WEEK: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("08:30", "17:15"),))
NEW_YEAR = ("2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01")


class Cable:
    """The line as the screens see it; issuing may be down alone."""

    def __init__(self) -> None:
        self._central, self._issuing = LinkState.UP, LinkState.UP
        self._changed: set[asyncio.Event] = set()

    def set(self, central: LinkState, issuing: LinkState = LinkState.UP) -> None:
        """Cut or mend it."""
        self._central, self._issuing = central, issuing
        for each in self._changed:
            each.set()

    def is_offline(self) -> bool:
        """Whether central does not answer."""
        return self._central is not LinkState.UP

    def current(self) -> Links:
        """The four states."""
        central, issuing = LinkStatus(self._central, CHRISTMAS_EVE), LinkStatus(self._issuing, CHRISTMAS_EVE)
        return Links(central, central, central, issuing)

    async def changes(self) -> AsyncIterator[Links]:
        """The states now and whenever they change."""
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            while True:
                changed.clear()
                yield self.current()
                await changed.wait()
        finally:
            self._changed.discard(changed)


@dataclass
class Served:
    """The kiosk and everything around it."""

    settings: KioskSettings
    visit: Visit
    pages: Pages
    shelf: Shelf
    cable: Cable
    clock: HandClock
    server: KioskServer
    errands: StillErrands
    pen: PenLine

    @property
    def origin(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def start_url(self) -> str:
        """Where the browser starts."""
        return f"{self.origin}/start?token={self.settings.token_file.read_text()}"

    def show(self, state: State) -> None:
        """Put the visit into a state, as if it had come to it; the place is as the state says."""
        self.clock.at = CHRISTMAS_NIGHT if state.screen is Screen.CLOSED else CHRISTMAS_EVE
        self.shelf.room = state.screen is not Screen.FULL
        self.visit._state = replace(state, revision=self.visit.state.revision).changed()


def make(folder: Path, port: int = 8090, *, patience: Patience | None = None, offers: Offers | None = None) -> Served:
    """A kiosk that is not served yet."""
    settings = KioskSettings(
        token_file=folder / "token",
        village="道志村",
        opening=WEEK,
        closed_days=NEW_YEAR,
        port=port,
        voice_folder=folder / "voice",
    )
    shelf, cable, clock, errands = Shelf(), Cable(), HandClock(CHRISTMAS_EVE), StillErrands()
    visit = Visit(
        outbox=shelf,
        links=cable,
        clock=clock,
        hours=settings.hours,
        errands=errands,
        guidance=guidance,
        patience=patience,
        offers=offers,
    )
    pages = Pages(settings, visit=visit, links=cable, clock=clock)
    pen = PenLine(visit)
    server = KioskServer(settings, visit=visit, screens=pages, pen=pen)
    return Served(settings, visit, pages, shelf, cable, clock, server, errands, pen)


@asynccontextmanager
async def served(folder: Path, port: int, *, patience: Patience | None = None) -> AsyncIterator[Served]:
    """A kiosk whose server and visit run."""
    kiosk = make(folder, port, patience=patience)
    async with kiosk.server, asyncio.TaskGroup() as group:
        running = [group.create_task(kiosk.visit.run()), group.create_task(kiosk.server.run())]
        yield kiosk
        for task in running:
            task.cancel()
