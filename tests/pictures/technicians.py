"""What technicians see in the manual: every pane of their program on the agent of the village."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from playwright.async_api import ViewportSize
from textual.pilot import Pilot

from edge_agent.tui.technician import TechnicianApp
from edge_agent.tui.words import read_words

from .scene import Scene

_SIZE = (100, 30)
_PANES = ("devices", "outbox", "links", "happenings", "self-test", "health", "repair")
_LOOKS = 2.5
_WINDOW: ViewportSize = {"width": 1240, "height": 860}
_STRETCHED = re.compile(r' textLength="[^"]*"|font-variant-east-asian: full-width;')
_FONT_SIZE = ("font-size: 20px", "font-size: 24.4px")  # a kanji is as wide as two letters, and both as their cells
_FACES = re.compile(r"@font-face \{.*?\}", re.DOTALL)


async def look_at_the_agent(scene: Scene) -> None:
    """Open the program, go through its panes, and draw each."""
    app = TechnicianApp(scene.village.agent_socket, read_words(), folder=Path("/home"))
    async with app.run_test(size=_SIZE) as pilot:
        await asyncio.sleep(_LOOKS)
        for number, name in enumerate(_PANES, 1):
            await _show(pilot, str(number))
            await _draw(scene, app.export_screenshot(), f"tui-{name}")


async def _show(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await asyncio.sleep(_LOOKS)


async def _draw(scene: Scene, svg: str, name: str) -> None:
    """The drawing that the program makes of itself, in a font of this machine."""
    page = await scene.browser.person(size=_WINDOW)
    drawing = _STRETCHED.sub("", _FACES.sub("", svg)).replace("Fira Code", "BIZ UDGothic").replace(*_FONT_SIZE)
    await page.set_content(f"<body style='margin:0'>{drawing}</body>")
    await scene.album.keep_part(page.locator("svg").first, name)
    await page.context.close()
