"""The wiring page of the agent: builds every object by hand; everything runs in one task group."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from importlib.metadata import version

from protocol.identifiers import new_id
from protocol.session import Session, SessionSettings, Will
from protocol.wire import topics
from protocol.wire.codec import encode
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.commands import Presence
from protocol.wire.messages.events import TerminalStarted

from .clock import Clock, CounterClock, is_disciplined, rfc3339
from .errors import TaskEnded
from .health.watchdog import Watchdog
from .kiosk.pages import Pages
from .kiosk.server import KioskServer
from .link.inbound import Inbound
from .link.questions import Questions
from .link.states import LinkStates
from .link.terminal_keys import TerminalKeys, read_terminal_keys
from .local_api.server import LocalApiServer
from .local_api.view import AgentView
from .log import configure_log
from .outbox.receipts import Receipts
from .outbox.sender import Sender
from .outbox.store import Outbox
from .settings import AgentSettings, Profile
from .visit.service import Patience, Visit

_MIB = 1024 * 1024
_DAY_SECONDS = 86_400


async def run(settings: AgentSettings, *, clock: Clock) -> None:
    """Run until cancelled. Raises BadSettings and OutboxInUse before anything is shown."""
    configure_log(settings.log_level)
    terminal, product = settings.terminal.id, version("kantan-madoguchi")
    keys = read_terminal_keys(settings)
    time = CounterClock(clock, is_disciplined=is_disciplined())
    session = _session(settings, keys, time, product)
    questions = Questions(session, terminal=terminal, recipient=keys.recipient)
    links = LinkStates(questions, time, told_time=time.compare)
    outbox = Outbox(
        settings.outbox.file,
        terminal=terminal,
        terminal_number=settings.terminal.number,
        recipient=keys.recipient,
        clock=time,
        is_offline=links.is_cut,
        reserve_bytes=settings.outbox.reserve_mib * _MIB,
    )
    sender = Sender(outbox, session, questions, topic=topics.events(terminal))
    receipts = Receipts(outbox, sender)
    patience = Patience(settings.kiosk.idle_seconds, settings.kiosk.answer_seconds)
    visit = Visit(outbox=outbox, links=links, clock=time, hours=settings.kiosk.hours, patience=patience)
    inbound = Inbound(
        terminal=terminal,
        clock=time,
        receipt=receipts.take,
        leave_epoch=receipts.leave_epoch,
        call_answered=visit.answered,
    )
    view = AgentView(terminal=terminal, version=product, clock=time, outbox=outbox, links=links)
    local_api = LocalApiServer(settings.local_api.socket, status=view.status, waiting=view.waiting)
    is_practice = settings.profile is Profile.PRACTICE
    pages = Pages(settings.kiosk, visit=visit, links=links, clock=time, is_practice=is_practice)
    kiosk = KioskServer(settings.kiosk, visit=visit, screens=pages)
    session.handle(topics.receipts(terminal), inbound.take_receipt)
    session.handle(topics.commands(terminal), inbound.take_command)
    session.handle(topics.CENTRAL_STATE, links.take_central_state)
    session.on_change(links.line_changed)
    session.on_change(sender.line_changed)
    await asyncio.to_thread(pages.load)
    async with outbox, local_api, kiosk:
        await outbox.put(CoarseKind.STATE, TerminalStarted(product))
        async with asyncio.TaskGroup() as group:
            for part in (outbox, session, links, sender, visit, kiosk, Watchdog()):
                group.create_task(_deadly(part.run()), name=type(part).__name__)


def _session(settings: AgentSettings, keys: TerminalKeys, clock: CounterClock, product: str) -> Session:
    terminal, central = settings.terminal.id, settings.central
    here = Presence(terminal, new_id(), True, product, rfc3339(clock.now()))
    gone = Presence(terminal, here.instance, False, product, here.since)
    session = Session(
        SessionSettings(
            host=central.host,
            port=central.port,
            client_id=terminal,
            ca_file=central.ca_file,
            certificate_file=central.certificate_file,
            key_file=central.key_file,
            clean_start=False,
            expiry_seconds=_DAY_SECONDS,
        ),
        signer=keys.signer,
        verifier=keys.verifier,
        will=Will(topics.presence(terminal), encode(gone)),
    )
    session.birth(topics.presence(terminal), encode(here))
    return session


async def _deadly(work: Awaitable[None]) -> None:
    await work
    raise TaskEnded
