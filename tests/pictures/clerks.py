"""What clerks do in the manuals: see who comes, look into a case, tick off, check documents, tell two numbers apart."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from ..journeys.case_desk import CaseDesk
from ..journeys.console import Console
from ..journeys.kiosk import Kiosk
from ..journeys.panel import PanelPage
from ..journeys.slip import newest_slip
from .residents import move_without_card_or_line
from .scene import Scene

_RINGS = 15_000
_LINE_COMES_BACK = 60_000


async def sign_in(scene: Scene) -> Console:
    """ログイン, and 新着 with the cases that came so far; nothing rings afterwards."""
    page = await scene.browser.person()
    await page.goto(scene.village.console_url)
    await expect(page.get_by_label("職員番号")).to_be_visible()
    await scene.album.keep(page, "console-sign-in")
    await page.context.close()
    clerk = await Console.open(scene.village, scene.browser, "madoguchi1")
    await scene.album.keep(clerk.page, "console-arrivals")
    await clerk.acknowledge_all()
    return clerk


async def answer_a_call(scene: Scene, clerk: Console) -> None:
    """職員を呼ぶ, once with the line up and once with the line cut."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    await kiosk.call()
    await expect(clerk.band).to_be_visible(timeout=_RINGS)
    await scene.album.keep(clerk.page, "console-called")
    await scene.album.keep(kiosk.page, "kiosk-called")
    await clerk.acknowledge()
    await expect(kiosk.says_they_come).to_be_visible(timeout=_RINGS)
    await scene.album.keep(kiosk.page, "kiosk-coming")
    await kiosk.page.context.close()


async def call_without_a_line(scene: Scene, clerk: Console) -> None:
    """The cable is pulled, somebody calls, and the call arrives when the cable is in again."""
    kiosk = await Kiosk.open(scene.village, scene.browser)
    panel = await PanelPage.open(scene.village, scene.browser)
    rows = await clerk.calls.count()
    await panel.cut("counter")
    await kiosk.expect_offline()
    await expect(clerk.terminals).to_contain_text("通信断", timeout=60_000)
    await kiosk.call()
    await expect(panel.waiting).to_have_attribute("data-count", "1")
    await scene.album.keep(kiosk.page, "kiosk-line-cut")
    await scene.album.keep(clerk.page, "console-line-cut")
    await panel.restore("counter")
    await expect(clerk.calls).to_have_count(rows + 1, timeout=30_000)
    await expect(clerk.terminals).to_contain_text("正常", timeout=30_000)
    await scene.album.keep(clerk.page, "console-arrived-late")
    await clerk.acknowledge_all()
    await kiosk.page.context.close()
    await panel.page.context.close()


async def look_into(scene: Scene, clerk: Console, number: str) -> None:
    """申請一覧, a case, its procedures, and a code of its slip that ticks them off."""
    desk = CaseDesk(clerk)
    await desk.list()
    await scene.album.keep(desk.page, "console-cases")
    await desk.open(number)
    await desk.page.get_by_role("button", name="対応をはじめる").click()
    await expect(desk.page.locator("#case")).to_contain_text("対応中", timeout=_RINGS)
    await scene.album.keep_page(desk.page, "console-case")


async def tick_off(scene: Scene, clerk: Console, number: str) -> None:
    """The codes of the newest slip, of this case, read at the clerk's own PC; one of them belongs to another 課."""
    slip, desk = await newest_slip(scene.village), CaseDesk(clerk)
    await desk.scan(slip.case)
    await desk.expect_case(number)
    await expect(desk.page.locator("html")).to_have_attribute("data-live", "up")
    await desk.scan(slip.sections[0])
    await expect(desk.ticks).not_to_have_count(0, timeout=_RINGS)
    await scene.album.keep(desk.page, "console-ticked")
    await desk.scan(slip.sections[-1])
    await desk.expect_notice("済みにしていません")
    await scene.album.keep(desk.page, "console-other-section")


async def check_documents(scene: Scene, clerk: Console, kiosk: Kiosk) -> None:
    """対面確認 of the resident who waits at this screen."""
    page = clerk.page
    await page.get_by_role("link", name="対面確認").click()
    await expect(page.get_by_role("link", name="確認をはじめる")).to_be_visible(timeout=_RINGS)
    await scene.album.keep(page, "console-face-to-face")
    await page.get_by_role("link", name="確認をはじめる").click()
    await page.get_by_label("運転免許証").check()
    await scene.album.keep(page, "console-documents")
    await page.get_by_role("button", name="確認する").click()
    await expect(page.get_by_text("確認しました。端末で手続きを続けられます。")).to_be_visible()
    await expect(kiosk.heading).not_to_have_text("職員が書類を確認します", timeout=_RINGS)
    await kiosk.leave()
    await kiosk.page.context.close()
    await page.get_by_role("navigation").get_by_role("link", name="新着").click()
    await expect(page.locator("#queue")).to_be_visible()


async def double_a_number(scene: Scene) -> str:
    """A terminal that was replaced in the middle of the day begins its numbers anew, as the line is cut. The number."""
    village = scene.village
    await village.agent.stop()
    for name in ("outbox.db", "outbox.db-wal", "outbox.db-shm"):
        await asyncio.to_thread((village.plan.directory / name).unlink, missing_ok=True)
    await village.counter_line.cut()
    await village.agent.start()
    number = await move_without_card_or_line(scene)
    await village.counter_line.restore()
    return number


async def settle_a_doubled_number(scene: Scene, clerk: Console, number: str) -> None:
    """番号重複: two cases with one number, the alarm about them, and the reason why it is no matter."""
    desk = CaseDesk(clerk)
    await desk.page.get_by_role("navigation").get_by_role("link", name="お知らせ・警報").click()
    await expect(desk.page.locator("#alarms")).to_contain_text("受付番号の重複", timeout=_LINE_COMES_BACK)
    await scene.album.keep(desk.page, "console-alarms")
    await desk.open(number)
    await desk.page.locator("#clash-seen").click()
    await desk.page.locator("#clash-reason").fill("端末の入れかえのため。氏名で確かめた")
    await scene.album.keep(desk.page, "console-doubled")
    await desk.page.locator("#ask-clash").get_by_role("button", name="確認した").click()
    await desk.expect_notice("受付番号の重複を確認済みにしました。")
