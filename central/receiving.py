"""The wiring of the role inbox: the session with the broker, and everything that hears it or speaks through it."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime

from protocol.identifiers import new_id
from protocol.wire import topics
from protocol.wire.messages import questions
from protocol.wire.messages.renewal import AskCertificate

from .clock import Clock
from .db.changes import Listener
from .guidance.channels import CATALOGUES
from .guidance.publisher import CataloguePublisher
from .identity.about_people import AboutPeople
from .identity.inbox_handlers import HANDLERS as IDENTITY_HANDLERS
from .inbox.answers import stream_position
from .inbox.application import Application
from .inbox.dispatcher import Dispatcher
from .inbox.listener import BatchListener
from .inbox.queries import INBOX
from .inbox.switched_on import SwitchedOn
from .link.counters import BROKER_CONNECTED, SIGNATURES_REFUSED
from .link.heartbeat import Heartbeat
from .link.key_files import read_opener, read_signer
from .link.presence import PresenceListener
from .link.publisher import CommandPublisher
from .link.questions import Answerers, QuestionDesk
from .link.session import central_session
from .link.use_cases.send_command import COMMANDS
from .notifications.inbox_handlers import HANDLERS
from .operations.answers import Reachable
from .operations.use_cases.raise_alarm import raise_alarm
from .settings import CentralSettings
from .systems import handlers_of
from .terminals.answers import CertificateAnswers
from .terminals.queries import TERMINALS, lives
from .terminals.use_cases.count_late_events import count_late_events
from .terminals.use_cases.note_presence import note_presence
from .terminals.verifier import TerminalVerifier


async def receiving(settings: CentralSettings, clock: Clock, people: AboutPeople) -> list[Coroutine[None, None, None]]:
    """What must run for ever. Raises BadSettings for keys that cannot be read."""
    url, instance = settings.database.url, new_id()
    verifier = TerminalVerifier(Listener(url, {TERMINALS}))
    await verifier.refresh()
    opener = read_opener(settings.keys.sealing_files)
    signer = read_signer(settings.keys.signing_file)
    session = central_session(settings.broker, instance, signer=signer, verifier=verifier)
    heartbeat = Heartbeat(instance, clock)
    publisher = CommandPublisher(session, Listener(url, {COMMANDS}), clock)
    catalogues = CataloguePublisher(session, Listener(url, {CATALOGUES}), clock)
    reachable = Reachable(clock, juki=people.juki)
    answerers: Answerers = {
        questions.AreYouThere: reachable.answer,
        questions.StreamPosition: stream_position,
        AskCertificate: CertificateAnswers(clock).held,
        **people.answerers,
    }
    desk = QuestionDesk(session, opener, answerers, clock)
    application = Application(opener, {**HANDLERS, **IDENTITY_HANDLERS, **handlers_of(settings.systems)}, clock)
    gap = settings.inbox.gap_alarm_seconds
    dispatcher = Dispatcher(application, Listener(url, {INBOX}), clock, count_late=count_late_events, gap_seconds=gap)
    batches = BatchListener(session, verifier, clock)
    presence = PresenceListener(note_presence, _two_sessions, lives, clock)
    session.handle(topics.every_terminal(topics.presence("+"), shared=False), presence.take)
    session.handle(topics.every_terminal(topics.events("+"), shared=True), batches.take, workers=settings.inbox.workers)
    session.handle(topics.every_terminal(topics.questions("+"), shared=True), desk.take, workers=4)
    for callback in (heartbeat.set_connected, publisher.wake, BROKER_CONNECTED.set):
        session.on_change(callback)
    SIGNATURES_REFUSED.set_function(lambda: session.rejected)
    switched_on = SwitchedOn(application, clock)
    running = [one.run() for one in (verifier, session, heartbeat, publisher, desk, dispatcher, switched_on)]
    if settings.systems.guidance:
        session.on_change(catalogues.line_changed)
        running.append(catalogues.run())
    return running


async def _two_sessions(terminal: str, at: datetime) -> None:
    await raise_alarm("two-live-sessions", terminal, at)
