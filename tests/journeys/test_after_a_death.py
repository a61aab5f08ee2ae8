"""おくやみ, whole: from the tile over the list of procedures to the slip, and the case on the clerk's screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .family import Relative
from .slip import newest_name, newest_slip

pytestmark = pytest.mark.asyncio(loop_scope="session")

_MOST_TOUCHES = 25
_TARO, _HANAKO = "道志　太郎", "道志　花子"


@pytest_asyncio.fixture(loop_scope="session")
async def relative(village: Village, browser: Chromium) -> AsyncIterator[Relative]:
    """A resident whose family lost somebody."""
    relative = await Relative.at(village, browser, "家族が亡くなった")
    yield relative
    await relative.holder.leave()


async def test_the_head_of_a_family_died_and_everything_stands_on_one_list(
    village: Village, relative: Relative, clerk: Console
) -> None:
    before, page = await newest_name(village), relative.kiosk.page
    await expect(page.get_by_text("お悔やみ申し上げます")).to_be_visible()
    await relative.prove_here("hanako", "亡くなったのは、どなたですか")
    await expect(page.get_by_role("checkbox", name=_HANAKO)).to_have_count(0)
    await relative.choose(_TARO)
    await relative.kiosk.expect_heading("亡くなった方とのご関係")
    await relative.touch("同じ世帯の家族")
    await relative.kiosk.expect_heading("新しい世帯主は、どなたですか")
    await relative.touch(_HANAKO)
    await relative.day("亡くなった日はいつですか", relative.today)
    before_questions = relative.touches
    await relative.guided()
    assert before_questions <= _MOST_TOUCHES
    await expect(page.get_by_text("死亡届は紙で出します")).to_be_visible()
    await expect(page.locator(".counter .due").first).to_contain_text("まで")
    await picture(page, "death-guide")
    await relative.check()
    await picture(page, "death-review")
    await relative.sign()
    number = await relative.submit()
    assert (await newest_slip(village, after=before)).case
    desk = CaseDesk(clerk)
    await desk.open(number)
    for words in ("おくやみ", "道志　太郎", "同じ世帯の家族", "死亡届・埋火葬許可申請", "残る世帯の世帯主"):
        await expect(desk.page.locator("#case")).to_contain_text(words)
    assert re.fullmatch(r"1-\d{3}", number)
    await picture(desk.page, "case-death")
