"""Section 住基: how the stand-in works, and the way to its page."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from ..juki.faults import Fault
from ..juki.hand import JukiHand
from .section import Action, Section


class Juki(Section):
    """Lets 住基 work, stop, dawdle or fail."""

    key = "juki"

    def __init__(self, hand: JukiHand, page_url: str) -> None:
        self._hand = hand
        self._page_url = page_url

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"behave": self._behave}

    async def view(self) -> Mapping[str, object]:
        try:
            fault = await self._hand.fault()
        except aiohttp.ClientError:
            return {"fault": None, "faults": (), "page": self._page_url}
        return {"fault": fault, "faults": tuple(Fault), "page": self._page_url}

    async def _behave(self, form: Mapping[str, str]) -> None:
        await self._hand.misbehave(Fault(form["fault"]))
