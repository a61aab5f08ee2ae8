"""A small village for the console's tests: one database, a clock to turn, the console, and people to sign in as."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp

from central.console.room import Room
from central.console.server import ConsoleServer
from central.console.settings import ConsoleSettings
from central.db.changes import Listener
from central.db.connection import Database
from central.db.transaction import transaction
from central.identity import pages as identity_pages
from central.link.models import CentralSession
from central.link.received import Received
from central.notifications import pages as notification_pages
from central.notifications.inbox_handlers import HANDLERS
from central.staff import pages as staff_pages
from central.staff.roles import Role
from central.terminals.models import Place, Terminal, TerminalPresence
from protocol.identifiers import new_id
from protocol.wire.messages.events import Body, CallWithdrawn, StaffCalled
from tests.central.accounts import account

ROOMS = (
    Room("staff", staff_pages.ROUTES, staff_pages.MENU, staff_pages.LIVE, staff_pages.PUBLIC),
    Room("notifications", notification_pages.ROUTES, notification_pages.MENU, notification_pages.LIVE),
    Room("identity", identity_pages.ROUTES, identity_pages.MENU, identity_pages.LIVE),
)
Fields = dict[str, str] | list[tuple[str, str]]
PASSWORD = "renshu-123456"
PEOPLE = {
    "aone": ("青根 恵", "本庁　住民係", Role.CLERK),
    "osada": ("長田 誠", "本庁　住民係", Role.CLERK),
    "kansa": ("小善地 久", "監査委員事務局", Role.AUDITOR),
}


class TestClock:
    """A clock that stands until it is turned."""

    __test__ = False
    is_practice = True

    def __init__(self) -> None:
        self.moment = datetime(2025, 1, 15, 1, 24, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it was turned to."""
        return self.moment

    def turn(self, **forward: float) -> None:
        """Move forward."""
        self.moment += timedelta(**forward)


class Browser:
    """A browser without a screen: cookies, forms and their CSRF token."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def close(self) -> None:
        """Forget everything."""
        await self._session.close()

    async def get(self, path: str, **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        """Status, text and answer of a page, without following redirects."""
        async with self._session.get(self.base + path, allow_redirects=False, headers=headers) as answer:
            return answer.status, await answer.text(), answer

    async def post(self, path: str, fields: Fields, **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        """Status, text and answer of a form sent as it stands."""
        url = self.base + path
        async with self._session.post(url, data=fields, allow_redirects=False, headers=headers) as answer:
            return answer.status, await answer.text(), answer

    async def csrf(self, path: str = "/sign-in") -> str:
        """The CSRF token that stands in a page."""
        _, text, _ = await self.get(path)
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', text)
        assert found is not None, text
        return found[1]

    async def sign_in(self, login: str, password: str = PASSWORD) -> tuple[int, str, aiohttp.ClientResponse]:
        """Fill the sign-in form in and send it."""
        fields = {"csrf": await self.csrf(), "login": login, "password": password, "next": "/arrivals"}
        return await self.post("/sign-in", fields)

    def stream(self) -> AsyncIterator[tuple[str, str]]:
        """The live channel's events: name and JSON text."""
        return self._stream()

    async def _stream(self) -> AsyncIterator[tuple[str, str]]:
        async with self._session.get(self.base + "/live") as answer:
            event = ""
            async for line in answer.content:
                if line.startswith(b"event: "):
                    event = line[7:].decode().strip()
                elif line.startswith(b"data: "):
                    yield event, line[6:].decode()


class Village:
    """The console with its clock; `browser()` is one more browser, `call()` one more resident who calls."""

    def __init__(self, server: ConsoleServer, clock: TestClock) -> None:
        self.server, self.clock = server, clock
        self.base = f"http://127.0.0.1:{server.port}"
        self._browsers: list[Browser] = []
        self._seq = 0

    @property
    def connections(self) -> int:
        """How many live connections are open."""
        return self.server.live_connections

    def browser(self) -> Browser:
        """A fresh browser."""
        self._browsers.append(Browser(self.base))
        return self._browsers[-1]

    async def close(self) -> None:
        """Close every browser."""
        for browser in self._browsers:
            await browser.close()

    async def call(self, screen: str = "question", *, offline_since: timedelta | None = None) -> str:
        """Somebody calls staff; the event's id."""
        moment = self.clock.now() - (offline_since or timedelta())
        return await self._arrive(StaffCalled(screen=screen), moment, offline=offline_since is not None)

    async def withdraw(self, call: str) -> None:
        """The resident takes the call back."""
        await self._arrive(CallWithdrawn(call=call), self.clock.now(), offline=False)

    async def _arrive(self, body: Body, moment: datetime, *, offline: bool) -> str:
        self._seq += 1
        received = Received(
            terminal="lobby-1", epoch="e1", seq=self._seq, event_id=new_id(), visit="", occurred_at=moment,
            received_at=self.clock.now(), offline=offline, clock_trusted=True, body=body,
        )  # fmt: skip
        async with transaction():
            await HANDLERS[type(body)](received)
        return received.event_id


@asynccontextmanager
async def open_village(url: str, settings: ConsoleSettings, rooms: Sequence[Room] = ROOMS) -> AsyncIterator[Village]:
    """A village on a fresh migrated database; closed at the end."""
    clock = TestClock()
    async with Database(url), ConsoleServer(settings, clock, rooms) as server, asyncio.TaskGroup() as tasks:
        await _settle(clock)
        running = tasks.create_task(server.run(Listener(url, server.channels).changes()))
        village = Village(server, clock)
        try:
            yield village
        finally:
            await village.close()
            running.cancel()


async def _settle(clock: TestClock) -> None:
    now = clock.now()
    await Place.create(id="honcho", name="ロビー", opening={}, closed_days=[])
    for number in (1, 2):
        terminal = await Terminal.create(
            id=f"lobby-{number}", number=number, name=f"操作端末{number}", place_id="honcho", public_key=b""
        )
        await TerminalPresence.create(
            terminal_id=terminal.id, instance="i", online=number == 1, version="1.0", since=now, late_events=0
        )
    await CentralSession.create(instance="c", connected=True, since=now, seen_at=now + timedelta(days=1))
    for login, (name, section, role) in PEOPLE.items():
        await account(login, PASSWORD, name=name, section=section, roles=[role], clock=clock)
