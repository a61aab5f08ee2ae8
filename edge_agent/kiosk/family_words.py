"""What the screens of a birth, of a death, of who stands here and of further events are filled with, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ..texts.catalogue import Texts
from ..visit.along import along
from ..visit.applicant import is_of_household, is_unnamed, offered_roles, role_of
from ..visit.courses import COURSES, People, people_of
from ..visit.deceased import is_from_elsewhere, listed_members
from ..visit.draft import Newborn, Role
from ..visit.life_events import MORE
from ..visit.newborns import MOST, is_about_birth
from ..visit.state import Screen, State
from .calendar_words import CalendarWords
from .day_words import young_entry

Filling = Mapping[str, object]

_PICTURES = {
    Role.SELF: "SHIMEI",
    Role.HEAD: "SETAI",
    Role.FAMILY: "SETAI",
    Role.RELATIVE: "TENKYO",
    Role.AGENT: "paper",
    Role.GUARDIAN: "KAIGO",
    Role.FACILITY: "help",
}


_OTHERWISE = {
    (Screen.ROLE, People.DECEASED): "role.deceased.title",
    (Screen.REMAINING_HEAD, People.DECEASED): "remaining-head.deceased.title",
    (Screen.MOVERS, People.MEANT): "movers.meant.title",
}


@dataclass(frozen=True, repr=False)
class FamilyRow:
    """One answer on the check page: what CHANGE is told, names as they were typed, and words.

    What follows from other answers cannot be changed by itself.
    """

    change: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    can_change: bool = True


def family_title(state: State) -> str | None:
    """The key of the name of a screen that has another one in these matters; None: it is called as everywhere."""
    return _OTHERWISE.get((state.screen, people_of(state)))


class FamilyWords:
    """Puts a birth, a death, whoever stands here and what is settled along with it into words."""

    def __init__(self, texts: Texts, calendar: CalendarWords) -> None:
        self._texts = texts
        self._calendar = calendar
        self._fillings: dict[Screen, Callable[[State, date], Filling]] = {
            Screen.MORE_EVENTS: lambda _, __: {"codes": MORE},
            Screen.ROLE: lambda state, _: {"roles": _roles(state)},
            Screen.NEWBORNS: lambda _, __: {"counts": range(1, MOST + 1)},
            Screen.BORN_ON: lambda state, today: {"entry": young_entry(state.draft.born_on_written, today)},
            Screen.NEWBORN_SEX: lambda state, _: self._newborn(state),
            Screen.NEWBORN_NAME: lambda state, _: self._newborn(state),
            Screen.ALSO: lambda state, _: {"codes": along(state)},
        }

    def of(self, state: State, today: date) -> Filling | None:
        """The names that the template of this screen uses; None for the screens of others."""
        filling = self._fillings.get(state.screen)
        return filling(state, today) if filling is not None else None

    def rows(self, state: State) -> tuple[FamilyRow, ...]:
        """What the check page says of them, in the order of the screens."""
        return (*self._who(state), *self._births(state), *self._along(state))

    def _who(self, state: State) -> tuple[FamilyRow, ...]:
        draft, rows = state.draft, list[FamilyRow]()
        if is_from_elsewhere(state) and draft.deceased:
            rows.append(FamilyRow("people" if listed_members(state) else "deceased", names=(draft.deceased,)))
        if is_unnamed(state) and draft.own is not None:
            rows.append(FamilyRow("name", names=(draft.own.name or draft.own.kana,)))
        if (role := told_role(state)) is not None:
            rows.append(FamilyRow("role", (self._texts(f"role.{role}"),), can_change=draft.role is not None))
        return tuple(rows)

    def _births(self, state: State) -> tuple[FamilyRow, ...]:
        draft = state.draft
        if not is_about_birth(state) or draft.born_on is None:
            return ()
        sexes = tuple(self._texts(f"newborn-sex.{one.sex}") for one in draft.newborns)
        open_names = () if all(one.kana for one in draft.newborns) else (self._texts("newborn-name.none"),)
        return (
            FamilyRow("newborns", (self._texts("newborns.count", count=len(draft.newborns)),)),
            FamilyRow("born-on", (self._calendar.day(draft.born_on),)),
            FamilyRow("newborn-sex", sexes),
            FamilyRow("newborn-name", open_names, tuple(one.kana for one in draft.newborns if one.kana)),
        )

    def _along(self, state: State) -> tuple[FamilyRow, ...]:
        words = tuple(self._texts(f"event.{event}") for event in state.draft.also)
        return (FamilyRow("also", words),) if words else ()

    def _newborn(self, state: State) -> Filling:
        """The child on the screen; with several of them, which one it is."""
        draft = state.draft
        newborn = draft.newborns[draft.newborn] if draft.newborn < len(draft.newborns) else Newborn()
        several = len(draft.newborns) > 1
        which = self._texts("newborns.which", number=draft.newborn + 1) if several else ""
        return {"newborn": newborn, "which": which}


def _roles(state: State) -> tuple[tuple[Role, str], ...]:
    """The capacities on offer with their pictures."""
    return tuple((role, _PICTURES[role]) for role in offered_roles(state))


def told_role(state: State) -> Role | None:
    """The capacity that is said: one that was chosen, or that of somebody who does not move themselves."""
    role = role_of(state) if is_of_household(state) else state.draft.role
    return None if is_of_household(state) and role is Role.SELF else role


def remarks(state: State) -> Filling:
    """What stands above the list of procedures: the paper that cannot be handed in here, and what somebody brings."""
    course, role = COURSES.get(state.life_event), told_role(state)
    paper = state.life_event if course is not None and course.is_on_paper else ""
    return {
        "paper": paper,
        "role": role or "",
        "sees_staff": role is Role.FACILITY,
        "may_add": bool(along(state)),
    }
