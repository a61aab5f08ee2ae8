"""What joins this counter to the data centre, put together, and whom it tells what comes."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.session import Session
from protocol.wire import topics

from .clock import CounterClock
from .health.report import HealthReport
from .link.catalogue import CatalogueShelf
from .link.inbound import Inbound
from .link.own_presence import Devices, OwnPresence, new_presence
from .link.questions import Questions
from .link.renewal import Renewal
from .link.states import LinkStates
from .link.terminal_keys import read_terminal_keys
from .link.terminal_session import terminal_session
from .outbox.receipts import Receipts
from .outbox.sender import Sender
from .outbox.store import Outbox
from .settings import AgentSettings
from .visit.service import Visit
from .visit.slips import Slips

_CATALOGUE = "guidance.json"


@dataclass(frozen=True)
class CounterLine:
    """What joins this counter to the data centre."""

    session: Session
    questions: Questions
    links: LinkStates
    outbox: Outbox
    sender: Sender
    shelf: CatalogueShelf
    presence: OwnPresence
    health: HealthReport
    renewal: Renewal


def joined(settings: AgentSettings, time: CounterClock, product: str, devices: Devices) -> CounterLine:
    """The parts, not yet open. Raises BadSettings."""
    terminal, keys = settings.terminal.id, read_terminal_keys(settings)
    here = new_presence(terminal, product, time)
    session = terminal_session(settings, keys, here)
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
    sender = Sender(outbox, session, questions, topic=topics.events(terminal))
    shelf = CatalogueShelf(settings.outbox.file.with_name(_CATALOGUE), time)
    renewal = Renewal(questions, settings.central.certificate_file, settings.central.key_file)
    health = HealthReport(time, every_seconds=settings.health.every_seconds)
    presence = OwnPresence(session, here, devices, health)
    return CounterLine(session, questions, links, outbox, sender, shelf, presence, health, renewal)


def listen(line: CounterLine, terminal: str, time: CounterClock, visit: Visit, slips: Slips) -> None:
    """Lead what comes over the line to whom it is for."""
    receipts = Receipts(line.outbox, line.sender)
    inbound = Inbound(
        terminal=terminal, clock=time, receipt=receipts.take, leave_epoch=receipts.leave_epoch,
        call_answered=visit.answered, confirmed_by_clerk=visit.confirmed_by_clerk,
        print_slip=slips.again,
    )  # fmt: skip
    line.session.handle(topics.receipts(terminal), inbound.take_receipt)
    line.session.handle(topics.commands(terminal), inbound.take_command)
    line.session.handle(topics.CENTRAL_STATE, line.links.take_central_state)
    if visit.offers.has_guidance:
        line.session.handle(topics.CATALOGUE, line.shelf.take)
    else:
        line.session.leave(topics.CATALOGUE)
    line.session.on_change(line.links.line_changed)
    line.session.on_change(line.sender.line_changed)
