"""Five neutral stops of each cause in Chromium: the same words, the same DOM, at the same moment."""

from __future__ import annotations

import asyncio
from collections import Counter as Count
from dataclasses import dataclass
from time import monotonic

import pytest
from playwright.async_api import Browser, Page, expect

from edge_agent.visit.state import Screen

from .causes import Bearers, Cause
from .counter import PIN_TEXT, Counter
from .resident import without_session

_ROUNDS = 5
_NEUTRAL_SECONDS = 4.0
_SLACK_SECONDS = 3.0  # of a browser on a busy machine; that they are alike is measured by itself


@dataclass(frozen=True)
class _Seen:
    cause: Cause
    words: str
    dom: str
    seconds: float


@pytest.mark.more
@pytest.mark.parametrize("counters", [5], indirect=True)
async def test_five_neutral_stops_of_each_cause_look_and_come_alike(
    counters: list[Counter], bearers: Bearers, chromium: Browser
) -> None:
    seen: list[_Seen] = []
    async with asyncio.TaskGroup() as group:
        for place, counter in enumerate(counters):
            group.create_task(_sit_at(counter, place, bearers, chromium, seen))
    assert Count(each.cause for each in seen) == dict.fromkeys(Cause, _ROUNDS)
    assert len({each.words for each in seen}) == 1
    assert len({each.dom for each in seen}) == 1
    for each in seen:
        assert _NEUTRAL_SECONDS - 0.001 <= each.seconds < _NEUTRAL_SECONDS + _SLACK_SECONDS


async def _sit_at(counter: Counter, place: int, bearers: Bearers, chromium: Browser, seen: list[_Seen]) -> None:
    context = await chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    page = await context.new_page()
    await page.goto(counter.start_url)
    for each in range(_ROUNDS):
        cause = tuple(Cause)[(place + each) % len(Cause)]
        await _reach_the_number(counter, page, bearers, cause)
        began = monotonic()
        await page.keyboard.press("Enter")
        await page.wait_for_selector('#kiosk[data-screen="stop"]')
        came = monotonic() - began
        await expect(page.get_by_role("heading", name="お取り扱いできません")).to_be_visible()
        words, dom = await page.locator("#kiosk").inner_text(), without_session(await page.content())
        seen.append(_Seen(cause, words, dom, came))
        await page.get_by_role("button", name="終わる").click()
        await _on(page, Screen.TAKE_CARD)
        await counter.reader.take()
        await _on(page, Screen.ATTRACT)
    await context.close()


async def _reach_the_number(counter: Counter, page: Page, bearers: Bearers, cause: Cause) -> None:
    await page.get_by_role("button", name="画面にさわってください").click()
    await page.get_by_role("button", name="村の中で引っ越した").click()
    await _on(page, Screen.CARD)
    await counter.put(bearers.cards[cause])
    await _on(page, Screen.PIN)
    await page.keyboard.type(PIN_TEXT)
    await expect(page.locator(".dots .filled")).to_have_count(len(PIN_TEXT))


async def _on(page: Page, screen: Screen) -> None:
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", screen.value, timeout=10_000)
