"""The pictures of the manuals: one PNG for each name, narrow and small enough for a page that is read or printed."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page

FOLDER = Path(__file__).parents[2] / "docs" / "manuals" / "pictures"
WIDTH = 1000
_PAPER_WIDTH = 300
_COLOURS = 128
_LONGEST_SCREEN = 1500


class Album:
    """Keeps what somebody saw as `<name>.png` in a folder, and knows the names it kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: list[str] = []

    async def keep(self, page: Page, name: str) -> None:
        """What the window shows."""
        await self._write(name, await page.screenshot(animations="disabled"))

    async def keep_page(self, page: Page, name: str) -> None:
        """The page from its top, in a window as high as the page is, within reason."""
        size = page.viewport_size
        assert size is not None
        height = int(await page.evaluate("document.querySelector('main').scrollHeight"))
        await page.set_viewport_size({**size, "height": max(size["height"], min(height + 140, _LONGEST_SCREEN))})
        await self.keep(page, name)
        await page.set_viewport_size(size)

    async def keep_part(self, part: Locator, name: str) -> None:
        """One part of a page."""
        await self._write(name, await part.screenshot(animations="disabled"))

    async def keep_paper(self, file: Path, name: str) -> None:
        """A long narrow paper that the village drew itself."""
        await self._write(name, await asyncio.to_thread(file.read_bytes), width=_PAPER_WIDTH)

    async def _write(self, name: str, screenshot: bytes, *, width: int = WIDTH) -> None:
        assert name not in self.names
        self.names.append(name)
        await asyncio.to_thread(_save, screenshot, self._folder / f"{name}.png", width)


def _save(screenshot: bytes, file: Path, width: int) -> None:
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    if picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
