"""What a visit about each life event asks, screen by screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .draft import Change
from .state import Screen, State


class People(StrEnum):
    """What the people who are touched have to do with the event; the words are `household.<value>`."""

    MOVING = "moving"
    LEAVING = "leaving"
    PARTING = "parting"
    UNITING = "uniting"
    MEANT = "meant"
    DECEASED = "deceased"
    BORN = "born"


class Days(StrEnum):
    """Which days can be the one of the event."""

    PAST = "past"
    ANY = "any"


class DayKind(StrEnum):
    """What happened, or happens, on the day that is asked for; the words are `day.<value>`."""

    MOVED = "moved"
    LEAVES = "leaves"
    CHANGED = "changed"
    DIED = "died"
    MARRIED = "married"
    DIVORCED = "divorced"
    INSURED = "insured"


@dataclass(frozen=True)
class Course:
    """The screens of an event in their order; each is shown only where it concerns the visit.

    `leaves`: the people are no longer in this household, or village, afterwards. `is_signed`: it ends with a signature.
    `is_of_newcomers`: its people do not live here yet, so that no household is asked for.
    `may_be_undated`: the day may not be known yet. `is_on_paper`: its 戸籍の届 is handed in on paper, never here.
    """

    screens: tuple[Screen, ...]
    people: People = People.MEANT
    days: Days = Days.PAST
    day: DayKind = DayKind.MOVED
    leaves: bool = False
    is_signed: bool = True
    is_of_newcomers: bool = False
    may_be_undated: bool = False
    is_on_paper: bool = False


_WHO = (Screen.HOUSEHOLD, Screen.NAME, Screen.MOVERS)
_HERE = (Screen.TOWN, Screen.LOT, Screen.BUILDING, Screen.SAME_ADDRESS)
_END = (Screen.TELEPHONE, Screen.QUESTION, Screen.GUIDE)
_JOINING = (Screen.JOINING, Screen.JOINED_HEAD)
_IN_JAPAN = (Screen.PREFECTURE, Screen.MUNICIPALITY, Screen.WITH_CARD)
_OVERSEAS = (Screen.COUNTRY, Screen.OTHER_COUNTRY)
_THEMSELVES = (Screen.NAME, Screen.BIRTH, *_JOINING, Screen.RELATION, Screen.SEX)
_NEWCOMERS = (*_THEMSELVES, Screen.NEWCOMERS, Screen.GIVEN_NAME)
_NEW_HOME = (Screen.TOWN, Screen.LOT, Screen.BUILDING, Screen.MOVED_ON)
NEWBORNS = (Screen.NEWBORNS, Screen.BORN_ON, Screen.NEWBORN_SEX, Screen.NEWBORN_NAME)
_DEATH = (Screen.HOUSEHOLD, Screen.DECEASED, Screen.NAME, Screen.ROLE, Screen.REMAINING_HEAD, Screen.MOVED_ON, *_END)
_MOVE_WITHIN = (*_WHO, Screen.REMAINING_HEAD, *_HERE, Screen.MOVED_ON, *_JOINING, Screen.HEAD, Screen.ALERT, *_END)
_CHANGE = (
    Screen.CHANGE_KIND, *_WHO, Screen.REMAINING_HEAD, Screen.JOINED_HEAD, Screen.HEAD, Screen.LIVELIHOOD,
    Screen.MOVED_ON, Screen.ALERT, *_END,
)  # fmt: skip


def _guided(*about: Screen, day: DayKind = DayKind.MOVED, is_on_paper: bool = False) -> Course:
    """What is only guided, and signed at the counter."""
    screens = (*_WHO, Screen.ROLE, *about, *_END)
    return Course(screens, day=day, is_signed=False, may_be_undated=True, is_on_paper=is_on_paper)


def _departure(*where: Screen) -> Course:
    screens = (*_WHO, Screen.REMAINING_HEAD, *where, Screen.MOVED_ON, Screen.ALERT, *_END)
    return Course(screens, People.LEAVING, Days.ANY, DayKind.LEAVES, leaves=True)


def _arrival(*where: Screen) -> Course:
    return Course((*_NEWCOMERS, *where, *_NEW_HOME, Screen.ALERT, *_END), People.MOVING, is_of_newcomers=True)


COURSES: dict[str, Course] = {
    "TENKYO": Course(_MOVE_WITHIN, People.MOVING),
    "TENSHUTSU": _departure(*_IN_JAPAN),
    "TENSHUTSU_ABROAD": _departure(*_OVERSEAS),
    "TENNYU": _arrival(*_IN_JAPAN),
    "TENNYU_ABROAD": _arrival(*_OVERSEAS),
    "SETAI": Course(_CHANGE, People.PARTING, day=DayKind.CHANGED),
    "SHUSSHO": Course((Screen.NAME, *NEWBORNS, *_END), People.BORN, is_on_paper=True),
    "SHIBO": Course(_DEATH, People.DECEASED, day=DayKind.DIED, leaves=True, is_on_paper=True),
    "KONIN": _guided(Screen.MOVED_ON, day=DayKind.MARRIED, is_on_paper=True),
    "RIKON": _guided(Screen.MOVED_ON, day=DayKind.DIVORCED, is_on_paper=True),
    "HOKEN": _guided(Screen.MOVED_ON, day=DayKind.INSURED),
    **{event: _guided() for event in ("SHIMEI", "NINSHIN", "INKAN", "MYNUMBER", "KAIGO", "OTHER")},
}


def course_of(life_event: str) -> Course:
    """The course of a life event that has one. Raises KeyError."""
    return COURSES[life_event]


def people_of(state: State) -> People:
    """What the people of this visit have to do with its event."""
    course = COURSES.get(state.life_event)
    if course is None:
        return People.MEANT
    is_uniting = state.draft.change in {Change.GAPPEI, Change.KOSEI}
    return People.UNITING if course.people is People.PARTING and is_uniting else course.people


def is_of_newcomers(state: State) -> bool:
    """Whether the people of this visit do not live here yet."""
    course = COURSES.get(state.life_event)
    return course is not None and course.is_of_newcomers
