"""Double taps, a reload, the browser's own back and a second window in the middle of a 転居, in Chromium."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State

from .applying import MOVING, STATES, at
from .families import STATES as BEFORE
from .served import Served

Touch = tuple[Action, str]
EVERY_STATE = BEFORE | STATES
_IN_THE_MIDDLE = (
    "movers", "town-changed", "lot-problem", "building-changed", "moved-on-problem", "joining-changed",
    "telephone-problem", "question-many", "guide", "review", "sign", "done",
)  # fmt: skip
_SCREENS = (
    "no-card", "household", "no-household-card", "name", "movers", "remaining-head", "town", "lot-problem",
    "building-changed", "same-address", "moved-on-problem", "joining", "head", "telephone-problem", "question-choice",
    "question-many", "guide", "review", "sign", "done", "stop-neutral", "stop-unavailable",
)  # fmt: skip
_SETTLED_SECONDS = 0.3
_IS_FOR_ONE_TOUCH = """each =>
  !each.matches('.key, [data-scroll]') && each.checkVisibility() && each.closest('[inert]') === null"""


class Touches:
    """The touches that changed something, as they reach the visit of a kiosk."""

    def __init__(self, kiosk: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kiosk = kiosk
        self.counted: list[Touch] = []
        act = kiosk.visit.act

        async def noted(action: Action, revision: int, value: str = "") -> State:
            before = kiosk.visit.state
            after = await act(action, revision, value)
            if after is not before:
                self.counted.append((action, value))
            return after

        monkeypatch.setattr(kiosk.visit, "act", noted)


@pytest.fixture
def touches(kiosk: Served, monkeypatch: pytest.MonkeyPatch) -> Touches:
    """What counted so far."""
    return Touches(kiosk, monkeypatch)


async def _see(kiosk: Served, page: Page, state: State) -> None:
    kiosk.show(state)
    await page.goto(kiosk.origin)
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", state.screen.value)
    await page.evaluate("document.fonts.ready.then(() => true)")


async def _buttons(page: Page) -> list[Locator]:
    """A button of each kind that the screen itself has, save the keys of pads, which are meant to be touched fast."""
    kinds: dict[str, Locator] = {}
    for each in await page.locator("main button, footer .end").all():
        if await each.evaluate(_IS_FOR_ONE_TOUCH):
            kinds.setdefault(await each.evaluate("each => each.form?.elements.action?.value ?? ''"), each)
    return list(kinds.values())


@pytest.mark.parametrize(
    ("name", "button", "counted"),
    [
        ("household-chosen", "つぎへ", (Action.NEXT, "")),
        ("household", "全員を選ぶ", (Action.CHOOSE_ALL, "")),
        ("guide", "つぎへ", (Action.NEXT, "")),
        ("town", "竹之本", (Action.CHOOSE_TOWN, "竹之本")),
        ("review", "昼間の電話を変更", (Action.CHANGE, "telephone")),
        ("review", "確認してサインへ", (Action.SIGN, "")),
        ("lot", "もどる", (Action.BACK, "")),
        ("question", "いいえ", (Action.ANSWER, "no")),
    ],
)
async def test_a_double_tap_counts_once(page: Page, touches: Touches, name: str, button: str, counted: Touch) -> None:
    await _see(touches.kiosk, page, EVERY_STATE[name])
    await page.get_by_role("button", name=button).first.dblclick(delay=40)
    await asyncio.sleep(_SETTLED_SECONDS)
    assert touches.counted == [counted]


async def test_a_double_tap_with_a_finger_chooses_and_does_not_take_back(
    touches: Touches, page: Page, chromium: Browser
) -> None:
    finger = await chromium.new_page(has_touch=True, viewport={"width": 1280, "height": 800})
    await finger.goto(touches.kiosk.start_url)
    await _see(touches.kiosk, finger, EVERY_STATE["household"])
    person = finger.get_by_role("checkbox", name="道志　健太")
    await person.tap()
    await person.tap()
    await asyncio.sleep(_SETTLED_SECONDS)
    assert touches.counted == [(Action.CHOOSE_PERSON, "3")]
    await finger.close()


async def test_a_double_tap_on_one_of_many_answers_chooses_it(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["question-many"])
    answer = page.get_by_role("checkbox", name="精神障害者保健福祉手帳")
    await answer.dblclick(delay=40)
    await expect(answer).to_be_checked()


@pytest.mark.more
@pytest.mark.parametrize("name", _SCREENS)
async def test_a_double_tap_on_any_button_of_a_screen_counts_once(page: Page, touches: Touches, name: str) -> None:
    kiosk = touches.kiosk
    await _see(kiosk, page, EVERY_STATE[name])
    for place in range(len(await _buttons(page))):
        await _see(kiosk, page, EVERY_STATE[name])
        touches.counted.clear()
        button = (await _buttons(page))[place]
        words = await button.inner_text()
        await button.dblclick(delay=40, force=True)
        await asyncio.sleep(_SETTLED_SECONDS)
        assert len(touches.counted) <= 1, words


async def test_a_reload_and_the_browsers_back_show_the_same_screen_with_the_same_answers(
    kiosk: Served, page: Page
) -> None:
    for name in _IN_THE_MIDDLE:
        await page.goto(f"{kiosk.origin}/?earlier")
        await _see(kiosk, page, STATES[name])
        before, shown = kiosk.visit.state, await _seen(page)
        await page.reload()
        assert await _seen(page) == shown, name
        await page.go_back()
        assert await _seen(page) == shown, name
        assert kiosk.visit.state is before, name


async def _seen(page: Page) -> tuple[str | None, str, list[str]]:
    """Which screen, its words and what stands in its fields."""
    await page.evaluate("document.fonts.ready.then(() => true)")
    values = await page.eval_on_selector_all(
        "main input:not([type=hidden])", "all => all.map(each => `${each.value} ${each.checked}`)"
    )
    step = await page.locator("#kiosk").get_attribute("data-step")
    return step, await page.locator("main").inner_text(), values


async def test_the_flow_goes_on_after_a_reload(kiosk: Served, page: Page) -> None:
    await page.goto(f"{kiosk.origin}/?earlier")
    await _see(kiosk, page, at(Screen.TOWN, MOVING))
    await page.get_by_role("button", name="竹之本").click()
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", "lot")
    await page.reload()
    await page.go_back()
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", "lot")
    await page.get_by_role("button", name="つぎへ").click()
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", "building")
    assert kiosk.visit.state.draft.lot == MOVING.draft.lot


async def test_a_stranger_with_another_browser_changes_nothing_of_a_move(
    kiosk: Served, page: Page, chromium: Browser
) -> None:
    await _see(kiosk, page, MOVING)
    before = kiosk.visit.state
    stranger = await chromium.new_page()
    answer = await stranger.goto(kiosk.origin)
    assert answer is not None
    assert answer.status == 403
    assert MOVING.draft.lot not in await stranger.content()
    await stranger.close()
    assert kiosk.visit.state is before
    await page.get_by_role("button", name="確認してサインへ").click()
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", "sign")


async def test_a_second_window_of_the_same_browser_shows_the_same_and_a_touch_counts_in_one(
    kiosk: Served, page: Page, touches: Touches
) -> None:
    await _see(kiosk, page, MOVING)
    second = await page.context.new_page()
    await second.goto(kiosk.origin)
    assert await _seen(second) == await _seen(page)
    await asyncio.gather(
        page.get_by_role("button", name="確認してサインへ").click(),
        second.get_by_role("button", name="昼間の電話を変更").click(),
    )
    await asyncio.sleep(_SETTLED_SECONDS)
    assert len(touches.counted) == 1
    for window in (page, second):
        await expect(window.locator("#kiosk")).to_have_attribute("data-screen", kiosk.visit.state.screen.value)
