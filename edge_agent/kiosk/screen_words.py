"""What each screen of an application is filled with; the screens before it need nothing beside the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ..texts.catalogue import Texts
from ..visit.courses import course_of
from ..visit.state import Screen, State
from .address_words import catalogue_of, new_place, town_rows
from .calendar_words import CalendarWords
from .day_words import day_entry
from .family_words import FamilyWords, remarks
from .guide_words import GuideWords
from .move_words import MoveWords
from .question_words import QuestionWords
from .review import ReviewWords, applicant_of, movers_of, remaining_of

_Filling = Mapping[str, object]


class ScreenWords:
    """Fills the screen that is shown, and computes nothing for the others."""

    def __init__(self, texts: Texts, calendar: CalendarWords) -> None:
        self._questions = QuestionWords(texts)
        self._moves = MoveWords(texts, calendar)
        self._family = FamilyWords(texts, calendar)
        self._guide = GuideWords(texts, calendar)
        self._review = ReviewWords(texts, calendar, self._moves)
        self._fillings: dict[Screen, Callable[[State], _Filling]] = {
            Screen.TOWN: lambda state: {"rows": town_rows(catalogue_of(state))},
            Screen.LOT: lambda state: {"place": new_place(state)},
            Screen.BUILDING: lambda state: {"place": new_place(state)},
            Screen.SAME_ADDRESS: lambda state: {"place": new_place(state)},
            Screen.HEAD: lambda state: {"candidates": movers_of(state)},
            Screen.REMAINING_HEAD: lambda state: {"candidates": remaining_of(state)},
            Screen.QUESTION: lambda state: {"asked": self._questions.asked(state)},
            Screen.GUIDE: lambda state: {"guide": self._guide.guide(state), **remarks(state)},
            Screen.REVIEW: self._checked,
            Screen.SIGN: lambda state: {"applicant": applicant_of(state)},
        }

    def of(self, state: State, today: date) -> _Filling:
        """The names that the template of this screen uses."""
        if state.screen is Screen.MOVED_ON:
            course = course_of(state.life_event)
            return {
                "entry": day_entry(state.draft, today, course.days),
                "day_kind": course.day,
                "may_be_undated": course.may_be_undated,
            }
        for others in (self._moves, self._family):
            if (filled := others.of(state, today)) is not None:
                return filled
        filling = self._fillings.get(state.screen)
        return filling(state) if filling is not None else {}

    def _checked(self, state: State) -> _Filling:
        is_signed = course_of(state.life_event).is_signed
        return {
            "rows": self._review.rows(state),
            "said": self._questions.said(state),
            "is_signed": is_signed,
            "paper": remarks(state)["paper"],
        }
