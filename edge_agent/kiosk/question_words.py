"""A question of the catalogue as a screen asks it: whom it is about, why, and the answers to touch."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.village.catalogue import Catalogue, Fact, FactKind, FactValue
from protocol.village.circumstances import FactRef

from ..texts.catalogue import Texts
from ..visit.draft import Answer
from ..visit.guide import asked_together, given_answer, open_question, question_progress
from ..visit.newcomers import everybody
from ..visit.state import State

_YES_NO = {True: "yes", False: "no"}
_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Option:
    """One answer to touch: the value it sends and its words."""

    value: str
    label: str


@dataclass(frozen=True, repr=False)
class Asked:
    """The open question, the `number`th of `number` + `left`. Without options it is answered はい or いいえ.

    `is_together`: it is put to everybody who moves here at once.
    `given` is what was answered before, in the values that are sent; empty for a question that is new.
    """

    key: str
    number: int
    left: int
    person: str
    text: str
    hint: str
    options: tuple[Option, ...]
    takes_many: bool
    given: frozenset[str]
    is_together: bool = False


@dataclass(frozen=True, repr=False)
class Said:
    """An answer as the check page repeats it; `person` is "" where it is about nobody in particular.

    `choices` are labels of the catalogue; without any, `word` is the answer.
    """

    person: str
    label: str
    word: str = ""
    choices: tuple[str, ...] = ()


class QuestionWords:
    """Puts questions and answers into words."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def asked(self, state: State) -> Asked | None:
        """The question that is open now; None when there is none."""
        if state.footing is None or (found := open_question(state)) is None:
            return None
        number, whole = question_progress(state)
        together = asked_together(state)
        question, fact = found.question, state.footing.catalogue.fact(found.fact.path)
        return Asked(
            key=f"{found.fact.path}:{'' if together else found.fact.person}",
            number=number,
            left=whole - number,
            person="" if together else name_of(state, found.fact.person),
            text=question.text,
            hint=question.hint,
            options=tuple(Option(str(choice.value), choice.label) for choice in fact.choices),
            takes_many=fact.kind is FactKind.CHOICES,
            given=_sent(given_answer(state)),
            is_together=bool(together),
        )

    def said(self, state: State) -> tuple[Said, ...]:
        """Every answer given so far, in the order of the questions."""
        if state.footing is None:
            return ()
        catalogue = state.footing.catalogue
        return tuple(self._said(state, catalogue, answer) for answer in state.draft.answers)

    def _said(self, state: State, catalogue: Catalogue, answer: Answer) -> Said:
        fact = catalogue.fact(answer.ref.path)
        about, choices = _about(state, answer.ref), _labels(fact, answer.value)
        return Said(about, fact.label, "" if choices else self._word(answer.value), choices)

    def _word(self, value: FactValue | None) -> str:
        if value is None:
            return self._texts("question.unknown")
        return self._texts(f"question.{_YES_NO[value]}" if isinstance(value, bool) else "question.none")


def name_of(state: State, key: str) -> str:
    """The name of somebody in the visit: of the household, or whoever stands here; "" for a key of nobody."""
    members = state.household.members if state.household is not None else ()
    person = everybody(state.draft).get(key)
    found = next((member.name for member in members if member.key == key), "")
    return found or ((person.name or person.kana) if person is not None else "")


def _labels(fact: Fact, value: FactValue | None) -> tuple[str, ...]:
    chosen = value if isinstance(value, tuple) else (value,)
    return tuple(choice.label for choice in fact.choices if choice.value in chosen)


def _sent(answer: Answer | None) -> frozenset[str]:
    """An answer in the values that touches send."""
    if answer is None:
        return frozenset()
    if answer.value is None:
        return frozenset({_UNKNOWN})
    if isinstance(answer.value, bool):
        return frozenset({_YES_NO[answer.value]})
    return frozenset(map(str, answer.value if isinstance(answer.value, tuple) else (answer.value,)))


def _about(state: State, ref: FactRef) -> str:
    return name_of(state, ref.person) if ref.person else ""
