"""Somebody at the console whose mouse is broken: every step is a key, and every stop of the focus is looked at."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from provisioning.sandbox.village import Village

_LONGEST_WAY = 250
# What the focus is on, as it is called, and whether somebody who looks can tell.
_HERE = """() => { const now = document.activeElement, box = now.getBoundingClientRect(), style = getComputedStyle(now);
  const words = now.getAttribute('aria-label') ?? (now.labels?.length ? now.labels[0].innerText : now.innerText);
  return { name: words.trim(), id: now.id,
    isRinged: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    isSeen: box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.left < innerWidth,
    isFree: !now.disabled && now !== document.body }; }"""


class Typist:
    """Presses Tab until the focus is where it is wanted, and types there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def sign_in(self, village: Village, login: str) -> None:
        """Number and password, Tab between them, Enter behind them."""
        account = next(account for account in village.accounts if account.login == login)
        await self.page.goto(village.console_url)
        await expect(self.page.get_by_label("職員番号")).to_be_focused()
        await self.type(account.login)
        await self.press("Tab")
        await self.type(account.password)
        await self.press("Enter")
        await self.settled()

    async def settled(self) -> None:
        """The page is whole and listens to its keys."""
        await expect(self.page.locator("html")).to_have_attribute("data-live", "up")

    async def reach(self, name: str, *, within: str = "body") -> None:
        """Tab to the thing that is called so, or has this `#id`; inside `within`."""
        for _ in range(_LONGEST_WAY):
            await self.press("Tab")
            here = await self._here()
            if _is(here, name) and await self.page.locator(within).locator(":focus").count():
                assert here["isRinged"], f"{name} shows no ring"
                assert here["isSeen"], f"{name} lies beyond the glass"
                return
        raise AssertionError(f"Tab never comes to {name}")

    async def go(self, name: str, *, within: str = "body") -> None:
        """Tab there and press Enter."""
        await self.reach(name, within=within)
        await self.press("Enter")

    async def press(self, key: str) -> None:
        """One key."""
        await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        """Into whatever has the focus, as fast as people do."""
        await self.page.keyboard.type(text, delay=60)

    async def _here(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.page.evaluate(_HERE)
        return found


def _is(here: dict[str, Any], name: str) -> bool:
    return bool(here["isFree"]) and (
        here["id"] == name[1:] if name.startswith("#") else str(here["name"]).startswith(name)
    )
