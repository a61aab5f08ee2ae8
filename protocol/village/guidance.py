"""Guidance: which procedures apply to a visit, in three values, from one version of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .catalogue import Catalogue, Fact, FactValue, Procedure, Scope
from .circumstances import Circumstances, Occurrence, Scene, scene_of
from .rules import Activation, Rule, Truth, either


class Standing(StrEnum):
    """How a procedure stands: 「必要」, 「窓口で確認」, not needed."""

    APPLIES = "applies"
    ASK_AT_COUNTER = "ask-at-counter"
    DOES_NOT_APPLY = "does-not-apply"


_STANDINGS = {
    Truth.YES: Standing.APPLIES,
    Truth.UNKNOWN: Standing.ASK_AT_COUNTER,
    Truth.NO: Standing.DOES_NOT_APPLY,
}


@dataclass(frozen=True)
class Finding:
    """One procedure and how it stands; `events` are the chosen events that made it so."""

    procedure: Procedure
    standing: Standing
    events: tuple[str, ...]


class Guidance:
    """The rules of a sound catalogue that are in force on a day, compiled once. `version` is what events name."""

    def __init__(self, catalogue: Catalogue, version: str, day: date) -> None:
        self.catalogue = catalogue
        self.version = version
        self.procedures = catalogue.in_force(day.isoformat())
        self._facts = {fact.path: fact for fact in catalogue.facts}
        self._events = {event.code: event for event in catalogue.events}
        self._rules = {procedure.id: Rule(procedure.condition) for procedure in self.procedures}

    def judge(self, circumstances: Circumstances) -> tuple[Finding, ...]:
        """Every procedure with its standing, in order. Raises ValueError for an undeclared fact or value."""
        scenes = self.scenes(circumstances)
        activations = [Activation(scene.facts()) for scene in scenes]
        return tuple(self._finding(procedure, scenes, activations) for procedure in self.procedures)

    def rule(self, procedure_id: str) -> Rule:
        """The compiled rule of a procedure in force. Raises KeyError."""
        return self._rules[procedure_id]

    def scenes(self, circumstances: Circumstances) -> tuple[Scene, ...]:
        """The facts of each occurrence as rules see them. Raises ValueError as `judge` does."""
        scenes = tuple(self._scene(circumstances, occurrence) for occurrence in circumstances.occurrences)
        for path, value in (item for scene in scenes for item in _values(scene)):
            if not self.declared(path).accepts(value):
                raise ValueError(f"{path} does not take this value")
        return scenes

    def declared(self, path: str) -> Fact:
        """The fact of this path. Raises ValueError when the catalogue declares none."""
        if path not in self._facts:
            raise ValueError(f"{path} is not declared")
        return self._facts[path]

    def _scene(self, circumstances: Circumstances, occurrence: Occurrence) -> Scene:
        if occurrence.event not in self._events:
            raise ValueError("the catalogue has no such event")
        implied = {**self._events[occurrence.event].implies, **occurrence.implied}
        return scene_of(circumstances, replace(occurrence, implied=implied), self.catalogue.settings)

    def _finding(self, procedure: Procedure, scenes: tuple[Scene, ...], activations: list[Activation]) -> Finding:
        rule = self._rules[procedure.id]
        truths = [rule.judge(activation) for activation in activations]
        truth = either(truths)
        events = tuple(scene.event for scene, each in zip(scenes, truths, strict=True) if each is truth)
        return Finding(procedure, _STANDINGS[truth], events)


def _values(scene: Scene) -> Iterator[tuple[str, FactValue]]:
    for facts in scene.people.values():
        yield from ((f"{Scope.PERSON.value}.{name}", value) for name, value in facts.items())
    for scope, facts in scene.groups.items():
        yield from ((f"{scope.value}.{name}", value) for name, value in facts.items())
