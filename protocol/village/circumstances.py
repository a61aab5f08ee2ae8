"""What is known in a visit; what is missing, or None for 「わからない」, is unknown, never false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..japanese.ages import age, birthday_age, fy_age
from .catalogue import FactValue, Scope

Facts = Mapping[str, FactValue | None]


@dataclass(frozen=True, order=True)
class FactRef:
    """One fact of one visit: `a.has_dog`, or `p.kaigo` of the person with this key."""

    path: str
    person: str = ""

    @property
    def scope(self) -> Scope:
        """Whose fact it is."""
        return Scope(self.path.partition(".")[0])

    @property
    def name(self) -> str:
        """The fact's name without its scope."""
        return self.path.partition(".")[2]


@dataclass(frozen=True)
class Person:
    """Somebody in the visit. `born` is the internal date of a 不詳日 too; None makes the ages unknown."""

    born: date | None = field(default=None, repr=False)
    facts: Facts = field(default_factory=dict, repr=False)

    def on(self, day: date) -> dict[str, FactValue]:
        """The known facts with the three ages on a day."""
        ages: dict[str, FactValue] = {}
        if self.born is not None:
            ages = {name: reach(self.born, day) for name, reach in _AGES.items()}
        return ages | known(self.facts)


_AGES = {"age": age, "birthday_age": birthday_age, "fy_age": fy_age}


@dataclass(frozen=True)
class Occurrence:
    """One chosen life event on its 異動日: whom it moves, who lives in the household after it (None: not known)."""

    event: str
    day: date
    movers: tuple[str, ...] | None
    members: tuple[str, ...] | None = None
    household: Facts = field(default_factory=dict)
    implied: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Circumstances:
    """A whole visit: people by key, one occurrence per chosen event, the answers."""

    people: Mapping[str, Person]
    occurrences: tuple[Occurrence, ...]
    answers: Facts = field(default_factory=dict, repr=False)

    def answered(self, ref: FactRef, value: FactValue | None) -> Circumstances:
        """These circumstances with one more answer; None is 「わからない」."""
        if ref.scope is Scope.PERSON:
            person = self.people[ref.person]
            known = replace(person, facts={**person.facts, ref.name: value})
            return replace(self, people={**self.people, ref.person: known})
        return replace(self, answers={**self.answers, ref.name: value})

    def was_asked(self, ref: FactRef) -> bool:
        """Whether there is an answer to this, be it 「わからない」."""
        facts = self.people[ref.person].facts if ref.scope is Scope.PERSON else self.answers
        return ref.name in facts


@dataclass(frozen=True)
class Scene:
    """The known facts of one occurrence, laid out as rules see them."""

    event: str
    people: Mapping[str, Mapping[str, FactValue]]
    movers: tuple[str, ...] | None
    members: tuple[str, ...] | None
    groups: Mapping[Scope, Mapping[str, FactValue]]

    def facts(self) -> dict[str, object]:
        """What a rule is judged on; an unknown fact is absent."""
        household = _plain(self.groups[Scope.HOUSEHOLD])
        facts: dict[str, object] = {"event": self.event, "hh": household}
        if self.movers is not None:
            facts["movers"] = [_plain(self.people[key]) for key in self.movers]
        if self.members is not None:
            household["members"] = [_plain(self.people[key]) for key in self.members]
        return facts | {scope.value: _plain(self.groups[scope]) for scope in (Scope.ANSWER, Scope.SETTING)}

    def refs(self, paths: tuple[str, ...]) -> Iterator[FactRef]:
        """Every fact of this scene, known or not, that these paths name."""
        for path in paths:
            ref = FactRef(path)
            if ref.scope is Scope.PERSON:
                yield from (FactRef(path, key) for key in self.concerned)
            else:
                yield ref

    @property
    def concerned(self) -> tuple[str, ...]:
        """The people of this scene, movers first."""
        return tuple(dict.fromkeys((*(self.movers or ()), *(self.members or ()))))

    def known(self, ref: FactRef) -> FactValue | None:
        """The value of a fact, None when it is unknown."""
        return self._group(ref).get(ref.name)

    def having(self, ref: FactRef, value: FactValue | None) -> Scene:
        """This scene with a fact set, or forgotten (None)."""
        group = {name: known for name, known in self._group(ref).items() if name != ref.name}
        changed = group if value is None else {**group, ref.name: value}
        if ref.scope is Scope.PERSON:
            return replace(self, people={**self.people, ref.person: changed})
        return replace(self, groups={**self.groups, ref.scope: changed})

    def without(self, keys: frozenset[str]) -> Scene:
        """This scene as if these people were not in it."""
        return replace(self, movers=_others(self.movers, keys), members=_others(self.members, keys))

    def _group(self, ref: FactRef) -> Mapping[str, FactValue]:
        return self.people[ref.person] if ref.scope is Scope.PERSON else self.groups[ref.scope]


def scene_of(circumstances: Circumstances, occurrence: Occurrence, settings: Facts) -> Scene:
    """The scene of one occurrence; a given answer goes before what the event implies."""
    implied = {name: value for name, value in occurrence.implied.items() if name not in circumstances.answers}
    groups = {
        Scope.ANSWER: known({**implied, **circumstances.answers}),
        Scope.HOUSEHOLD: known(occurrence.household),
        Scope.SETTING: known(settings),
    }
    keys = {*(occurrence.movers or ()), *(occurrence.members or ())}
    people = {key: circumstances.people[key].on(occurrence.day) for key in keys}
    return Scene(occurrence.event, people, occurrence.movers, occurrence.members, groups)


def known(facts: Facts) -> dict[str, FactValue]:
    """The facts that have a value."""
    return {name: value for name, value in facts.items() if value is not None}


def _plain(facts: Mapping[str, FactValue]) -> dict[str, object]:
    """CEL knows lists, not tuples."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def _others(keys: tuple[str, ...] | None, left: frozenset[str]) -> tuple[str, ...] | None:
    return None if keys is None else tuple(key for key in keys if key not in left)
