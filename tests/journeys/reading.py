"""Whether a page can be read and touched by everybody: axe-core's rules, and measures of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page

_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_CONTRAST = "color-contrast-enhanced"


async def violations(page: Page, *, enhanced_contrast: bool = True) -> list[str]:
    """What axe-core finds wrong, one line a rule; with contrast 7:1 unless told otherwise."""
    await page.evaluate(_AXE)
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": _RULES}}
    if enhanced_contrast:
        options["rules"] = {_CONTRAST: {"enabled": True}}
    found = await page.evaluate("options => axe.run(document, options)", options)
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]


async def sideways_overflow(page: Page) -> int:
    """By how many pixels the page is wider than the glass."""
    return int(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


async def small_targets(page: Page, least: float) -> list[str]:
    """Visible things to press that are lower than `least` pixels."""
    script = """least => [...document.querySelectorAll('button, a[href], [role=button], summary')]
      .filter(each => each.checkVisibility({ visibilityProperty: true }))
      .filter(each => { const box = each.getBoundingClientRect(); return box.width > 2 && box.height + 0.5 < least; })
      .map(each => `${each.textContent.trim()} ${each.getBoundingClientRect().height}`)"""
    return [str(each) for each in await page.evaluate(script, least)]


async def small_text(page: Page, least: float) -> list[str]:
    """Visible texts smaller than `least` pixels."""
    script = """least => [...document.querySelectorAll('body *')]
      .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
      .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 2)
      .filter(each => parseFloat(getComputedStyle(each).fontSize) * (each.getScreenCTM?.().a ?? 1) + 0.1 < least)
      .map(each => `${each.textContent.trim().slice(0, 20)} ${getComputedStyle(each).fontSize}`)"""
    return [str(each) for each in await page.evaluate(script, least)]
