"""Section バーコードリーダー: what a hand holds before the reader, and its plug."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp

from protocol.codes import CodeKind

from ..inputs.control import ScannerHand
from ..inputs.requests import Outcome
from ..receipt.condition import Seen
from .section import Action, Section

_CASES = f":{CodeKind.CASE}"


@dataclass(frozen=True)
class SlipCodeView:
    """A code of the newest slip; `number` counts those of 課 from 1, 0 is the case's own."""

    text: str
    number: int


class Codes(Section):
    """Remembers how the last code went; nothing can be done while nobody emulates the reader."""

    key = "codes"

    def __init__(self, hand: ScannerHand, printer: Callable[[], Awaitable[Seen]]) -> None:
        self._hand = hand
        self._printer = printer
        self._said: Outcome | None = None

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"scan": self._scan, "plug": self._plug, "pull": self._pull}

    async def view(self) -> Mapping[str, object]:
        try:
            situation = await self._hand.situation()
        except (aiohttp.ClientError, OSError):
            return {"is_there": False}
        return {"is_there": True, "is_in": situation.is_in, "said": self._said, "codes": await self._newest()}

    async def _newest(self) -> tuple[SlipCodeView, ...]:
        try:
            slips = (await self._printer()).slips
        except (aiohttp.ClientError, OSError):
            return ()
        codes = next((slip.codes for slip in slips if slip.codes), ())
        sections = [code for code in codes if _CASES not in code]
        return tuple(SlipCodeView(code, sections.index(code) + 1 if code in sections else 0) for code in codes)

    async def _scan(self, form: Mapping[str, str]) -> None:
        self._said = await self._hand.scan(form["text"].strip())

    async def _plug(self, _form: Mapping[str, str]) -> None:
        self._said = None
        await self._hand.plug_in()

    async def _pull(self, _form: Mapping[str, str]) -> None:
        self._said = None
        await self._hand.pull_out()
