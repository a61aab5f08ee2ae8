"""消し込み: the codes of a slip, read at the counter and on a clerk's own PC, tick on every open page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from protocol.codes import CodeKind, new_code
from provisioning.sandbox.inputs.requests import Outcome
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .kiosk import Kiosk
from .mover import Mover
from .slip import PaperSlip, newest_name, newest_slip

pytestmark = pytest.mark.asyncio(loop_scope="session")

_HANAKO = "道志　花子"


@pytest_asyncio.fixture(loop_scope="session")
async def handed_in(village: Village, browser: Chromium) -> AsyncIterator[tuple[str, PaperSlip, Kiosk]]:
    """A 転居 that was accepted: its number, its slip, and the screen it left behind."""
    before = await newest_name(village)
    mover = await Mover.arrive(village, browser)
    number = await mover.hand_in("hanako", [_HANAKO])
    slip = await newest_slip(village, after=before)
    yield number, slip, mover.kiosk
    await mover.holder.leave()


async def test_a_code_read_at_the_counter_ticks_on_every_open_page_once(
    village: Village, clerk: Console, colleague: Console, handed_in: tuple[str, PaperSlip, Kiosk]
) -> None:
    number, slip, kiosk = handed_in
    desk, other = CaseDesk(clerk), CaseDesk(colleague)
    await desk.open(number)
    await other.open(number)
    assert await village.inputs.hand.scan(slip.sections[0]) is Outcome.DONE
    await expect(kiosk.page.get_by_text("読み取りました。")).to_be_visible(timeout=3_000)
    await expect(desk.ticks).not_to_have_count(0, timeout=2_000)
    ticked = await desk.ticks.count()
    await other.expect_ticks(ticked)
    await picture(desk.page, "ticked-at-the-counter")
    await desk.scan(slip.sections[0])
    await desk.expect_notice("済みにしています")
    await desk.expect_ticks(ticked)


async def test_a_code_read_at_the_clerks_own_pc_is_never_typed_into_a_field(
    clerk: Console, handed_in: tuple[str, PaperSlip, Kiosk]
) -> None:
    number, slip, _ = handed_in
    desk = CaseDesk(clerk)
    await desk.list()
    field = desk.page.get_by_label("さがす言葉").or_(desk.page.locator("#text"))
    await field.first.fill("さがす")
    await desk.scan(slip.sections[0])
    await desk.expect_notice(number)
    await expect(field.first).to_have_value("さがす")
    await desk.scan(slip.case)
    await desk.expect_case(number)


async def test_another_sections_code_ticks_nothing_and_names_the_right_counter(
    village: Village, browser: Chromium, clerk: Console, handed_in: tuple[str, PaperSlip, Kiosk]
) -> None:
    number, slip, _ = handed_in
    desk = CaseDesk(await Console.open(village, browser, "kyoiku"))
    await desk.scan(slip.sections[0])
    await desk.expect_notice("済みにしていません")
    await picture(desk.page, "ticked-wrong-section")
    mine = CaseDesk(clerk)
    await mine.open(number)
    await mine.expect_ticks(0)
    await mine.scan(slip.sections[-1])
    await mine.expect_notice("済みにしていません")
    await mine.page.get_by_role("button", name="記録して消し込む").click()
    await expect(mine.ticks).not_to_have_count(0, timeout=10_000)


@pytest.mark.more
async def test_torn_foreign_and_unknown_codes_are_told_apart(
    village: Village, kiosk: Kiosk, clerk: Console, handed_in: tuple[str, PaperSlip, Kiosk]
) -> None:
    _, slip, _ = handed_in
    screen = handed_in[2].page
    desk = CaseDesk(clerk)
    await desk.scan(slip.sections[0][:-1])
    await desk.expect_notice("最後まで読み取れませんでした")
    await village.inputs.hand.scan(slip.sections[0][:-1] + ("0" if slip.sections[0][-1] != "0" else "1"))
    await expect(screen.get_by_text("うまく読み取れませんでした")).to_be_visible(timeout=3_000)
    await village.inputs.hand.scan("4901234567894")
    await expect(screen.get_by_text("このコードは、ここでは使えません")).to_be_visible(timeout=3_000)
    unknown = new_code(CodeKind.SECTION).text
    await desk.scan(unknown)
    await desk.expect_notice("まだ届いていません")
    await desk.list()
    await expect(desk.page.get_by_text("未対応のコード").first).to_be_visible()
