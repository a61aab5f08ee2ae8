"""One counter: a true outbox, visit and kiosk server, with a reader that a card can be put on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from edge_agent.kiosk.pages import Pages
from edge_agent.kiosk.server import KioskServer
from edge_agent.link.questions import Questions
from edge_agent.outbox.store import Outbox
from edge_agent.settings import KioskSettings
from edge_agent.visit.card_text import CardTextReader
from edge_agent.visit.challenges import ChallengeStock
from edge_agent.visit.errands import Errands
from edge_agent.visit.identity import IdentityCheck
from edge_agent.visit.service import Patience, Visit
from edge_agent.visit.state import Screen
from tests.central.identity.cards import Card
from tests.edge_agent.counter import CENTRAL_KEY, HandClock, counter_clock
from tests.edge_agent.kiosk.served import WEEK, Cable
from tests.edge_agent.visit.cards import PIN, Cupboard, PretendCard, PretendReader
from tests.protocol.village.families import guidance

PIN_TEXT = PIN.decode()
_FOR_EVER = Patience(idle_seconds=600, answer_seconds=600)


@dataclass(frozen=True)
class Counter:
    """A counter at work in a folder of its own."""

    terminal: str
    folder: Path
    settings: KioskSettings
    visit: Visit
    outbox: Outbox
    reader: PretendReader

    @property
    def origin(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def start_url(self) -> str:
        """Where its browser starts."""
        return f"{self.origin}/start?token={self.settings.token_file.read_text()}"

    async def put(self, card: Card) -> None:
        """Lay a card on the reader."""
        await self.reader.put(PretendCard(certificate=card.der, sign=card.sign))

    async def at(self, screen: Screen) -> None:
        """Wait for a screen."""
        async with asyncio.timeout(20):
            async for state in self.visit.changes():
                if state.screen is screen:
                    return


@asynccontextmanager
async def open_counter(folder: Path, questions: Questions, terminal: str, port: int) -> AsyncIterator[Counter]:
    """A counter whose parts run."""
    settings = KioskSettings(token_file=folder / "token", village="道志村", opening=WEEK, closed_days=(), port=port)
    clock, cable, reader = counter_clock(HandClock()), Cable(), PretendReader()
    outbox = Outbox(
        folder / "outbox.db", terminal=terminal, terminal_number=1, recipient=CENTRAL_KEY.public_key(), clock=clock,
        is_offline=cable.is_offline,
    )  # fmt: skip
    check = IdentityCheck(
        reader=reader, asker=questions, stock=ChallengeStock(questions, clock), terminal=terminal, neutral_seconds=4.0
    )
    errands = Errands(check, Cupboard(), CardTextReader(reader))
    reader.listener = errands
    visit = Visit(
        outbox=outbox, links=cable, clock=clock, hours=settings.hours, errands=errands, guidance=guidance,
        patience=_FOR_EVER,
    )  # fmt: skip
    server = KioskServer(settings, visit=visit, screens=Pages(settings, visit=visit, links=cable, clock=clock))
    async with outbox, server, asyncio.TaskGroup() as group:
        running = [group.create_task(visit.run()), group.create_task(server.run())]
        yield Counter(terminal, folder, settings, visit, outbox, reader)
        for task in running:
            task.cancel()
