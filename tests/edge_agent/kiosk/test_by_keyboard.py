"""Every screen by keyboard alone and for a screen reader: all is reached, seen where it is, and has a name."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Page, expect

from edge_agent.visit.service import Patience
from edge_agent.visit.state import Look, Screen, State, TextSize

from .every_screen import EVENTS, ONE_IN_FIVE, STATES
from .served import Served, served

_PRESSED = "button, a[href], input:not([type=hidden]):not([type=radio]), input[type=radio]:checked"
_FREE = f"""(() => [...document.querySelectorAll('#kiosk :is({_PRESSED})')]
  .filter(each => each.checkVisibility() && !each.closest('[inert]')))()"""
_FOCUSED = f"""(() => {{ const now = document.activeElement, free = {_FREE};
  const ring = getComputedStyle(now.matches('.many input, .choice input') ? now.nextElementSibling : now);
  const box = now.getBoundingClientRect();
  return {{ place: free.indexOf(now), ring: ring.outlineStyle === 'solid' ? parseFloat(ring.outlineWidth) : 0,
    isSeen: box.bottom > 0 && box.top < innerHeight }}; }})()"""
_UNNAMED = re.compile(
    r"^\s*- (?:button|checkbox|radio|textbox|link|img|main|dialog|alertdialog|navigation|group|radiogroup|region)"
    r"(?: \[[^\]]*\])*:?$",
    re.MULTILINE,
)


class _Stop(NamedTuple):
    """Where Tab came to: the place among all that can be pressed, its ring, and whether it is on the glass."""

    place: int
    ring: float
    is_seen: bool


@pytest.fixture
async def kiosk(tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Served]:
    """A kiosk that waits as long as a keyboard takes to come round the longest screen."""
    async with served(tmp_path, unused_tcp_port, patience=Patience(3600.0, 3600.0)) as running:
        yield running


async def _open(kiosk: Served, page: Page, state: State) -> None:
    kiosk.show(state)
    await page.goto(kiosk.origin)
    await expect(page.locator("main.stage")).to_have_count(1)


async def _tabbed(page: Page) -> list[_Stop]:
    """Every stop of the Tab key, until it leaves the page or comes round."""
    count = int(await page.evaluate(f"{_FREE}.length"))
    stops = list[_Stop]()
    for _ in range(count + 3):
        await page.keyboard.press("Tab")
        found = await page.evaluate(_FOCUSED)
        stops.append(_Stop(found["place"], found["ring"], found["isSeen"]))
    return stops


@pytest.mark.parametrize(
    "names",
    [pytest.param(ONE_IN_FIVE, id="one-in-five"), pytest.param(tuple(STATES), id="all", marks=pytest.mark.more)],
)
async def test_tab_comes_to_everything_that_can_be_pressed_and_shows_where_it_is(
    kiosk: Served, page: Page, names: tuple[str, ...]
) -> None:
    for name in names:
        await _open(kiosk, page, replace(STATES[name], look=Look(TextSize.LARGEST)))
        stops = [stop for stop in await _tabbed(page) if stop.place >= 0]
        count = int(await page.evaluate(f"{_FREE}.length"))
        assert {stop.place for stop in stops} == set(range(count)), name
        assert [stop for stop in stops if stop.ring < 4 or not stop.is_seen] == [], name


@pytest.mark.more
async def test_every_screen_has_a_name_and_so_has_everything_on_it(kiosk: Served, page: Page) -> None:
    for name, state in STATES.items():
        await _open(kiosk, page, state)
        tree = await page.locator("#kiosk").aria_snapshot()
        assert (name, _UNNAMED.findall(tree)) == (name, [])
        assert re.search(r"^- (?:main|(?:alert)?dialog) \"", tree, re.MULTILINE), name


async def test_another_screen_is_said_by_its_heading(kiosk: Served, page: Page) -> None:
    await page.get_by_role("button", name="画面にさわってください").press("Enter")
    main = page.get_by_role("main", name="どんなことがありましたか")
    await expect(main).to_be_focused()
    await expect(page).to_have_title(re.compile("どんなことがありましたか"))
    kiosk.show(replace(EVENTS, screen=Screen.MORE_EVENTS))
    kiosk.cable.set(kiosk.cable.current().central.state)
    heading = await page.locator("main h1").inner_text()
    await expect(page.get_by_role("main", name=heading)).to_be_focused()


async def test_enter_and_space_press_and_the_focus_stays_on_what_is_drawn_again(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, STATES["household"])
    first = page.get_by_role("checkbox").first
    await first.focus()
    await page.keyboard.press("Space")
    await expect(first).to_be_checked()
    await expect(first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(first).not_to_be_checked()
