"""What residents do in the manuals: look around, move house, mourn, and ask for help."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from ..journeys.card_holder import CardHolder
from ..journeys.family import Relative
from ..journeys.farther_mover import JAPAN, FartherMover
from ..journeys.kiosk import Kiosk
from ..journeys.mover import HOUSEHOLD, REVIEW, Mover
from ..journeys.slip import newest_name, newest_slip
from .scene import Scene

_HANAKO, _TARO = "道志　花子", "道志　太郎"
_KEYPAD_IS_ASKED = "暗証番号を入れてください"
_NOBODY_TAPS_TWICE = 0.5


async def look_around(scene: Scene) -> None:
    """The first screen, what can be chosen, languages, looks and the voice."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    await scene.album.keep(kiosk.page, "kiosk-start")
    await kiosk.begin()
    await scene.album.keep(kiosk.page, "kiosk-events")
    await kiosk.touch("言語 Language")
    await _dialog(kiosk, "言語をえらぶ")
    await scene.album.keep(kiosk.page, "kiosk-languages")
    await kiosk.choose("English")
    await kiosk.expect_heading("What happened?")
    await scene.album.keep(kiosk.page, "kiosk-english")
    await kiosk.page.locator("button", has_text="Language").first.tap()
    await kiosk.choose("日本語")
    await kiosk.expect_heading("どんなことがありましたか")
    for tool, title, name in (
        ("文字の大きさ", "見やすさと使いやすさ", "kiosk-look"),
        ("音声", "音声で聞く", "kiosk-voice"),
    ):
        await kiosk.touch(tool)
        await _dialog(kiosk, title)
        await scene.album.keep(kiosk.page, name)
        await _close(kiosk)
    await kiosk.leave()
    await kiosk.page.context.close()


async def move_house(scene: Scene) -> str:
    """転居 of one person with her card; every screen on the way. The reception number."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    mover = Mover(scene.village, CardHolder(scene.village, kiosk))
    await kiosk.reach_the_card()
    await scene.album.keep(kiosk.page, "kiosk-card")
    await mover.holder.put("hanako")
    await kiosk.expect_heading(_KEYPAD_IS_ASKED)
    await scene.album.keep(kiosk.page, "kiosk-pin")
    await kiosk.enter_pin(mover.holder.card("hanako").auth_pin)
    await kiosk.expect_heading(HOUSEHOLD)
    await kiosk.page.get_by_role("checkbox", name=_HANAKO).tap()
    await expect(kiosk.page.get_by_role("checkbox", name=_HANAKO)).to_be_checked()
    await scene.album.keep(kiosk.page, "kiosk-household")
    await mover.next()
    await mover.to("板橋", "8120")
    await mover.on(mover.today)
    await mover.rest()
    await scene.album.keep(kiosk.page, "kiosk-review")
    await _guide_of(scene, mover)
    await mover.sign()
    await scene.album.keep(kiosk.page, "kiosk-sign")
    before = await newest_name(scene.village)
    number = await mover.submit()
    slip = await newest_slip(scene.village, after=before)
    await scene.album.keep_paper(scene.village.receipt.slips / slip.name, "slip")
    await expect(kiosk.page.get_by_text("下から出る")).to_be_visible(timeout=15_000)
    await scene.album.keep(kiosk.page, "kiosk-done")
    await mover.holder.leave()
    await kiosk.page.context.close()
    return number


async def _guide_of(scene: Scene, mover: Mover) -> None:
    await mover.touch("もどる")
    await expect(mover.kiosk.heading).to_contain_text("必要な手続き")
    await scene.album.keep(mover.kiosk.page, "kiosk-guide")
    await mover.next()
    await mover.kiosk.expect_heading(REVIEW)


async def leave_the_village(scene: Scene) -> str:
    """転出 to a town of another prefecture. The reception number."""
    mover = await FartherMover.begin(scene.village, scene.browser, "村の外へ引っ越す")
    page = mover.kiosk.page
    await mover.touch(JAPAN)
    await mover.holder.prove("hanako")
    await mover.kiosk.expect_heading("この中で、村の外へ引っ越すのはだれですか")
    await mover.choose([_HANAKO])
    await mover.kiosk.expect_heading("引っ越し先の都道府県")
    await scene.album.keep(page, "kiosk-prefecture")
    await mover.place("東京都", "世田谷区")
    await scene.album.keep(page, "kiosk-with-card")
    await mover.touch("はい")
    await mover.day("引っ越す日はいつですか", mover.today)
    number = await mover.end()
    await mover.holder.leave()
    await page.context.close()
    return number


async def mourn(scene: Scene) -> str:
    """おくやみ: one list of everything, by counter. The reception number."""
    relative = await Relative.at(scene.village, scene.browser, "家族が亡くなった")
    page = relative.kiosk.page
    await scene.album.keep(page, "kiosk-condolence")
    await relative.prove_here("hanako", "亡くなったのは、どなたですか")
    await relative.choose(_TARO)
    await relative.touch("同じ世帯の家族")
    await relative.touch(_HANAKO)
    await relative.day("亡くなった日はいつですか", relative.today)
    await relative.guided()
    await scene.album.keep(page, "kiosk-death-guide")
    await relative.check()
    await relative.sign()
    number = await relative.submit()
    await relative.holder.leave()
    await page.context.close()
    return number


async def ask_without_a_card(scene: Scene) -> Kiosk:
    """カードがないとき, up to the wait for a clerk; the screen stays open."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    await kiosk.reach_the_card()
    await kiosk.touch("カードがないとき")
    await kiosk.expect_heading("カードや暗証番号がないとき")
    await scene.album.keep(kiosk.page, "kiosk-no-card")
    await kiosk.touch("職員に書類を見せる")
    await kiosk.expect_heading("職員が書類を確認します")
    return kiosk


async def move_without_card_or_line(scene: Scene) -> str:
    """転居 of one person who shows no card, while the line is cut. The reception number."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    await kiosk.reach_the_card()
    mover = Mover(scene.village, CardHolder(scene.village, kiosk))
    await mover.touch("カードがないとき")
    await mover.touch("このまま進む")
    await mover.next()
    await kiosk.expect_heading("お名前をカタカナで")
    await mover.type("オオムハル")
    await mover.next()
    await kiosk.expect_heading("引っ越したのは、あなたを入れて何人ですか")
    await mover.touch("1人")
    await mover.to("板橋", "8120")
    await mover.on(mover.today)
    await mover.rest()
    await mover.sign()
    number = await mover.submit()
    await scene.album.keep(kiosk.page, "kiosk-done-offline")
    await mover.holder.leave()
    await kiosk.page.context.close()
    return number


async def _dialog(kiosk: Kiosk, title: str) -> None:
    await expect(kiosk.page.get_by_role("heading", name=title)).to_be_visible()


async def _close(kiosk: Kiosk) -> None:
    await asyncio.sleep(_NOBODY_TAPS_TWICE)
    await kiosk.touch("とじる")
    await expect(kiosk.page.get_by_role("button", name="とじる")).to_have_count(0)
