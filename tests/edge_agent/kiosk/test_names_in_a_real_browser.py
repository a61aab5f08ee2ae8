"""The browser at the counter draws the 異体字 of a name, and no other shape in its place."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from playwright.async_api import Page

from protocol.wire.messages.residents import Household

from .families import AT_HOME, FAMILY
from .served import Served


async def test_a_variant_is_drawn_as_registered(kiosk: Served, page: Page) -> None:
    family = Household(
        is_known=True, members=(msgspec.structs.replace(FAMILY.members[0], name="斉\U000e0103藤　𠮷男"),)
    )
    kiosk.show(replace(AT_HOME, household=family))
    await page.reload()
    variant, rare = await page.locator(".name .mj").all()
    assert "IPAmj" in await rare.evaluate("element => getComputedStyle(element).fontFamily")
    as_registered = await variant.screenshot()
    assert await variant.screenshot() == as_registered
    await variant.evaluate("element => { element.textContent = '斉' }")
    assert await variant.screenshot() != as_registered
