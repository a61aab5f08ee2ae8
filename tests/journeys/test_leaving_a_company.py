"""会社をやめた, whole: guided and handed in without a signature, with a further matter in the same visit."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .family import Relative

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_HANAKO = "道志　花子"


@pytest_asyncio.fixture(loop_scope="session")
async def leaver(village: Village, browser: Chromium) -> AsyncIterator[Relative]:
    """A resident who left a company."""
    leaver = await Relative.at(village, browser, "会社をやめた・入った")
    yield leaver
    await leaver.holder.leave()


async def test_who_left_a_company_is_guided_and_hands_in_without_a_signature(leaver: Relative, clerk: Console) -> None:
    page = leaver.kiosk.page
    await leaver.prove_here("hanako", "この中で、手続きをするのはだれですか")
    await leaver.choose(_HANAKO)
    await leaver.day("保険が変わった日はいつですか", leaver.today)
    await leaver.guided(answer="はい")
    await leaver.touch("ほかの手続きも加える")
    await leaver.kiosk.expect_heading("あわせてする手続きをえらんでください")
    await leaver.touch("マイナンバーカード")
    await leaver.next()
    await leaver.answer_all("いいえ")
    await picture(page, "company-guide")
    await leaver.check()
    await expect(page.locator("dl.review")).to_contain_text("マイナンバーカード")
    await picture(page, "company-review")
    number = await leaver.apply()
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in ("保険・年金", "道志　花子", "本人", "あわせて行う手続き", "マイナンバーカード"):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    await picture(desk.page, "case-company")
