"""The alarms as their page shows them: where each is, and where to act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..terminals.queries import station
from .kinds import KINDS, About, Kind, kind_of
from .queries import OpenAlarm


@dataclass(frozen=True)
class AlarmLine:
    """An alarm with the words for where it is, and the page on which somebody acts ("": none).

    `text` is the part of the catalogue that holds its sentences: `what` and `do`.
    """

    alarm: OpenAlarm
    kind: Kind
    where: str
    href: str

    @property
    def text(self) -> str:
        return f"operations.alarm.{self.alarm.kind if self.alarm.kind in KINDS else 'other'}"


async def lines_of(alarms: Iterable[OpenAlarm]) -> list[AlarmLine]:
    """Every alarm with its place and its link, in the same order."""
    return [await _line(alarm) for alarm in alarms]


async def _line(alarm: OpenAlarm) -> AlarmLine:
    kind = kind_of(alarm.kind)
    return AlarmLine(alarm, kind, await _where(kind.about, alarm), _href(kind.about, alarm))


async def _where(about: About, alarm: OpenAlarm) -> str:
    terminal = alarm.subject if about is About.TERMINAL else str(alarm.detail.get("terminal", ""))
    if terminal:
        found = await station(terminal)
        return f"{found.name}（{found.place}）" if found.place else found.name
    if about is About.CASE:
        return str(alarm.detail.get("number", ""))
    return "" if about is About.REGISTER else alarm.subject


def _href(about: About, alarm: OpenAlarm) -> str:
    match about:
        case About.CASE:
            return f"/cases/{alarm.subject}"
        case About.NUMBER:
            day = alarm.subject.split(" ")[0]
            return f"/cases?first={day}&last={day}"
        case About.REGISTER:
            return "/register"
        case _:
            return ""
