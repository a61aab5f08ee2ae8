"""Rules in CEL: a check against the declared facts when they are saved, and evaluation in three values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache

from cel_expr_python import cel

from .catalogue import Fact, FactKind, Scope

_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_QUANTIFIER = re.compile(r"\b(?:movers|hh\.members)\.(?:exists|all|exists_one|filter)\(\s*([a-z]\w*)\s*,")
_SELECTED = re.compile(r"\b([a-z]\w*)\.([a-z]\w*)\b(?!\s*\()")
_FORBIDDEN = re.compile(r"\b(?:has|dyn|type)\s*\(|//")
_ROOTS = ("a", "hh", "cfg")

_PERSONS = cel.Type.List(cel.Type.AbstractType("person"))
_MAP = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
_TYPES = {
    FactKind.YES_NO: cel.Type.BOOL,
    FactKind.NUMBER: cel.Type.INT,
    FactKind.CHOICE: cel.Type.STRING,
    FactKind.CHOICES: cel.Type.List(cel.Type.STRING),
}


class Truth(Enum):
    """Kleene's three values."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"


def either(truths: Iterable[Truth]) -> Truth:
    """The disjunction of these; NO of none."""
    seen = set(truths)
    return next((truth for truth in (Truth.YES, Truth.UNKNOWN) if truth in seen), Truth.NO)


class Rule:
    """A compiled condition and the paths of the facts that it uses."""

    def __init__(self, condition: str) -> None:
        self.condition = condition
        self.uses = used_facts(condition)
        self._expression = _environment().compile(condition)

    def judge(self, facts: Activation) -> Truth:
        """The rule's truth; a fact that is not there makes it UNKNOWN unless the others decide."""
        value = self._expression.eval(facts.bound)
        if value.type() != cel.Type.BOOL:
            return Truth.UNKNOWN
        return Truth.YES if value.plain_value() else Truth.NO


class Activation:
    """Facts made ready for many rules: `event`, `movers`, `hh`, `a`, `cfg`; a missing key is an unknown fact."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self.bound = _environment().Activation(facts)


@lru_cache(maxsize=1)
def _environment() -> cel.Env:
    roots = dict.fromkeys(_ROOTS, _MAP)
    return cel.NewEnv(variables={"event": cel.Type.STRING, "movers": cel.Type.List(_MAP), **roots})


def used_facts(condition: str) -> tuple[str, ...]:
    """The paths a condition uses (`a.has_dog`, `p.age`), in the order it names them."""
    bare = _TEXT.sub("''", condition)
    people = set(_QUANTIFIER.findall(bare))
    paths = [f"{'p' if root in people else root}.{name}" for root, name in _SELECTED.findall(bare)]
    return tuple(dict.fromkeys(path for path in paths if path != "hh.members"))


class RuleChecker:
    """Judges conditions when a catalogue is saved; what it lets pass names and types every fact rightly."""

    def __init__(self, facts: Iterable[Fact], events: Iterable[str]) -> None:
        self._facts = tuple(facts)
        self._words = set(events) | {str(choice.value) for fact in self._facts for choice in fact.choices} | {""}

    def complaint(self, condition: str) -> str:
        """Why this condition is refused, in the words of the checker; "" when it is right."""
        if unknown := [text for text in _TEXT.findall(condition) if text[1:-1] not in self._words]:
            return f"no declared fact or event has the value {unknown[0]}"
        bare = _TEXT.sub("''", condition)
        if found := _FORBIDDEN.search(bare):
            return f"{found[0]} is not for rules: an unknown fact must stay unknown"
        return self._compiler_complaint(condition, set(_QUANTIFIER.findall(bare)))

    def _compiler_complaint(self, condition: str, people: set[str]) -> str:
        """A person's facts are checked as variables of their own: names and types, before there is any person."""
        if people & {*_ROOTS, "event", "movers"}:
            return "a person may not take the name of another fact"
        checked = _QUANTIFIER.sub(
            lambda match: f"[0].{match[0].split('.')[-1].split('(')[0]}(each_{match[1]},", condition
        )
        try:
            expression = cel.NewEnv(variables=self._variables(people)).compile(checked)
        except RuntimeError as error:
            return str(error).removeprefix("INVALID_ARGUMENT: ").splitlines()[0]
        return "" if expression.return_type() == cel.Type.BOOL else "the condition is not a yes or no"

    def _variables(self, people: set[str]) -> dict[str, cel.Type]:
        variables = {"event": cel.Type.STRING, "movers": _PERSONS, "hh.members": _PERSONS}
        for fact in self._facts:
            roots = people if fact.scope is Scope.PERSON else {fact.scope.value}
            variables |= {f"{root}.{fact.name}": _TYPES[fact.kind] for root in roots}
        return variables
