"""The wiring page of central: builds every object by hand; web, inbox and worker run together or apart."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import AsyncExitStack

from protocol.systemd import Watchdog

from .clock import Clock
from .console.room import Room
from .console.server import ConsoleServer
from .console.settings import console_settings
from .db.changes import Listener
from .db.connection import Database
from .db.schema import require_current_schema
from .db.worker import JobWorker
from .errors import BadSettings
from .identity import pages as identity_pages
from .identity.about_people import AboutPeople, about_people
from .link.key_files import refuse_practice_authority
from .log import configure_log
from .notifications import pages as notifications
from .operations import pages as operations
from .operations.endpoint import OperationsServer
from .operations.use_cases.raise_alarm import raise_alarm
from .receiving import receiving
from .residents import jobs as residents_jobs
from .residents import pages as residents
from .settings import CentralSettings, Profile, Role
from .staff import pages as staff
from .staff.queries import practice_accounts
from .systems import jobs_of, queues_of, rooms_of
from .terminals import pages as terminals
from .terminals.authority_room import enrolling

ROOMS = (
    Room("notifications", notifications.ROUTES, notifications.MENU, notifications.LIVE),
    Room("identity", identity_pages.ROUTES, identity_pages.MENU, identity_pages.LIVE),
    Room("residents", residents.ROUTES, residents.MENU, residents.LIVE),
    Room("terminals", terminals.ROUTES, terminals.MENU, terminals.LIVE),
    Room("operations", operations.ROUTES, operations.MENU, operations.LIVE, strips=operations.STRIPS),
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
        work: list[Coroutine[None, None, None]] = [Watchdog().run()]
        if not {Role.INBOX, Role.WORKER}.isdisjoint(roles):
            people = await about_people(settings, clock, opened)
            work += await receiving(settings, clock, people) if Role.INBOX in roles else []
            work += [one.run() for one in people.running]
            work += [_worker(settings, clock, people).run()] if Role.WORKER in roles else []
        work += await enrolling(settings, clock) if Role.ENROLMENT in roles else []
        if Role.WEB in roles:
            rooms = rooms_of(ROOMS, settings.systems)
            console = await opened.enter_async_context(ConsoleServer(console_settings(settings), clock, rooms))
            work.append(console.run(Listener(settings.database.url, console.channels).changes()))
        async with asyncio.TaskGroup() as group:
            for forever in work:
                group.create_task(forever)


def _worker(settings: CentralSettings, clock: Clock, people: AboutPeople) -> JobWorker:
    async def failed(job: str) -> None:
        await raise_alarm("job-failed", job, clock.now())

    known = {**jobs_of(settings.systems, people.bench, clock), **residents_jobs.jobs(settings.residents, clock)}
    schedule, queues = residents_jobs.schedule(settings.residents), queues_of(settings.systems)
    return JobWorker(settings.database.url, known, failed=failed, schedule=schedule, queues=queues)
