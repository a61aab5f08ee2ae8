"""Card, number and household in Chromium: keys, dots, what leaves the page, and the sound of a forgotten card."""

from __future__ import annotations

from dataclasses import replace

from playwright.async_api import Browser, Page, Request, expect

from edge_agent.visit.happenings import Action, CardChanged, PinWrong
from edge_agent.visit.state import Card, Screen, State

from .families import AT_HOME, PIN, USABLE
from .served import Served

SECRET = "4071"
_LISTEN = """() => {
  window.sounds = [];
  const { play, pause } = Audio.prototype;
  Audio.prototype.play = function () {
    sounds.push(`play ${new URL(this.src).pathname} ${this.loop}`);
    return play.call(this);
  };
  Audio.prototype.pause = function () { sounds.push("pause"); return pause.call(this); };
}"""


async def _see(kiosk: Served, page: Page, state: State) -> None:
    kiosk.show(state)
    await page.goto(kiosk.origin)
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", state.screen.value)
    await page.evaluate("document.fonts.ready.then(() => true)")


async def _filled(page: Page, count: int) -> None:
    await expect(page.locator(".dots .filled")).to_have_count(count)


async def _tap(page: Page, keys: str) -> None:
    for key in keys:
        await page.locator(f'[data-key="{key}"]').click()


async def test_four_touches_and_next_send_the_number_once(kiosk: Served, page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if SECRET in (request.post_data or request.url) else None)
    await _see(kiosk, page, PIN)
    following = page.get_by_role("button", name="つぎへ")
    await expect(following).to_have_attribute("aria-disabled", "true")
    await _tap(page, SECRET)
    await expect(following).not_to_have_attribute("aria-disabled", "true")
    assert SECRET not in await page.content()
    assert await page.evaluate("[...document.querySelectorAll('input')].every(each => !each.value.includes('4071'))")
    await following.dblclick()
    await expect(page.get_by_role("heading", name="確認しています")).to_be_visible()
    assert kiosk.errands.pins == [bytearray(SECRET.encode())]
    assert [request.url for request in sent] == [f"{kiosk.origin}/pin"]


async def test_the_number_can_be_typed_and_corrected(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await page.keyboard.type("99x9")
    await _filled(page, 3)
    await page.keyboard.press("Delete")
    await _filled(page, 0)
    await page.keyboard.type("40799")
    await _filled(page, 4)
    await page.keyboard.press("Backspace")
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="確認しています")).to_be_visible()
    assert kiosk.errands.pins == [bytearray(SECRET.encode())]


async def test_erasing_takes_one_or_all(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await _tap(page, "123")
    await page.get_by_role("button", name="1字消す").click()
    await _filled(page, 2)
    await expect(page.get_by_text("あと2けた入れてください")).to_be_visible()
    await page.get_by_role("button", name="すべて").click()
    await _filled(page, 0)


async def test_three_digits_are_not_sent(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await _tap(page, "407")
    await page.get_by_role("button", name="つぎへ").dispatch_event("click")
    await _filled(page, 3)
    assert (kiosk.errands.pins, kiosk.visit.state.screen) == ([], Screen.PIN)


async def test_a_call_keeps_what_was_entered_and_leaving_forgets_it(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await _tap(page, "40")
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    await _filled(page, 2)
    await page.get_by_role("button", name="忘れたとき").click()
    await expect(page.get_by_role("heading", name="カードや暗証番号がないとき")).to_be_visible()
    await page.get_by_role("button", name="もどる").click()
    await expect(page.get_by_role("heading", name="暗証番号を入れてください")).to_be_visible()
    await _filled(page, 0)


async def test_keys_under_a_question_do_nothing(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await page.get_by_role("button", name="中止").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await page.keyboard.type("4071")
    await page.get_by_role("button", name="つづける").click()
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    await _filled(page, 0)


async def test_a_wrong_number_starts_from_nothing_and_says_what_is_left(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, PIN)
    await page.keyboard.type(SECRET)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="確認しています")).to_be_visible()
    await kiosk.visit.happen(PinWrong(USABLE.presentation, 2))
    await expect(page.get_by_text("暗証番号がちがいます。あと2回です。")).to_be_visible()
    await _filled(page, 0)
    await page.keyboard.type("1")
    await _filled(page, 1)


async def test_the_number_can_be_given_without_script(kiosk: Served, chromium: Browser) -> None:
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(kiosk.start_url)
    kiosk.show(PIN)
    await page.goto(kiosk.origin)
    await expect(page.locator(".keypad")).to_be_hidden()
    await page.get_by_label("暗証番号（数字4けた）").fill("407")
    await page.get_by_role("button", name="つぎへ").click()
    await expect(page.get_by_text("数字4けたを入れてください。")).to_be_visible()
    await page.get_by_label("暗証番号（数字4けた）").fill(SECRET)
    await page.get_by_role("button", name="つぎへ").click()
    await expect(page.get_by_role("heading", name="確認しています")).to_be_visible()
    assert kiosk.errands.pins == [bytearray(SECRET.encode())]
    await context.close()


async def test_people_are_chosen_by_a_touch_anywhere_on_their_card(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, AT_HOME)
    person = page.get_by_role("checkbox", name="道志　健太")
    await person.click()
    await expect(person).to_be_checked()
    await expect(page.get_by_text("1人を選んでいます（世帯の一部が引っ越します）")).to_be_visible()
    await page.get_by_role("button", name="全員を選ぶ").click()
    await expect(page.get_by_text("6人を選んでいます（世帯の全員が引っ越します）")).to_be_visible()
    await page.get_by_role("button", name="全員を外す").click()
    await expect(page.get_by_text("まだ選んでいません")).to_be_visible()


async def test_a_forgotten_card_is_called_for_until_it_is_taken(kiosk: Served, page: Page) -> None:
    await page.evaluate(_LISTEN)
    await kiosk.visit.happen(CardChanged(USABLE))
    kiosk.visit._state = replace(AT_HOME, revision=kiosk.visit.state.revision)
    await kiosk.visit.act(Action.QUIT_FOR_SURE, kiosk.visit.state.revision)
    await expect(page.get_by_role("heading", name="カードをお取りください")).to_be_visible()
    assert await page.evaluate("sounds") == ["play /static/take-card.wav true"]
    await kiosk.visit.happen(CardChanged(Card()))
    await expect(page.get_by_role("button", name="画面にさわってください")).to_be_visible()
    assert (await page.evaluate("sounds"))[1:] == ["pause"]
