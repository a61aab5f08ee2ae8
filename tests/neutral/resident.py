"""A resident without a browser: what comes over HTTP between the number and the stop, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import monotonic

import aiohttp

from edge_agent.visit.state import Screen

from .counter import PIN_TEXT, Counter

_OURS = re.compile(r'(name="csrf" value="|name="revision" value="|data-revision="|data-version=")([^"]*)')
_CHECKING = 'data-screen="checking"'
_NEUTRAL = "お取り扱いできません"


@dataclass(frozen=True)
class Seen:
    """The stop as it was served (normalised), how long it was by the digits of its revision, its headers, the words of
    the live line until then, and the seconds since the number was sent."""

    page: str
    length: tuple[int, int]
    headers: frozenset[str]
    words: int
    seconds: float


def without_session(page: str) -> str:
    """A page without what differs from session to session and from touch to touch."""
    return _OURS.sub(r"\1", page)


class Resident:
    """Somebody in front of a counter; `http` keeps the cookie of its one browser."""

    def __init__(self, counter: Counter, http: aiohttp.ClientSession) -> None:
        self._counter = counter
        self._http = http
        self._page = ""

    async def arrive(self) -> None:
        """Start the browser."""
        async with self._http.get(self._counter.start_url) as answer:
            answer.raise_for_status()

    async def reach_the_number(self) -> None:
        """転居, up to the screen that asks for the number; a card is put down for it."""
        await self._look()
        await self._send("/act", action="start")
        await self._send("/act", action="choose-event", value="TENKYO")

    async def give_the_number(self) -> Seen | None:
        """Type the number and see what becomes of it; None: this machine was too busy for central to answer in time."""
        await self._counter.at(Screen.PIN)
        await self._look()
        async with self._http.get(f"{self._counter.origin}/live") as live:
            assert await _word(live)
            began, words = monotonic(), 0
            await self._send("/pin", pin=PIN_TEXT)
            while True:
                assert await _word(live)
                came, words = monotonic(), words + 1
                headers = await self._look()
                if _CHECKING not in self._page:
                    seen = Seen(without_session(self._page), self._length(), headers, words, came - began)
                    return seen if _NEUTRAL in self._page else None

    async def leave(self) -> None:
        """End the visit and take the card."""
        await self._send("/act", action="quit-for-sure")
        await self._counter.reader.take()
        await self._counter.at(Screen.ATTRACT)

    async def _look(self) -> frozenset[str]:
        async with self._http.get(f"{self._counter.origin}/screen") as answer:
            answer.raise_for_status()
            self._page = await answer.text()
            return frozenset(f"{name}: {value}" for name, value in answer.headers.items() if name not in _OF_ITS_OWN)

    async def _send(self, path: str, **fields: str) -> None:
        form = {"csrf": self._field("csrf"), "revision": self._field("revision")} | fields
        headers = {"Origin": self._counter.origin, "HX-Request": "true"}
        async with self._http.post(f"{self._counter.origin}{path}", data=form, headers=headers) as answer:
            answer.raise_for_status()
            self._page = await answer.text()

    def _field(self, name: str) -> str:
        found = re.search(f'name="{name}" value="([^"]*)"', self._page)
        assert found is not None
        return found[1]

    def _length(self) -> tuple[int, int]:
        return len(self._field("revision")), len(self._page.encode())


_OF_ITS_OWN = frozenset({"Date", "Content-Length"})


async def _word(live: aiohttp.ClientResponse) -> bool:
    """Wait for the next word that the screen has changed."""
    while line := await live.content.readline():
        if line.startswith(b"event: screen"):
            return True
    return False
