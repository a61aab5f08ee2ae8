"""Section サインのペン: its plug, and a hand that signs with it."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from ..inputs.control import PenHand
from ..inputs.requests import Outcome
from ..inputs.signatures import SIGNATURES, signature
from .section import Action, Section


class Pen(Section):
    """Remembers how the last signature went; nothing can be done while nobody emulates the tablet."""

    key = "pen"

    def __init__(self, hand: PenHand) -> None:
        self._hand = hand
        self._said: Outcome | None = None

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"sign": self._sign, "plug": self._plug, "pull": self._pull}

    async def view(self) -> Mapping[str, object]:
        try:
            situation = await self._hand.situation()
        except (aiohttp.ClientError, OSError):
            return {"is_there": False}
        return {"is_there": True, "is_in": situation.is_in, "said": self._said, "signatures": SIGNATURES}

    async def _sign(self, form: Mapping[str, str]) -> None:
        self._said = await self._hand.write(signature(form["name"]))

    async def _plug(self, _form: Mapping[str, str]) -> None:
        self._said = None
        await self._hand.plug_in()

    async def _pull(self, _form: Mapping[str, str]) -> None:
        self._said = None
        await self._hand.pull_out()
