"""A working day at the console by keyboard alone, at 100 % and at 125 %."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .kiosk import Kiosk
from .mover import Mover
from .reading import sideways_overflow, violations
from .typist import Typist

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_ZOOMED: dict[str, ViewportSize] = {"100": {"width": 1366, "height": 768}, "125": {"width": 1093, "height": 614}}


async def _sit_down(village: Village, browser: Chromium, zoom: str, login: str) -> Typist:
    typist = Typist(await browser.person(size=_ZOOMED[zoom]))
    await typist.sign_in(village, login)
    return typist


async def _arrived(typist: Typist, heading: str) -> None:
    await expect(typist.page.get_by_role("heading", name=heading, exact=True, level=1)).to_be_visible()
    await typist.settled()


async def _fits(typist: Typist, name: str) -> None:
    await picture(typist.page, name)
    assert await violations(typist.page) == []
    assert await sideways_overflow(typist.page) <= 0


@pytest.mark.parametrize("zoom", _ZOOMED)
async def test_a_case_from_the_ringing_to_a_state_taken_back(village: Village, browser: Chromium, zoom: str) -> None:
    clerk = await _sit_down(village, browser, zoom, "madoguchi1")
    page = clerk.page
    while await page.locator("#alert .alert").count():
        await clerk.press("F2")
        await page.wait_for_timeout(300)
    mover = await Mover.arrive(village, browser)
    number = await mover.hand_in("hanako", ["道志　花子"])
    await mover.holder.leave()
    await expect(page.locator("#alert .alert")).to_contain_text(number, timeout=5_000)
    await clerk.press("F2")
    await expect(page.locator("#alert .alert")).to_have_count(0)

    await clerk.go("申請一覧", within="nav")
    await _arrived(clerk, "申請一覧")
    await _fits(clerk, f"keyboard-cases-{zoom}")
    await clerk.go(number, within="#cases")
    await expect(page.locator("#case h1")).to_contain_text(number)
    await clerk.settled()
    await clerk.press("F9")
    await expect(page.locator("#case > header")).to_contain_text("対応中")
    await _fits(clerk, f"keyboard-case-{zoom}")
    await _tick_and_untick(clerk)
    await _hold_and_take_back(clerk)


async def _tick_and_untick(clerk: Typist) -> None:
    page = clerk.page
    box = page.locator("#case .sections input[type=checkbox]:not([disabled])").first
    procedure = await box.get_attribute("id")
    await clerk.reach(f"#{procedure}")
    await clerk.press("Space")
    await expect(page.locator(f"#{procedure}")).to_be_checked()
    await expect(page.locator(f"#{procedure}[data-opens]")).to_be_focused()
    await clerk.press("Space")
    await expect(page.locator("#untick-reason")).to_be_focused()
    await clerk.press("Escape")
    await expect(page.locator(f"#{procedure}")).to_be_focused()
    await clerk.press("Space")
    await clerk.type("wrong line")
    await clerk.press("Enter")
    await expect(page.locator(f"#{procedure}")).not_to_be_checked()


async def _hold_and_take_back(clerk: Typist) -> None:
    page = clerk.page
    await clerk.go("#to-carried-over")
    await expect(page.locator("#state-reason")).to_be_focused()
    await clerk.type("tomorrow")
    await clerk.press("Enter")
    await expect(page.locator("#case > header")).to_contain_text("持ち越し")
    await clerk.go("#undo")
    await expect(page.locator("#case > header")).to_contain_text("対応中")


@pytest.mark.parametrize("zoom", _ZOOMED)
async def test_somebody_without_a_card_is_confirmed_face_to_face(
    village: Village, browser: Chromium, zoom: str
) -> None:
    clerk = await _sit_down(village, browser, zoom, "madoguchi1")
    holder = CardHolder(village, await Kiosk.open(village, browser))
    await holder.kiosk.reach_the_card()
    await holder.kiosk.touch("カードがないとき")
    await holder.kiosk.touch("職員に書類を見せる")
    await holder.kiosk.expect_heading("職員が書類を確認します")
    await clerk.go("対面確認", within="nav")
    await _arrived(clerk, "対面確認")
    name = await clerk.page.locator("#face-to-face tbody a").first.get_attribute("aria-label")
    await clerk.go(name or "", within="#face-to-face")
    await expect(clerk.page.locator("form.panel")).to_be_visible()
    await _fits(clerk, f"keyboard-face-to-face-{zoom}")
    await clerk.reach("運転免許証", within="form.panel")
    await clerk.press("Space")
    await clerk.go("確認", within="form.panel .actions")
    await expect(clerk.page.get_by_role("status").filter(has_text="確認").first).to_be_visible()
    await holder.kiosk.expect_heading("ご家族の情報は窓口で確認します")
    await holder.leave()


@pytest.mark.parametrize("zoom", _ZOOMED)
async def test_a_terminal_is_awaited_and_no_longer(village: Village, browser: Chromium, zoom: str) -> None:
    operator = await _sit_down(village, browser, zoom, "unyo")
    page = operator.page
    await operator.go("端末", within="nav")
    await _arrived(operator, "端末")
    await _fits(operator, f"keyboard-terminals-{zoom}")
    await operator.go("端末を登録する", within="main")
    await _arrived(operator, "端末を登録する")
    await operator.reach("端末番号", within="form.panel")
    await operator.type("9")
    await operator.press("Tab")
    await operator.type("extra counter")
    await operator.press("Enter")
    await expect(page.locator("#code")).to_be_visible()
    await _fits(operator, f"keyboard-code-{zoom}")
    await operator.go("登録をやめる", within="#enrolment")
    await expect(page.get_by_text("登録をやめました").first).to_be_visible()
