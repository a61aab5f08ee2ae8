"""The wiring page of central: builds every object by hand; web and inbox run together or apart."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime

from protocol.identifiers import new_id
from protocol.wire import topics
from protocol.wire.messages import questions

from .clock import Clock
from .console.room import Room
from .console.server import ConsoleServer
from .console.settings import console_settings
from .db.changes import Listener
from .db.connection import Database
from .db.schema import require_current_schema
from .errors import BadSettings
from .identity import pages as identity_pages
from .identity.about_people import about_people
from .identity.inbox_handlers import HANDLERS as IDENTITY_HANDLERS
from .inbox.answers import stream_position
from .inbox.application import Application
from .inbox.dispatcher import Dispatcher
from .inbox.listener import BatchListener
from .inbox.queries import INBOX
from .link.counters import BROKER_CONNECTED, SIGNATURES_REFUSED
from .link.heartbeat import Heartbeat
from .link.key_files import read_opener, read_signer, refuse_practice_authority
from .link.presence import PresenceListener
from .link.publisher import CommandPublisher
from .link.questions import Answerers, QuestionDesk
from .link.session import central_session
from .link.use_cases.send_command import COMMANDS
from .log import configure_log
from .notifications import pages as notifications
from .notifications.inbox_handlers import HANDLERS
from .operations.answers import Reachable
from .operations.pages import OperationsServer
from .operations.use_cases.raise_alarm import raise_alarm
from .settings import CentralSettings, Profile, Role
from .staff import pages as staff
from .staff.queries import practice_accounts
from .terminals.queries import TERMINALS, lives
from .terminals.use_cases.count_late_events import count_late_events
from .terminals.use_cases.note_presence import note_presence
from .terminals.verifier import TerminalVerifier

ROOMS = (
    Room("notifications", notifications.ROUTES, notifications.MENU, notifications.LIVE),
    Room("identity", identity_pages.ROUTES, identity_pages.MENU, identity_pages.LIVE),
    Room("staff", staff.ROUTES, staff.MENU, staff.LIVE, staff.PUBLIC),
)


async def run(settings: CentralSettings, *, clock: Clock, roles: Collection[Role] = frozenset(Role)) -> None:
    """Run until cancelled. Raises WrongSchema and BadSettings before anything listens."""
    configure_log(settings.log_level)
    refuse_practice_authority(settings)
    await require_current_schema(settings.database.url)
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(Database(settings.database.url, connections=settings.database.connections))
        if settings.profile is Profile.PRODUCTION and await practice_accounts():
            raise BadSettings("the database holds practice accounts")
        if (port := settings.operations.port_of(roles)) is not None:
            await opened.enter_async_context(OperationsServer(settings.operations.host, port))
        work = await _inbox(settings, clock, opened) if Role.INBOX in roles else []
        if Role.WEB in roles:
            console = await opened.enter_async_context(ConsoleServer(console_settings(settings), clock, ROOMS))
            work.append(console.run(Listener(settings.database.url, console.channels).changes()))
        async with asyncio.TaskGroup() as group:
            for forever in work:
                group.create_task(forever)


async def _inbox(settings: CentralSettings, clock: Clock, opened: AsyncExitStack) -> list[Coroutine[None, None, None]]:
    url, instance = settings.database.url, new_id()
    verifier = TerminalVerifier(Listener(url, {TERMINALS}))
    await verifier.refresh()
    opener = read_opener(settings.keys.sealing_files)
    signer = read_signer(settings.keys.signing_file)
    session = central_session(settings.broker, instance, signer=signer, verifier=verifier)
    heartbeat = Heartbeat(instance, clock)
    publisher = CommandPublisher(session, Listener(url, {COMMANDS}), clock)
    people = await about_people(settings, clock, opened)
    reachable = Reachable(clock, juki=people.juki)
    answerers: Answerers = {
        questions.AreYouThere: reachable.answer,
        questions.StreamPosition: stream_position,
        **people.answerers,
    }
    desk = QuestionDesk(session, opener, answerers, clock)
    application = Application(opener, {**HANDLERS, **IDENTITY_HANDLERS}, clock)
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
    return [one.run() for one in (verifier, session, heartbeat, publisher, desk, dispatcher, *people.running)]


async def _two_sessions(terminal: str, at: datetime) -> None:
    await raise_alarm("two-live-sessions", terminal, at)
