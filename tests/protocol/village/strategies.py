"""Random facts for hypothesis: whole visits, of which any fact may be unknown."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from protocol.village.catalogue import Fact, FactKind, FactValue, Scope
from protocol.village.circumstances import Circumstances, Occurrence, Person

from .families import TODAY, doshi

KEYS = ("one", "two", "three")
AGES = ("age", "birthday_age", "fy_age")


def value_of(fact: Fact) -> st.SearchStrategy[FactValue]:
    """Any value that a fact accepts."""
    texts = [str(choice.value) for choice in fact.choices]
    match fact.kind:
        case FactKind.YES_NO:
            return st.booleans()
        case FactKind.CHOICES:
            return st.lists(st.sampled_from(texts), unique=True, max_size=2).map(tuple)
        case _ if fact.choices:
            return st.sampled_from([choice.value for choice in fact.choices])
        case _:
            return st.integers(0, 4)


def facts_of(scope: Scope, *, whole: bool) -> st.SearchStrategy[dict[str, FactValue]]:
    """The facts of a scope; unless `whole`, any of them may be missing."""
    values = {
        fact.name: value_of(fact) for fact in doshi().facts if fact.scope is scope and fact.name not in AGES
    }  # fmt: skip
    return st.fixed_dictionaries(values) if whole else st.fixed_dictionaries({}, optional=values)


@st.composite
def visits(draw: st.DrawFn, *, whole: bool = False) -> Circumstances:
    """A visit with one or two events and up to three people."""
    born = st.dates(date(1930, 1, 1), TODAY)
    people = {key: Person(draw(born), draw(facts_of(Scope.PERSON, whole=whole))) for key in KEYS}
    groups = st.lists(st.sampled_from(KEYS), unique=True, max_size=3).map(tuple)
    codes = [event.code for event in doshi().events]
    chosen = draw(st.lists(st.sampled_from(codes), unique=True, min_size=1, max_size=2))
    household = facts_of(Scope.HOUSEHOLD, whole=whole)
    occurrences = tuple(
        Occurrence(code, TODAY, draw(groups), draw(groups), draw(household)) for code in chosen
    )  # fmt: skip
    return Circumstances(people, occurrences, draw(facts_of(Scope.ANSWER, whole=whole)))
