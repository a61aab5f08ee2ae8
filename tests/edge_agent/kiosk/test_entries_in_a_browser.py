"""Pads and keyboards in Chromium: what is typed arrives once, and a page that is drawn again keeps it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.async_api import Page, Request, expect

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State
from protocol.wire.messages.answers import LinkState

from .applying import ALONE, MOVING, STATES, asking, at, reading_text
from .served import Served


async def _see(kiosk: Served, page: Page, state: State) -> None:
    kiosk.show(state)
    await page.goto(kiosk.origin)
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", state.screen.value)
    await page.evaluate("document.fonts.ready.then(() => true)")


async def _tap(page: Page, *keys: str) -> None:
    for key in keys:
        await page.get_by_role("button", name=key, exact=True).locator("visible=true").click()


async def _go(page: Page) -> None:
    await page.get_by_role("button", name="つぎへ").click()


async def _left(page: Page, screen: Screen) -> None:
    await expect(page.locator("#kiosk")).not_to_have_attribute("data-screen", screen.value)


async def test_a_lot_is_touched_and_sent_once(kiosk: Served, page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "set-lot" in (request.post_data or "") else None)
    await _see(kiosk, page, STATES["lot"])
    following = page.get_by_role("button", name="つぎへ")
    await expect(following).to_have_attribute("aria-disabled", "true")
    await following.dispatch_event("click")
    await _tap(page, "6", "1", "8", "1", "の", "9", "1字消す", "1")
    await expect(page.get_by_label("番地", exact=True).and_(page.locator("input"))).to_have_value("6181の1")
    await following.dblclick()
    await _left(page, Screen.LOT)
    assert kiosk.visit.state.draft.lot == "6181番地1"
    assert len(sent) == 1


async def test_what_is_typed_outlives_a_call_and_a_cut_line_but_not_its_screen(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["lot"])
    await _tap(page, "6", "1")
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    kiosk.cable.set(LinkState.DOWN)
    await expect(page.get_by_text("通信が切れています")).to_be_visible()
    await expect(page.locator("#field")).to_have_value("61")
    kiosk.show(STATES["building"])
    await kiosk.visit.act(Action.SHOW_LOOK, kiosk.visit.state.revision)
    await expect(page.get_by_role("heading", name="アパートなどの名前")).to_have_count(1)
    await expect(page.locator("#field")).to_have_value("")


async def test_a_real_keyboard_writes_into_the_field(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["telephone"])
    await page.keyboard.type("090-0000x1234")
    await expect(page.locator("#field")).to_have_value("09000001234")
    await page.keyboard.press("Backspace")
    await page.keyboard.type("5")
    await page.keyboard.press("Enter")
    await _left(page, Screen.TELEPHONE)
    assert kiosk.visit.state.draft.telephone == "09000001235"


async def test_no_telephone_is_one_touch(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["telephone"])
    await page.get_by_role("button", name="電話番号はない").click()
    await _left(page, Screen.TELEPHONE)
    assert kiosk.visit.state.draft.telephone == ""


async def test_the_fields_of_a_day_follow_each_other_by_themselves(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["moved-on"])
    await _tap(page, "8", "1", "1", "2", "0")
    for part, value in (("year", "8"), ("month", "11"), ("day", "20")):
        await expect(page.locator(f"#field-{part}")).to_have_value(value)
    await expect(page.get_by_text("金曜日です")).to_be_visible()
    await page.locator("#field-day").click()
    await _tap(page, "1", "9")
    await expect(page.get_by_text("木曜日です")).to_be_visible()
    await _tap(page, "1字消す", "1字消す", "1字消す")
    await expect(page.locator("#field-month")).to_have_value("1")
    await expect(page.get_by_role("button", name="つぎへ")).to_have_attribute("aria-disabled", "true")


async def test_a_day_of_another_era_is_sent_as_it_was_written(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, at(Screen.MOVED_ON, ALONE, moved_on=None, moved_on_written=None))
    await page.get_by_role("radio", name="平成").check()
    await _tap(page, "3", "0", "2", "4")
    await _go(page)
    await _left(page, Screen.MOVED_ON)
    assert kiosk.visit.state.draft.moved_on == date(2018, 2, 4)
    assert str(kiosk.visit.state.draft.moved_on_written) == "H30.2.4"


async def test_a_birth_in_the_western_year_takes_four_digits_and_another_era_begins_the_year_anew(
    kiosk: Served, page: Page
) -> None:
    await _see(kiosk, page, at(Screen.BIRTH, STATES["birth"], person="n2"))
    await _tap(page, "6", "0", "3", "1", "5")
    await page.get_by_role("radio", name="西暦").check()
    await expect(page.locator("#field-year")).to_have_value("")
    await _tap(page, "1", "9", "8")
    await expect(page.locator("#field-year")).to_have_class("field active")
    await expect(page.get_by_role("button", name="つぎへ")).to_have_attribute("aria-disabled", "true")
    await _tap(page, "5")
    await expect(page.get_by_text("金曜日です")).to_be_visible()
    await page.get_by_role("radio", name="令和").check()
    await expect(page.locator("#field-year")).to_have_value("")
    await page.get_by_role("radio", name="西暦").check()
    await _tap(page, "1", "9", "8", "5")
    await _go(page)
    await _left(page, Screen.BIRTH)
    written = kiosk.visit.state.draft.newcomers[1].written
    assert (str(written), kiosk.visit.state.draft.newcomers[1].birth) == ("1985.3.15", date(1985, 3, 15))


async def test_a_day_that_does_not_exist_keeps_its_digits(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["moved-on"])
    await _tap(page, "8", "2", "3", "0")
    await _go(page)
    await expect(page.get_by_text("その日は、こよみにありません")).to_be_visible()
    await expect(page.locator("#field-day")).to_have_value("30")


async def test_kana_are_voiced_and_made_small(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["name"])
    await _tap(page, "ト", "濁点", "ウ", "シ", "空白", "空白", "ハ", "半濁点", "ツ", "小さい字", "カ", "濁点", "濁点")
    await expect(page.locator("#field")).to_have_value("ドウシ　パッカ")
    await _go(page)
    await _left(page, Screen.NAME)
    assert kiosk.visit.state.draft.own is not None


async def test_a_building_is_written_with_both_panels(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["building"])
    await _tap(page, "サ", "ク", "ラ", "数字・英字", "A", "-", "1", "0", "1", "カタカナ", "ー")
    await expect(page.locator("#field")).to_have_value("サクラA-101ー")
    await _tap(page, "1字消す")
    await _go(page)
    await _left(page, Screen.BUILDING)
    assert kiosk.visit.state.draft.building == "サクラA-101"


async def test_no_building_is_one_touch(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["building"])
    await page.get_by_role("button", name="なし").click()
    await _left(page, Screen.BUILDING)
    assert kiosk.visit.state.draft.building == ""


async def test_several_choices_are_sent_together_and_outlive_a_call(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, asking("p.handbook", "3", ()))
    await page.get_by_role("checkbox", name="身体障害者手帳").check()
    await page.get_by_role("checkbox", name="精神障害者保健福祉手帳").check()
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    await expect(page.get_by_role("checkbox", name="身体障害者手帳")).to_be_checked()
    await _go(page)
    await expect(page.locator("#kiosk")).not_to_have_attribute("data-step", "question:p.handbook:3")
    found = [each.value for each in kiosk.visit.state.draft.answers if each.ref.path == "p.handbook"]
    assert found == [("SHINTAI", "SEISHIN")]


async def test_the_other_number_of_the_card_is_kept_as_secret(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, reading_text(3))
    for digit in "4071":
        await page.locator(f'[data-key="{digit}"]').click()
    assert "4071" not in await page.content()
    await _go(page)
    await expect(page.get_by_role("heading", name="読み取っています")).to_be_visible()
    assert kiosk.errands.text_pins == [bytearray(b"4071")]
    assert kiosk.errands.pins == []


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
async def test_every_key_is_high_enough_for_a_finger(kiosk: Served, page: Page, size: tuple[int, int]) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in ("lot", "telephone", "moved-on", "name", "building", "card-text"):
        await _see(kiosk, page, STATES[name])
        boxes = await page.evaluate(
            "[...document.querySelectorAll('.key')].filter(each => each.checkVisibility())"
            ".map(each => each.getBoundingClientRect()).map(box => [box.width, box.height])"
        )
        assert boxes
        assert min(height for _, height in boxes) >= 83.5
        assert min(width for width, _ in boxes) >= (83.5 if size[0] > size[1] else 64)


async def test_a_changed_row_comes_back_to_the_check_page(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, at(Screen.REVIEW, MOVING))
    await page.get_by_role("button", name="昼間の電話を変更").click()
    await expect(page.locator("#field")).to_have_value("09000001234")


async def test_a_refused_day_is_mended_where_it_ended(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["moved-on"])
    await _tap(page, "0", "8", "0", "2", "3", "0")
    await _go(page)
    await expect(page.get_by_text("その日は、こよみにありません")).to_be_visible()
    await _tap(page, "1字消す", "1字消す", "1", "9")
    await expect(page.locator("#field-day")).to_have_value("19")
    await expect(page.get_by_text("木曜日です")).to_be_visible()
    await _go(page)
    await _left(page, Screen.MOVED_ON)
    assert str(kiosk.visit.state.draft.moved_on_written) == "R8.2.19"


async def test_a_button_that_is_not_ready_looks_so_under_a_finger_too(kiosk: Served, page: Page) -> None:
    await _see(kiosk, page, STATES["lot"])
    following = page.get_by_role("button", name="つぎへ")
    colour = "each => getComputedStyle(each).backgroundColor"
    before = await following.evaluate(colour)
    await following.hover()
    assert await following.evaluate(colour) == before
    await _tap(page, "1")
    await following.hover()
    assert await following.evaluate(colour) != before
