"""転出, 世帯分離 and 転入, whole: from the tile to the case on the clerk's screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .farther_mover import JAPAN, FartherMover

pytestmark = pytest.mark.asyncio(loop_scope="session")

_HANAKO = "道志　花子"
_CHILDREN = (
    ("ハナ", "20150401", "女"),
    ("ソラ", "20170402", "男"),
    ("リク", "20190228", "男"),
    ("ウミ", "20251224", "女"),
)


async def test_one_of_four_leaves_for_a_town(village: Village, browser: Chromium, clerk: Console) -> None:
    mover = await FartherMover.begin(village, browser, "村の外へ引っ越す", JAPAN)
    await mover.holder.prove("hanako")
    await mover.kiosk.expect_heading("この中で、村の外へ引っ越すのはだれですか")
    await mover.choose([_HANAKO])
    await mover.kiosk.expect_heading("引っ越し先の都道府県")
    await mover.place("山梨県", "道志村")
    await expect(mover.kiosk.page.get_by_role("alert")).to_contain_text("村の中で引っ越した")
    await mover.touch("もどる")
    await mover.place("東京都", "世田谷区")
    await mover.touch("はい")
    await mover.day("引っ越す日はいつですか", mover.today + timedelta(days=10))
    number = await mover.end()
    await picture(mover.kiosk.page, "leaving-done")
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in ("転出", "申請者区分", "本人", "東京都世田谷区", "マイナンバーカードで転入（特例）", "道志　花子"):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    await mover.holder.leave()


@pytest.mark.more
async def test_one_of_four_becomes_a_household_of_her_own(village: Village, browser: Chromium, clerk: Console) -> None:
    mover = await FartherMover.begin(village, browser, "世帯を分ける・一緒にする")
    await mover.holder.prove("hanako")
    await mover.kiosk.expect_heading("どのように変えますか")
    await mover.touch("世帯を分ける")
    await mover.kiosk.expect_heading("この中で、別の世帯になるのはだれですか")
    await mover.choose([_HANAKO])
    await mover.kiosk.expect_heading("残る方とは、生計が別ですか")
    await mover.touch("はい")
    await mover.day("世帯が変わった日はいつですか", mover.today)
    number = await mover.end()
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in ("世帯の変更", "世帯分離", "新しい世帯主", "道志　花子"):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    await mover.holder.leave()


@pytest.mark.more
async def test_a_family_of_six_comes_from_another_town(village: Village, browser: Chromium, clerk: Console) -> None:
    mover = await FartherMover.begin(village, browser, "ほかの市町村から引っ越してきた", JAPAN)
    await mover.touch("カードがないとき")
    await mover.touch("このまま進む")
    await mover.kiosk.expect_heading("引っ越してきた方のことをうかがいます")
    await mover.next()
    await mover.kiosk.expect_heading("お名前をカタカナで")
    await mover.type("オオム")
    await mover.kiosk.page.get_by_role("button", name="空白", exact=True).tap()
    await mover.call_them("ケン")
    await mover.born("昭和", "600107")
    await mover.touch("引っ越した人だけの世帯になる")
    await mover.touch("世帯主")
    await mover.touch("男")
    await mover.kiosk.expect_heading("引っ越してきた方")
    await mover.bring("ハル", "19910505", "妻")
    for kana, born, sex in _CHILDREN:
        await mover.bring(kana, born, "子", sex)
    await picture(mover.kiosk.page, "arriving-people")
    await mover.touch("これで全員")
    await mover.place("東京都", "世田谷区")
    await mover.touch("いいえ")
    await mover.to("板橋", "8120")
    await mover.on(mover.today)
    number = await mover.end()
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in (
        "転入",
        "東京都世田谷区",
        "オオム　ケン",
        "オオム　ハル",
        "オオム　ウミ",
        "平成3年5月5日",
        "転出証明書で転入",
        "新しい世帯をつくる",
        "6人",
    ):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    await mover.holder.leave()
