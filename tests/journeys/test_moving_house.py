"""転居, whole: from the tile to the slip at the counter, and the case on the clerk's screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from unicodedata import normalize

import pytest
import pytest_asyncio
from msgspec.structs import replace
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .mover import REVIEW, Mover
from .panel import PanelPage
from .slip import newest_name, newest_slip

pytestmark = pytest.mark.asyncio(loop_scope="session")

_MOST_TOUCHES = 25
_HANAKO, _TARO = "道志　花子", "道志　太郎"


@pytest_asyncio.fixture(loop_scope="session")
async def mover(village: Village, browser: Chromium) -> AsyncIterator[Mover]:
    """A resident who chose 転居 and is asked for a card."""
    mover = await Mover.arrive(village, browser)
    yield mover
    await village.receipt.hand.become(replace((await village.receipt.hand.seen()).condition, lines_left=None))
    await mover.holder.leave()


async def test_one_person_of_four_moves_and_the_case_is_at_the_console_at_once(
    village: Village, mover: Mover, clerk: Console
) -> None:
    before = await newest_name(village)
    await mover.reach_the_check_page("hanako", [_HANAKO])
    await picture(mover.kiosk.page, "moving-review")
    assert mover.touches <= _MOST_TOUCHES
    await mover.sign()
    await picture(mover.kiosk.page, "moving-sign")
    number = await mover.submit()
    assert re.fullmatch(r"1-\d{3}", number)
    await expect(clerk.band).to_contain_text(number, timeout=2_000)
    await clerk.expect_chime()
    assert len((await newest_slip(village, after=before)).sections) >= 2
    await expect(mover.kiosk.page.get_by_text("下から出る")).to_be_visible(timeout=10_000)
    await picture(mover.kiosk.page, "moving-done")
    assert "花子" not in await mover.kiosk.page.locator("main").inner_text()
    await picture(clerk.page, "case-arrived")
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in ("道志　花子", "転居届", "カード 有効", "現在", "8120番地"):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    await expect(desk.page.locator("#case img[src$='signature.svg']")).to_be_visible()
    await picture(desk.page, "case-page")


@pytest.mark.more
async def test_every_row_of_the_check_page_can_be_changed(mover: Mover) -> None:
    await mover.reach_the_check_page("hanako", [_HANAKO])
    page = mover.kiosk.page
    await mover.touch("引っ越した日を変更")
    await mover.on(mover.today - timedelta(days=3))
    await mover.kiosk.expect_heading(REVIEW)
    await mover.touch("新しい住所を変更")
    await mover.to("久保", "77")
    await mover.kiosk.expect_heading(REVIEW)
    await expect(page.locator("dl.review")).to_contain_text("77番地")
    await mover.touch("昼間の電話を変更")
    await mover.touch("電話番号はない")
    await mover.kiosk.expect_heading(REVIEW)
    await mover.touch("もどる")
    await mover.next()
    await mover.kiosk.expect_heading(REVIEW)


async def test_when_the_head_leaves_two_behind_their_new_head_is_asked_first(mover: Mover) -> None:
    await mover.prove("taro")
    await mover.move([_TARO])
    await mover.kiosk.expect_heading("残る方の新しい世帯主は、どなたですか")
    await picture(mover.kiosk.page, "moving-remaining-head")
    await mover.touch(_HANAKO)
    await mover.kiosk.expect_heading("新しい家は、どこですか")


@pytest.mark.more
async def test_tomorrow_and_days_that_never_were_are_refused_in_words(mover: Mover) -> None:
    await mover.prove("hanako")
    await mover.move([_HANAKO])
    await mover.to("板橋", "8120")
    await mover.on(mover.today + timedelta(days=1))
    await expect(mover.kiosk.page.get_by_text("今日までの日を入れてください")).to_be_visible()
    await picture(mover.kiosk.page, "moving-tomorrow")


@pytest.mark.more
async def test_the_same_address_is_said_before_it_goes_on(village: Village, mover: Mover) -> None:
    home = next(each for each in village.people.households if any(one.key == "hanako" for one in each.members))
    await mover.prove("hanako")
    await mover.move([_HANAKO])
    lot = re.search(r"(\d+)番地(\d*)", normalize("NFKC", home.address.lot))
    assert lot is not None
    await mover.to("板橋", "の".join(part for part in lot.groups() if part))
    await mover.kiosk.expect_heading("前の住所と同じです")
    await picture(mover.kiosk.page, "moving-same-address")
    await mover.touch("同じ住所のまま進む")
    await mover.kiosk.expect_heading("引っ越した日はいつですか")


async def test_the_card_is_pulled_and_put_back_and_no_answer_is_lost(mover: Mover) -> None:
    await mover.prove("hanako")
    await mover.move([_HANAKO])
    await mover.to("板橋", "8120")
    await mover.holder.take()
    await mover.on(mover.today)
    await mover.holder.put("hanako")
    await mover.rest()
    await expect(mover.kiosk.page.locator("dl.review")).to_contain_text("8120番地")


async def test_without_paper_the_number_stays_and_the_slip_comes_when_there_is_paper(
    village: Village, browser: Chromium, mover: Mover
) -> None:
    before = await newest_name(village)
    panel = await PanelPage.open(village, browser)
    await panel.page.get_by_role("button", name="紙を抜く").click()
    number = await mover.hand_in("hanako", [_HANAKO])
    await expect(mover.kiosk.page.get_by_text("番号を書きとめてください")).to_be_visible(timeout=15_000)
    await picture(mover.kiosk.page, "moving-no-paper")
    assert await newest_name(village) == before
    await panel.page.get_by_role("button", name="紙を入れる").click()
    slip = await newest_slip(village, after=before)
    assert slip.case
    await expect(mover.kiosk.page.locator("output")).to_have_text(number)
    await mover.finish()
    await expect(mover.kiosk.page.get_by_text("さきほどの受付番号")).to_contain_text(number)
    await picture(mover.kiosk.page, "moving-number-again")


@pytest.mark.more
async def test_a_second_touch_of_the_last_button_hands_in_once(village: Village, mover: Mover, clerk: Console) -> None:
    desk = CaseDesk(clerk)
    await desk.list()
    counted = desk.page.locator("#cases tbody tr")
    held = await counted.count()
    await mover.reach_the_check_page("hanako", [_HANAKO])
    await mover.sign()
    await mover.kiosk.page.get_by_role("button", name="これで申請する").dblclick()
    await mover.kiosk.expect_heading("受け付けました")
    number = (await mover.kiosk.page.locator("output").inner_text()).strip()
    await expect(desk.row(number)).to_be_visible(timeout=5_000)
    await expect(counted).to_have_count(held + 1)
