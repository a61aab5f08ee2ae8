"""The wiring page of the agent: builds every object by hand; everything runs in one task group."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version

from protocol.session import Session
from protocol.wire import topics
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import TerminalStarted

from .clock import Clock, CounterClock, is_disciplined
from .devices.catalog import REAL_DEVICES, Catalog
from .devices.supervisor import Supervisor
from .errors import NotStored
from .health.card_reader import CardReaderCheck
from .health.together import run_together
from .health.watchdog import Watchdog
from .kiosk.pages import Pages
from .kiosk.server import KioskServer
from .link.inbound import Inbound
from .link.questions import Questions
from .link.states import LinkStates
from .link.terminal_keys import read_terminal_keys
from .link.terminal_session import terminal_session
from .local_api.recent import Recent
from .local_api.self_tests import SelfTests
from .local_api.server import LocalApiServer
from .local_api.view import AgentView
from .log import configure_log
from .outbox.receipts import Receipts
from .outbox.sender import Sender
from .outbox.store import Outbox
from .settings import AgentSettings, Profile
from .visit.challenges import ChallengeStock
from .visit.errands import Errands
from .visit.identity import IdentityCheck
from .visit.service import Patience, Visit


@dataclass(frozen=True)
class _Line:
    """What joins this counter to the data centre."""

    session: Session
    questions: Questions
    links: LinkStates
    outbox: Outbox
    sender: Sender


async def run(settings: AgentSettings, *, clock: Clock, catalog: Catalog = REAL_DEVICES) -> None:
    """Run until cancelled. Raises BadSettings and OutboxInUse before anything is shown."""
    configure_log(settings.log_level)
    terminal, product = settings.terminal.id, version("kantan-madoguchi")
    time = CounterClock(clock, is_disciplined=is_disciplined())
    line = _line(settings, time, product)
    outbox, links = line.outbox, line.links
    supervisor = Supervisor(time)
    reader = catalog.card_reader(settings.devices.card_reader)
    stock = ChallengeStock(line.questions, time)
    check = IdentityCheck(reader=reader, asker=line.questions, stock=stock, terminal=terminal)
    errands = Errands(check, supervisor)
    reader_check = CardReaderCheck(reader, supervisor, then=errands.took, is_resting=lambda: visit.state.is_resting)
    supervisor.add(reader, reader_check.took)
    patience = Patience(settings.kiosk.idle_seconds, settings.kiosk.answer_seconds)
    hours = settings.kiosk.hours
    visit = Visit(outbox=outbox, links=links, clock=time, hours=hours, errands=errands, patience=patience)
    _listen(line, terminal, time, visit)
    recent = Recent(time, version=product, devices=supervisor, links=links, outbox=outbox)
    view = AgentView(terminal=terminal, version=product, clock=time, outbox=outbox, links=links, devices=supervisor)
    self_tests = SelfTests({reader.name: reader_check}, recent.note)
    socket, listed = settings.local_api.socket, recent.listed
    local_api = LocalApiServer(socket, status=view.status, waiting=view.waiting, recent=listed, self_tests=self_tests)
    pages = Pages(
        settings.kiosk, visit=visit, links=links, clock=time, is_practice=settings.profile is Profile.PRACTICE
    )
    kiosk = KioskServer(settings.kiosk, visit=visit, screens=pages)
    parts = (recent, outbox, line.session, links, line.sender, supervisor, stock, visit, kiosk, Watchdog())
    await asyncio.to_thread(pages.load)
    async with outbox, local_api, kiosk:
        with suppress(NotStored):
            await outbox.put(CoarseKind.STATE, TerminalStarted(product))
        await run_together(parts)


def _line(settings: AgentSettings, time: CounterClock, product: str) -> _Line:
    terminal, keys = settings.terminal.id, read_terminal_keys(settings)
    session = terminal_session(settings, keys, time, product)
    questions = Questions(session, terminal=terminal, recipient=keys.recipient)
    links = LinkStates(questions, time, told_time=time.compare)
    outbox = Outbox(
        settings.outbox.file,
        terminal=terminal,
        terminal_number=settings.terminal.number,
        recipient=keys.recipient,
        clock=time,
        is_offline=links.is_cut,
        reserve_bytes=settings.outbox.reserve_mib << 20,
    )
    return _Line(session, questions, links, outbox, Sender(outbox, session, questions, topic=topics.events(terminal)))


def _listen(line: _Line, terminal: str, time: CounterClock, visit: Visit) -> None:
    receipts = Receipts(line.outbox, line.sender)
    inbound = Inbound(
        terminal=terminal, clock=time, receipt=receipts.take, leave_epoch=receipts.leave_epoch,
        call_answered=visit.answered, confirmed_by_clerk=visit.confirmed_by_clerk,
    )  # fmt: skip
    line.session.handle(topics.receipts(terminal), inbound.take_receipt)
    line.session.handle(topics.commands(terminal), inbound.take_command)
    line.session.handle(topics.CENTRAL_STATE, line.links.take_central_state)
    line.session.on_change(line.links.line_changed)
    line.session.on_change(line.sender.line_changed)
