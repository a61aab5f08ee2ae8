"""What a visit about each life event asks, screen by screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .state import Screen


class People(StrEnum):
    """What the people who are touched have to do with the event; the words are `household.<value>`."""

    MOVING = "moving"
    LEAVING = "leaving"
    MEANT = "meant"


class Days(StrEnum):
    """Which days can be the one of the event."""

    PAST = "past"
    ANY = "any"


@dataclass(frozen=True)
class Course:
    """The screens of an event in their order; each is shown only where it concerns the visit.

    `leaves`: the people are no longer in this household, or village, afterwards. `is_signed`: it ends with a signature.
    """

    screens: tuple[Screen, ...]
    people: People = People.MEANT
    days: Days = Days.PAST
    leaves: bool = False
    is_signed: bool = True


_WHO = (Screen.HOUSEHOLD, Screen.NAME, Screen.MOVERS)
_HERE = (Screen.TOWN, Screen.LOT, Screen.BUILDING, Screen.SAME_ADDRESS)
_END = (Screen.TELEPHONE, Screen.QUESTION, Screen.GUIDE)
_MOVE_WITHIN = (*_WHO, Screen.REMAINING_HEAD, *_HERE, Screen.MOVED_ON, Screen.JOINING, Screen.HEAD, *_END)

COURSES: dict[str, Course] = {
    "TENKYO": Course(_MOVE_WITHIN, People.MOVING),
}


def course_of(life_event: str) -> Course:
    """The course of a life event that has one. Raises KeyError."""
    return COURSES[life_event]
