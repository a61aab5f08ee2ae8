"""Whether one question is still open is found out without the others, and always as if all had been looked for."""

from __future__ import annotations

from hypothesis import given, settings

from protocol.village.asking import is_open, open_questions
from protocol.village.circumstances import Circumstances, FactRef

from .families import guidance
from .strategies import KEYS, visits


@settings(max_examples=60, deadline=None)
@given(visits())
def test_a_question_is_open_exactly_when_it_is_among_the_open_ones(visit: Circumstances) -> None:
    among = {each.fact for each in open_questions(guidance(), visit)}
    asked = {question.fact for question in guidance().catalogue.questions}
    refs = [FactRef(path, key) for path in asked for key in (KEYS if path.startswith("p.") else ("",))]
    assert {ref for ref in refs if is_open(guidance(), visit, ref)} == among


@settings(max_examples=20, deadline=None)
@given(visits())
def test_what_was_answered_with_unknown_is_not_open_any_more(visit: Circumstances) -> None:
    for each in open_questions(guidance(), visit)[:3]:
        assert is_open(guidance(), visit, each.fact)
        assert not is_open(guidance(), visit.answered(each.fact, None), each.fact)


def test_what_nobody_asks_or_nobody_here_could_answer_is_not_open() -> None:
    visit = Circumstances({}, ())
    assert not is_open(guidance(), visit, FactRef("a.no_such_fact"))
    assert not is_open(guidance(), visit, FactRef("p.kaigo", "nobody"))
