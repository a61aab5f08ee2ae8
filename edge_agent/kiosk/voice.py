"""The voice at a counter: the spoken files that lie here, and which of them a screen is read with."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from protocol.village.spoken import SUFFIX, pieces, voice_name

from ..visit.state import Screen
from .read_aloud import read_aloud
from .ruby import without_readings
from .tongue import Tongue

# Whatever it was that stopped a card: what the room hears is always the same.
_OF_A_STOP = ("stop.neutral.title", "stop.neutral.lead")


class Voice:
    """Knows by name every file there is: what was never spoken cannot be read. `load()` looks into the folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._names: frozenset[str] = frozenset()

    def load(self) -> None:
        """See what has been spoken. Blocks."""
        is_there = self._folder is not None and self._folder.is_dir()
        files = self._folder.glob(f"*{SUFFIX}") if self._folder is not None and is_there else ()
        self._names = frozenset(file.stem for file in files)

    def can_speak(self, tongue: Tongue) -> bool:
        """Whether screens in this language can be read aloud here."""
        return bool(self._names) and tongue.language.is_japanese

    def files(self, screen: Screen, html: str, *, tongue: Tongue) -> tuple[str, ...]:
        """The names of the files with which a drawn screen is read, in order."""
        if screen is Screen.STOP:
            said = tuple(piece for key in _OF_A_STOP for piece in pieces(tongue.text(key)))
        else:
            said = read_aloud(without_readings(html))
        names = map(voice_name, said)
        return tuple(dict.fromkeys(name for name in names if name in self._names))

    async def play(self, request: web.Request) -> web.StreamResponse:
        """One spoken file."""
        name = request.match_info["name"]
        if self._folder is None or name not in self._names:
            raise web.HTTPNotFound
        return web.FileResponse(self._folder / f"{name}{SUFFIX}", headers={"Content-Type": "audio/ogg"})
