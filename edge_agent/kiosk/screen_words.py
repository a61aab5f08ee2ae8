"""What each screen of an application is filled with; the screens before it need nothing beside the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ..texts.catalogue import Texts
from ..visit.courses import course_of
from ..visit.state import Screen, State
from .address_words import catalogue_of, new_place, town_rows
from .day_words import day_entry
from .guide_words import guide
from .question_words import QuestionWords
from .review import ReviewWords, applicant_of, movers_of, remaining_of

_Filling = Mapping[str, object]


class ScreenWords:
    """Fills the screen that is shown, and computes nothing for the others."""

    def __init__(self, texts: Texts) -> None:
        self._questions = QuestionWords(texts)
        self._review = ReviewWords(texts)
        self._fillings: dict[Screen, Callable[[State], _Filling]] = {
            Screen.TOWN: lambda state: {"rows": town_rows(catalogue_of(state))},
            Screen.LOT: lambda state: {"place": new_place(state)},
            Screen.BUILDING: lambda state: {"place": new_place(state)},
            Screen.SAME_ADDRESS: lambda state: {"place": new_place(state)},
            Screen.HEAD: lambda state: {"candidates": movers_of(state)},
            Screen.REMAINING_HEAD: lambda state: {"candidates": remaining_of(state)},
            Screen.QUESTION: lambda state: {"asked": self._questions.asked(state)},
            Screen.GUIDE: lambda state: {"guide": guide(state)},
            Screen.REVIEW: self._checked,
            Screen.SIGN: lambda state: {"applicant": applicant_of(state)},
        }

    def of(self, state: State, today: date) -> _Filling:
        """The names that the template of this screen uses."""
        if state.screen is Screen.MOVED_ON:
            return {"entry": day_entry(state.draft, today)}
        filling = self._fillings.get(state.screen)
        return filling(state) if filling is not None else {}

    def _checked(self, state: State) -> _Filling:
        is_signed = course_of(state.life_event).is_signed
        return {"rows": self._review.rows(state), "said": self._questions.said(state), "is_signed": is_signed}
