"""The questions one after the other, and the way back over them."""

from __future__ import annotations

from dataclasses import replace

from protocol.village.catalogue import Fact, FactKind, FactValue

from ..draft import Answer
from ..guide import asked_together, open_question
from ..happenings import Action, Touched
from ..state import Overlay, Screen, State
from .course import onward, reconsidered, standings
from .moves import Rule, Step

_UNKNOWN = "unknown"
_EACH = "each"
_YES_NO = {"yes": True, "no": False}
_BETWEEN = "|"


def _answer(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.QUESTION or state.footing is None:
        return state, ()
    question, together = open_question(state), asked_together(state)
    if question is None:
        return state, ()
    if touched.value == _EACH:
        return (_one_by_one(state, question.fact.path) if together else state), ()
    fact = state.footing.guidance.declared(question.fact.path)
    value = None if touched.value == _UNKNOWN else _value(fact, touched.value)
    if value is None and touched.value != _UNKNOWN:
        return state, ()
    if together:
        answers = (*state.draft.answers, *(Answer(ref, value) for ref in together))
        return _after(state.changed(draft=state.draft.with_(answers=answers))), ()
    return _after(_given(state, Answer(question.fact, value))), ()


def _one_by_one(state: State, path: str) -> State:
    """「人によってちがう」: the same question again, for each of them."""
    return state.changed(draft=state.draft.with_(one_by_one=state.draft.one_by_one | {path}))


def question_kept(state: State) -> State:
    """つぎへ below a question that is answered already."""
    return _after(state) if state.draft.asking is not None else state


def guide_read(state: State) -> State:
    """つぎへ below the list of procedures."""
    return onward(state, seen=standings(state))


def first_question(state: State) -> State:
    """The first answered question, to be gone over again."""
    return _asking(state, 0)


def question_before(state: State) -> State | None:
    """The question before the one on the screen; None: it is the first."""
    refs = [answer.ref for answer in state.draft.answers]
    place = refs.index(state.draft.asking) if state.draft.asking in refs else len(refs)
    return _asking(state, place - 1) if place else None


def last_question(state: State) -> State:
    """The questions from behind: the last one that was answered, unless one is still open."""
    is_open = open_question(replace(state, draft=replace(state.draft, asking=None))) is not None
    return state if is_open else _asking(state, len(state.draft.answers) - 1)


def _asking(state: State, place: int) -> State:
    answered = state.draft.answers[place]
    return state.changed(draft=state.draft.with_(asking=answered.ref), overlay=Overlay.NONE)


def _given(state: State, answer: Answer) -> State:
    """The answer in its place; a new one behind an old question drops what nobody would ask any more."""
    answers = state.draft.answers
    if answer in answers:
        return state
    if state.draft.asking is None:
        return state.changed(draft=state.draft.with_(answers=(*answers, answer)))
    changed = tuple(answer if each.ref == answer.ref else each for each in answers)
    return reconsidered(state.changed(draft=state.draft.with_(answers=changed)))


def _after(state: State) -> State:
    """What follows: the next question that was answered before, else whatever is missing."""
    refs = [answer.ref for answer in state.draft.answers]
    if state.draft.asking in refs and refs[-1] != state.draft.asking:
        return _asking(state, refs.index(state.draft.asking) + 1)
    return onward(state)


def _value(fact: Fact, text: str) -> FactValue | None:
    """The value a touch stands for; None: it stands for none."""
    values = {str(choice.value): choice.value for choice in fact.choices}
    match fact.kind:
        case FactKind.YES_NO:
            return _YES_NO.get(text)
        case FactKind.CHOICES:
            chosen = tuple(text.split(_BETWEEN)) if text else ()
            is_right = set(chosen) <= values.keys() and len(set(chosen)) == len(chosen)
            return chosen if is_right else None
    return values.get(text)


RULES: dict[Action, Rule] = {Action.ANSWER: _answer}
