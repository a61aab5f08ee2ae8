"""Section 受付票プリンタ: its paper and its cover, and pictures of what came out."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from msgspec.structs import replace

from ..receipt.condition import Condition
from ..receipt.hand import ReceiptHand
from .section import Action, Section

_SHOWN = 3


class Slips(Section):
    """The newest slips stand first."""

    key = "slips"

    def __init__(self, hand: ReceiptHand) -> None:
        self._hand = hand

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"paper": self._paper, "cover": self._cover}

    async def view(self) -> Mapping[str, object]:
        try:
            seen = await self._hand.seen()
        except (aiohttp.ClientError, OSError):
            return {"condition": None}
        return {"condition": seen.condition, "slips": seen.slips[:_SHOWN]}

    async def _paper(self, _form: Mapping[str, str]) -> None:
        now = await self._now()
        await self._hand.become(replace(now, lines_left=0 if now.has_paper else None))

    async def _cover(self, _form: Mapping[str, str]) -> None:
        now = await self._now()
        await self._hand.become(replace(now, is_cover_open=not now.is_cover_open))

    async def _now(self) -> Condition:
        return (await self._hand.seen()).condition
