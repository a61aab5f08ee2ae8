"""A card on a real reader: central learns who stands at the counter, and the household or the right stop shows."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.cards.misbehaviour import Fault as CardFault
from provisioning.sandbox.cards.misbehaviour import Misbehaviour
from provisioning.sandbox.juki.faults import Fault as JukiFault
from provisioning.sandbox.people.cards import Expected, PracticeCard
from provisioning.sandbox.people.village import load_village
from provisioning.sandbox.revocation.faults import Failing, Fault
from provisioning.sandbox.town_hall import walk_to_morning
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .panel import PanelPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

_PIN = "暗証番号を入れてください"
_CARD = "マイナンバーカードを置いてください"
_HOUSEHOLD = "この中で、引っ越すのはだれですか"
_NO_HOUSEHOLD = "ご家族の情報は窓口で確認します"
_NEUTRAL = "お取り扱いできません"
_LAST_TRY = "あと1回まちがえると、カードが使えなくなります"
_LOCKED = "暗証番号がロックされました"
_EXPIRED = "電子証明書の有効期限が切れています"
_HEADINGS = {
    Expected.HOUSEHOLD: _HOUSEHOLD,
    Expected.WITHOUT_HOUSEHOLD: _NO_HOUSEHOLD,
    Expected.NEUTRAL: _NEUTRAL,
    Expected.EXPIRED: _EXPIRED,
    Expected.PIN_LOCKED: _LOCKED,
    Expected.UNDER_AGE: "このカードでは手続きができません",
    Expected.NO_CERTIFICATE: "電子証明書が入っていないため、利用できません",
    Expected.FACE_ONLY: "このカードには暗証番号がありません",
    Expected.WRONG_CARD: _CARD,
}
_CARDS = load_village(date(2026, 4, 1)).cards
_STOPS = {"setsuko", "ichiro", "keiko", "sho", "ren", "rin", "umeko"}
_SAID_BEFORE_THE_PIN = {Expected.PIN_LOCKED, Expected.NO_CERTIFICATE, Expected.FACE_ONLY, Expected.WRONG_CARD}


@pytest_asyncio.fixture(loop_scope="session")
async def holder(village: Village, browser: Chromium) -> AsyncIterator[CardHolder]:
    """A resident who chose 転居 and is asked for a card."""
    holder = await CardHolder.arrive(village, browser)
    yield holder
    await holder.leave()


async def test_the_household_of_four_appears_in_its_legal_order(holder: CardHolder) -> None:
    await holder.see(_CARD, "card-waiting")
    await holder.put("hanako")
    await holder.see(_PIN, "card-pin")
    await holder.kiosk.enter_pin(holder.card("hanako").auth_pin)
    await holder.see("確認しています", "card-checking")
    await holder.see(_HOUSEHOLD, "card-household")
    await expect(holder.kiosk.names).to_have_text(
        ["道志　太郎世帯主", "道志　花子妻", "道志　大輝子", "道志　結衣子"], use_inner_text=False
    )


async def test_a_wrong_number_shows_the_tries_and_the_last_one_is_agreed_to(holder: CardHolder) -> None:
    await holder.put("taro")
    await holder.kiosk.enter_pin("0000")
    await expect(holder.kiosk.page.get_by_text("暗証番号がちがいます。あと2回")).to_be_visible()
    await picture(holder.kiosk.page, "card-wrong-number")
    await holder.kiosk.enter_pin("0000")
    await holder.see(_LAST_TRY, "card-last-try")
    await holder.kiosk.touch("もう一度だけ入れる")
    await holder.kiosk.enter_pin(holder.card("taro").auth_pin)
    await holder.kiosk.expect_heading(_HOUSEHOLD)


async def test_the_third_wrong_number_locks_the_card(holder: CardHolder) -> None:
    await holder.put("taro")
    for _ in range(2):
        await holder.kiosk.enter_pin("0000")
    await holder.kiosk.expect_heading(_LAST_TRY)
    await holder.kiosk.touch("もう一度だけ入れる")
    await holder.kiosk.enter_pin("0000")
    await holder.see(_LOCKED, "card-locked-now")


async def test_central_is_cut_off_from_the_register_and_the_screen_is_that_of_a_protected_household(
    village: Village, holder: CardHolder
) -> None:
    await holder.prove("mayumi")
    await holder.see(_NO_HOUSEHOLD, "card-protected")
    protected = await _main_of(holder)
    await holder.next_visit()
    await village.registries.juki_hand.misbehave(JukiFault.DOWN)
    await holder.prove("hanako")
    await holder.see(_NO_HOUSEHOLD, "card-register-down")
    assert await _main_of(holder) == protected


async def _main_of(holder: CardHolder) -> str:
    """The screen without the number of its revision."""
    html = await holder.kiosk.page.locator("main").inner_html()
    return re.sub(r'name="revision" value="\d+"', "", html)


async def test_a_card_that_is_pulled_at_its_number_goes_on_when_it_is_back(holder: CardHolder) -> None:
    await holder.put("hanako")
    await holder.kiosk.expect_heading(_PIN)
    await holder.take()
    await expect(holder.kiosk.page.get_by_text("カードがはなれました。もう一度置いてください。")).to_be_visible()
    await picture(holder.kiosk.page, "card-pulled")
    await holder.prove("hanako")
    await holder.kiosk.expect_heading(_HOUSEHOLD)


async def test_a_card_that_is_pulled_while_it_is_read_goes_on_when_it_is_back(
    village: Village, holder: CardHolder
) -> None:
    await holder.put("hanako")
    await holder.kiosk.expect_heading(_PIN)
    await village.cards.hand.misbehave(Misbehaviour(CardFault.PULLED))
    await holder.kiosk.enter_pin(holder.card("hanako").auth_pin)
    await holder.see(_CARD, "card-pulled-while-read")
    await holder.prove("hanako")
    await holder.kiosk.expect_heading(_HOUSEHOLD)


@pytest.mark.more
async def test_a_card_upside_down_is_asked_for_again(village: Village, holder: CardHolder) -> None:
    await village.cards.hand.insert("hanako", misbehaviour=Misbehaviour(CardFault.UNRESPONSIVE))
    await expect(holder.kiosk.page.get_by_text("カードが読み取れません。もう一度置いてください。")).to_be_visible()
    await picture(holder.kiosk.page, "card-upside-down")
    await holder.take()
    await holder.prove("hanako")
    await holder.kiosk.expect_heading(_HOUSEHOLD)


@pytest.mark.parametrize("key", ["taro-licence", "taro-juki"])
async def test_another_card_is_refused_on_the_spot(holder: CardHolder, key: str) -> None:
    await holder.put(key)
    refusal = "このカードでは利用できません。マイナンバーカードを置いてください。"
    await expect(holder.kiosk.page.get_by_text(refusal)).to_be_visible()
    await picture(holder.kiosk.page, f"card-{key}")


async def test_with_the_line_cut_the_card_goes_on_with_a_challenge_from_the_stock(
    village: Village, holder: CardHolder
) -> None:
    await holder.put("hanako")
    await holder.kiosk.expect_heading(_PIN)
    await village.counter_line.cut()
    await holder.kiosk.expect_offline()
    await holder.kiosk.enter_pin(holder.card("hanako").auth_pin)
    await holder.see(_NO_HOUSEHOLD, "card-line-cut")


async def test_without_the_revocation_service_the_card_goes_on_by_the_list_and_then_without_the_household(
    village: Village, holder: CardHolder
) -> None:
    await village.registries.revocation_hand.fail(Failing(Fault.REFUSE))
    await holder.prove("hanako")
    await holder.kiosk.expect_heading(_HOUSEHOLD)
    await holder.next_visit()
    for _ in range(2):
        walk_to_morning(village.clock, village.hours)
    await holder.prove("hanako")
    await holder.see(_NO_HOUSEHOLD, "card-revocation-unknown")


@pytest.mark.more
async def test_a_certificate_revoked_and_withdrawn_at_the_panel_counts_at_once(
    village: Village, holder: CardHolder, browser: Chromium
) -> None:
    panel = await PanelPage.open(village, browser)
    row = panel.page.locator("#certificate-tome")
    await row.get_by_role("button", name="失効させる").click()
    await expect(row).to_contain_text("失効しています")
    await holder.prove("tome")
    await holder.kiosk.expect_heading(_NEUTRAL)
    await holder.next_visit()
    await row.get_by_role("button", name="取り消す").click()
    await expect(row).to_contain_text("失効していません")
    await holder.prove("tome")
    await holder.kiosk.expect_heading(_HOUSEHOLD)


@pytest.mark.more
async def test_the_panel_puts_a_card_down_and_takes_it_off(
    village: Village, holder: CardHolder, browser: Chromium
) -> None:
    panel = await PanelPage.open(village, browser)
    await panel.page.locator("#card-hanako").get_by_role("button", name="置く").click()
    await expect(panel.page.locator("#reader")).to_contain_text("道志 花子さんのカードが置かれています")
    await holder.kiosk.expect_heading(_PIN)
    await panel.page.screenshot(path="tests/journeys/out/panel-cards.png", full_page=True)
    await panel.page.locator("#reader").get_by_role("button", name="取る").click()
    await expect(panel.page.locator("#reader")).to_contain_text("何も置かれていません")
    await holder.kiosk.expect_heading(_CARD)


async def test_who_leaves_without_the_card_is_told_to_take_it(holder: CardHolder) -> None:
    await holder.put("hanako")
    await holder.kiosk.expect_heading(_PIN)
    await holder.kiosk.leave()
    await holder.see("カードをお取りください", "card-take-it")
    await holder.take()
    await holder.kiosk.expect_waiting()


@pytest.mark.parametrize("card", [card for card in _CARDS if card.key in _STOPS], ids=lambda card: card.key)
async def test_a_card_that_goes_no_further_shows_its_stop(holder: CardHolder, card: PracticeCard) -> None:
    await _expect_where_it_leads(holder, card)


@pytest.mark.more
@pytest.mark.parametrize("card", [card for card in _CARDS if card.key not in _STOPS], ids=lambda card: card.key)
async def test_every_other_card_leads_where_the_panel_says(holder: CardHolder, card: PracticeCard) -> None:
    await _expect_where_it_leads(holder, card)


async def _expect_where_it_leads(holder: CardHolder, card: PracticeCard) -> None:
    await holder.put(card.key)
    if card.expected not in _SAID_BEFORE_THE_PIN:
        await holder.kiosk.enter_pin(card.auth_pin)
    await holder.see(_HEADINGS[card.expected], f"card-of-{card.key}")
