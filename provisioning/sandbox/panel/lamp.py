"""Section 呼び出し灯: what staff would see of it, and its plug."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from ..lamp.place import LampPlace
from .section import Action, Section


class Lamp(Section):
    """The lamp at the counter."""

    key = "lamp"

    def __init__(self, place: LampPlace) -> None:
        self._place = place

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"plug": self._plug, "pull": self._pull}

    async def view(self) -> Mapping[str, object]:
        seen = await asyncio.to_thread(lambda: self._place.seen)
        return {"is_in": await asyncio.to_thread(lambda: self._place.is_in), "seen": seen}

    async def _plug(self, _form: Mapping[str, str]) -> None:
        await asyncio.to_thread(self._place.plug, is_in=True)

    async def _pull(self, _form: Mapping[str, str]) -> None:
        await asyncio.to_thread(self._place.plug, is_in=False)
