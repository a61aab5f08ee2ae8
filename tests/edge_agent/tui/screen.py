"""The technician's screen as a terminal shows it: opened in a size, read as lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from edge_agent.tui.technician import TechnicianApp
from edge_agent.tui.words import read_words

WORDS = read_words()
SMALL = (80, 24)
LARGE = (120, 40)


class Screen:
    """One open program and its keyboard."""

    def __init__(self, app: TechnicianApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        await self._pilot.press(*keys)

    def lines(self) -> list[str]:
        """Every line of the terminal; each fills its width."""
        strips = self.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {self.app.size.width}
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        """All of it, as one text."""
        return "\n".join(self.lines()) + "\n"

    async def until(self, words: str, *, gone: bool = False) -> str:
        """The text once these words are on the screen, or no longer are."""
        try:
            async with asyncio.timeout(5):
                while (words in self.text()) is gone:
                    await self._pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"{words}\n{self.text()}") from None
        return self.text()


@asynccontextmanager
async def opened(socket: Path, size: tuple[int, int] = SMALL, *, folder: Path | None = None) -> AsyncIterator[Screen]:
    """The program on a terminal of this many columns and rows, looking often; reports go beside the socket."""
    app = TechnicianApp(socket, WORDS, folder=folder or socket.parent, look_seconds=0.1)
    async with app.run_test(size=size) as pilot:
        yield Screen(app, pilot)
