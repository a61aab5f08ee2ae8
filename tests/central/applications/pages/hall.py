"""The console with cases in it: clerks of several sections, the village's catalogue, and hand scanners that type."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import msgspec
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, ViewportSize

from central.applications import pages as application_pages
from central.applications.inbox_handlers import HANDLERS
from central.console.room import Room
from central.console.settings import ConsoleSettings
from central.db.transaction import transaction
from central.guidance.use_cases.load_catalogue import load_catalogue
from central.link.received import Received
from central.staff.roles import Role
from protocol.identifiers import new_id
from protocol.wire.messages.applications import SIGNATURE, ApplicationMade, CodeScanned
from protocol.wire.messages.events import Body
from tests.central.accounts import account

from ...console.village import PASSWORD, ROOMS, Browser, Village, open_village
from ..counter import CATALOGUE, INK, RESIDENTS, WELFARE, application

PEOPLE = {
    "jumin": ("山口 恵", RESIDENTS, Role.CLERK),
    "jumin2": ("水越 誠", RESIDENTS, Role.CLERK),
    "fukushi": ("池原 あおい", WELFARE, Role.SECTION),
}
APPLICATIONS = Room(
    "applications",
    application_pages.ROUTES,
    application_pages.MENU,
    application_pages.LIVE,
    strips=application_pages.STRIPS,
)


@dataclass
class Hall:
    """The village's console; `hand_in` is one more finished visit at the kiosk."""

    village: Village
    seq: int = field(default=1000)

    async def hand_in(self, made: ApplicationMade | None = None, **other: object) -> str:
        """A case arrives; its id."""
        return await self.arrive(made or application(), attachments={SIGNATURE: msgspec.json.encode(INK)}, **other)

    async def scan(self, text: str, **other: object) -> str:
        """A code is read at a terminal."""
        return await self.arrive(CodeScanned(text), **other)

    async def arrive(self, body: Body, **other: object) -> str:
        """An event as the dispatcher hands it on; its id."""
        self.seq += 1
        now = self.village.clock.now()
        usual: dict[str, object] = {
            "terminal": "lobby-1", "epoch": "e1", "seq": self.seq, "event_id": new_id(), "visit": "visit-1",
            "occurred_at": now, "received_at": now, "offline": False, "clock_trusted": True, "body": body,
        }  # fmt: skip
        received = Received(**{**usual, **other})  # type: ignore[arg-type]
        async with transaction():
            await HANDLERS[type(body)](received)
        return received.event_id

    async def clerk(self, login: str = "jumin") -> Browser:
        """A browser without a screen, signed in."""
        browser = self.village.browser()
        await browser.sign_in(login)
        return browser

    async def seated(
        self, chromium: Chromium, path: str, login: str = "jumin", *, size: tuple[int, int] = (1366, 768)
    ) -> Page:
        """A real browser, signed in, at a page that is live."""
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = await chromium.new_context(viewport=viewport, locale="ja-JP", timezone_id="Asia/Tokyo")
        page = await context.new_page()
        await page.goto(self.village.base)
        await page.fill("#login", login)
        await page.fill("#password", PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/arrivals")
        await page.goto(self.village.base + path)
        await page.wait_for_selector("html[data-live=up]", timeout=20_000)
        return page


@asynccontextmanager
async def open_hall(url: str, settings: ConsoleSettings) -> AsyncIterator[Hall]:
    """The hall on a fresh migrated database; closed at the end."""
    async with open_village(url, settings, (*ROOMS, APPLICATIONS)) as village:
        await load_catalogue(CATALOGUE, clock=village.clock)
        for login, (name, section, role) in PEOPLE.items():
            clock = village.clock
            await account(login, PASSWORD, name=name, section=section, roles=[role], clock=clock)
        yield Hall(village)
