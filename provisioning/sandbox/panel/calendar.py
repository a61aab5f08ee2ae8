"""Section 練習の日時: what time it is in the village, and buttons that move it ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from protocol.japanese import eras
from protocol.village.opening import JAPAN, OpeningHours

from ..clock import PracticeClock
from ..town_hall import walk_to_morning
from .section import Action, Section

_STEPS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


class Calendar(Section):
    """The practice clock; it has no button back."""

    key = "calendar"

    def __init__(self, clock: PracticeClock, hours: OpeningHours) -> None:
        self._clock = clock
        self._hours = hours

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"forward": self._forward, "morning": self._morning}

    async def view(self) -> Mapping[str, object]:
        now = self._clock.now().astimezone(JAPAN)
        return {
            "date": eras.era_date(now.date(), weekday=True),
            "time": f"{now:%H:%M:%S}",
            "is_open": self._hours.is_open(now),
            "is_ahead": self._clock.offset > timedelta(),
            "steps": tuple(_STEPS),
        }

    async def _forward(self, form: Mapping[str, str]) -> None:
        self._clock.forward(_STEPS[form["step"]])

    async def _morning(self, _form: Mapping[str, str]) -> None:
        walk_to_morning(self._clock, self._hours)
