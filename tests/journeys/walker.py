"""A resident whose language nobody asks: walks by what a screen is, not by its words, and keeps a picture of each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

from playwright.async_api import Locator, Page, expect

from protocol.village.languages import Language
from protocol.village.opening import JAPAN
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .kiosk import Kiosk
from .reading import sideways_overflow

_MORE_THAN_ALL_SCREENS = 60
_CARD_IS_READ = 10_000
_ALL_IS_ANSWERED = 15_000
_NOBODY_READS_SOONER = 0.5
_REIWA = 2018


class Walker:
    """One visit in one language. `seen` are the screens passed, in order; `spoken` the files that were read aloud."""

    def __init__(self, village: Village, kiosk: Kiosk, name: str) -> None:
        self.kiosk = kiosk
        self.holder = CardHolder(village, kiosk)
        self.seen: list[str] = []
        self.spoken: dict[str, int] = {}
        self._village = village
        self._name = name
        kiosk.page.on("response", lambda response: self._heard(response.url, response.status))

    @classmethod
    async def arrive(cls, village: Village, browser: Chromium, name: str) -> Walker:
        """Stand before the waiting screen; `name` begins the names of the pictures."""
        return cls(village, await Kiosk.open(village, browser), name)

    @property
    def page(self) -> Page:
        """The kiosk's page."""
        return self.kiosk.page

    @property
    def screen(self) -> Locator:
        """The whole screen, which says what it is."""
        return self.page.locator("#kiosk")

    async def speak(self, language: Language) -> None:
        """Touch a language on the waiting screen."""
        if language is not Language.JAPANESE:
            await self.act("set-language", language.value)
        await expect(self.screen).to_have_attribute("data-language", language.value)

    async def enlarge(self, size: str) -> None:
        """Choose a text size (`largest`)."""
        await self.act("show-look")
        await self.act("set-text", size)
        await self.act("close-overlay")

    async def listen(self) -> None:
        """Have the screen read aloud."""
        await self.act("show-voice")
        await self.act("set-voice", "on")
        await self.act("close-overlay")

    async def begin(self, *events: str) -> None:
        """From the waiting screen through these tiles to the one that asks for a card."""
        await self._look()
        await self.act("start")
        await self._look()
        for event in events:
            await self.act("choose-event", event)
        await self._look()

    async def prove(self, key: str) -> None:
        """Put a card down and type its number."""
        await self.holder.put(key)
        await self._reach("pin", _CARD_IS_READ)
        await asyncio.sleep(_NOBODY_READS_SOONER)
        for digit in self.holder.card(key).auth_pin:
            await self.page.locator(f"[data-key='{digit}']").tap()
        await self.page.locator("button[form=pin-form]").tap()
        await expect(self.page.locator("#kiosk:not(.pin-screen):not(.checking-screen)")).to_be_visible(
            timeout=_ALL_IS_ANSWERED
        )

    async def move_house(self) -> None:
        """Everything of a 転居 between the household and the number."""
        for _ in range(_MORE_THAN_ALL_SCREENS):
            screen = await self._look()
            if screen == "done":
                return
            step = await self.screen.get_attribute("data-step") or ""
            await self._through(screen)
            await expect(self.screen).not_to_have_attribute("data-step", step, timeout=_ALL_IS_ANSWERED)
        raise AssertionError(f"the way does not end: {self.seen}")

    async def leave(self) -> None:
        """End the visit, with the card."""
        if await self.screen.get_attribute("data-screen") == "done":
            await self.act("finish")
        await self.holder.take()
        await self._reach("attract", _CARD_IS_READ)

    async def act(self, action: str, value: str = "") -> None:
        """Touch the button that does this, and wait for what it brings."""
        await self._touch(self._button(action, value))

    def _button(self, action: str, value: str = "") -> Locator:
        form = f"form:has(input[name=action][value='{action}'])"
        return self.page.locator(
            f"{form}:has(input[name=value][value='{value}']) button" if value else f"{form} button"
        )

    async def _through(self, screen: str) -> None:
        ways: dict[str, Callable[[], Awaitable[None]]] = {
            "household": self._everybody,
            "head": lambda: self.act("choose-head"),
            "town": lambda: self.act("choose-town", "板橋"),
            "lot": lambda: self._type("8120"),
            "building": lambda: self.act("set-building"),
            "moved-on": self._today,
            "joining": lambda: self.act("choose-joining", "new"),
            "telephone": lambda: self.act("set-telephone"),
            "question": self._answer,
            "review": lambda: self.act("sign"),
            "sign": self._sign,
        }
        await ways.get(screen, lambda: self.act("next"))()

    async def _everybody(self) -> None:
        if not await self._button("next").count():
            await self.act("choose-all")
        await self.act("next")

    async def _answer(self) -> None:
        for value in ("no", "unknown"):
            if await self._button("answer", value).count():
                return await self.act("answer", value)
        return await self.act("next")

    async def _today(self) -> None:
        day: date = self._village.clock.now().astimezone(JAPAN).date()
        await self._type(f"{day.year - _REIWA:02d}{day.month:02d}{day.day:02d}")

    async def _type(self, digits: str) -> None:
        for digit in digits:
            await self.page.locator(f"[data-put='{digit}']").first.tap()
        await self._touch(self.page.locator("button[form=entry]"))

    async def _sign(self) -> None:
        box = await self.page.locator("#signing .pad").bounding_box()
        assert box is not None
        mouse = self.page.mouse
        for stroke in range(3):
            await mouse.move(box["x"] + 200 + 220 * stroke, box["y"] + 60)
            await mouse.down()
            for step in range(12):
                await mouse.move(box["x"] + 200 + 220 * stroke + 12 * step, box["y"] + 60 + 37 * step % 90)
            await mouse.up()
        await self._touch(self.page.locator("[data-ink=send]"))

    async def _touch(self, button: Locator) -> None:
        before = await self.screen.get_attribute("data-revision") or ""
        await button.first.tap()
        await expect(self.screen).not_to_have_attribute("data-revision", before, timeout=_ALL_IS_ANSWERED)
        await asyncio.sleep(_NOBODY_READS_SOONER)

    async def _look(self) -> str:
        screen = await self.screen.get_attribute("data-screen") or ""
        if screen not in self.seen:
            await picture(self.page, f"{self._name}-{len(self.seen):02d}-{screen}")
            assert await sideways_overflow(self.page) <= 0, screen
        self.seen.append(screen)
        return screen

    async def _reach(self, screen: str, milliseconds: int) -> None:
        await expect(self.screen).to_have_attribute("data-screen", screen, timeout=milliseconds)

    def _heard(self, url: str, status: int) -> None:
        _, found, name = url.partition("/voice/")
        if found:
            self.spoken[name] = status
