"""Which questions are still worth asking: only those whose answer can change how some procedure stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice, product

from .catalogue import Fact, FactKind, FactValue, Question, Source
from .circumstances import Circumstances, FactRef, Scene
from .guidance import Guidance
from .rules import Activation, Rule, Truth, either

_COMBINATIONS = 4_000


@dataclass(frozen=True)
class OpenQuestion:
    """A question to ask, about the person with this key or, with "", about the visit."""

    question: Question
    fact: FactRef


def open_questions(
    guidance: Guidance, circumstances: Circumstances, *, staff: bool = False
) -> tuple[OpenQuestion, ...]:
    """The questions worth asking now, in the catalogue's order; staff are also shown what only staff ask."""
    worth = facts_that_matter(guidance, circumstances)
    asked: list[OpenQuestion] = []
    for question in _questions(guidance, circumstances, staff=staff):
        refs = [ref for ref in worth if ref.path == question.fact and not circumstances.was_asked(ref)]
        asked.extend(OpenQuestion(question, ref) for ref in refs)
    return tuple(asked)


def is_open(guidance: Guidance, circumstances: Circumstances, ref: FactRef) -> bool:
    """Whether `open_questions` has one of this fact, found out without looking for the others."""
    if all(question.fact != ref.path for question in _questions(guidance, circumstances)):
        return False
    undecided = _undecided(guidance, circumstances, ref.path)
    if not any(ref in deciding_unknowns(guidance, rule, scene, only=ref) for rule, scene in undecided):
        return False
    return not circumstances.was_asked(ref)


def _questions(guidance: Guidance, circumstances: Circumstances, *, staff: bool = False) -> Iterator[Question]:
    """The questions of the chosen events."""
    chosen = {occurrence.event for occurrence in circumstances.occurrences}
    for question in guidance.catalogue.questions:
        if (not question.events or chosen.intersection(question.events)) and (staff or not question.staff_only):
            yield question


def facts_that_matter(guidance: Guidance, circumstances: Circumstances) -> tuple[FactRef, ...]:
    """The unknown facts that may be asked and can still turn a 「窓口で確認」 into a certain answer."""
    found: dict[FactRef, None] = {}
    for rule, scene in _undecided(guidance, circumstances):
        found |= dict.fromkeys(deciding_unknowns(guidance, rule, scene, frozenset(found)))
    return tuple(found)


def _undecided(guidance: Guidance, circumstances: Circumstances, path: str = "") -> Iterator[tuple[Rule, Scene]]:
    """The undecided rules, or those of them that use `path`, with each scene in which they are."""
    scenes = guidance.scenes(circumstances)
    activations = [Activation(scene.facts()) for scene in scenes]
    for rule in (guidance.rule(procedure.id) for procedure in guidance.procedures):
        if path and path not in rule.uses:
            continue
        truths = [rule.judge(activation) for activation in activations]
        if either(truths) is Truth.UNKNOWN:
            yield from ((rule, scene) for scene, truth in zip(scenes, truths, strict=True) if truth is Truth.UNKNOWN)


def deciding_unknowns(
    guidance: Guidance,
    rule: Rule,
    scene: Scene,
    settled: frozenset[FactRef] = frozenset(),
    *,
    only: FactRef | None = None,
) -> Iterator[FactRef]:
    """The unknown askable facts of a scene that can decide an undecided rule, beside those already `settled`.

    `only`: look at no other fact.
    """
    unknown = [ref for ref in scene.refs(rule.uses) if scene.known(ref) is None]
    for ref in unknown if only is None else {only}.intersection(unknown):
        if ref not in settled and guidance.declared(ref.path).source is Source.ASKED:
            rest = [other for other in unknown if other != ref and other.person in ("", ref.person)]
            if _can_decide(guidance, rule, scene, ref, rest):
                yield ref


def _can_decide(guidance: Guidance, rule: Rule, scene: Scene, ref: FactRef, rest: list[FactRef]) -> bool:
    """Whether, for some values of the rest, the rule is open without `ref` and certain with it.

    Somebody else of whom something is unknown may turn out not to count, which is as if they were not there.
    Beyond a few thousand combinations the question is asked.
    """
    values = _values(guidance.declared(ref.path))
    if any(_certain(rule, scene.having(ref, value)) for value in values):
        return True
    others = frozenset(key for key in scene.concerned if key != ref.person and _is_open(rule, scene, key))
    tried = product(*([(other, value) for value in _values(guidance.declared(other.path))] for other in rest))
    for combination in islice(tried, _COMBINATIONS):
        supposed = _supposing(scene, combination)
        if not _certain(rule, supposed) and any(
            _certain(rule, each.having(ref, value))
            for each in (supposed, supposed.without(others))
            if not _certain(rule, each)
            for value in values
        ):
            return True
    return next(tried, None) is not None


def _supposing(scene: Scene, combination: tuple[tuple[FactRef, FactValue | None], ...]) -> Scene:
    for ref, value in combination:
        scene = scene.having(ref, value)
    return scene


def _is_open(rule: Rule, scene: Scene, person: str) -> bool:
    return any(scene.known(ref) is None for ref in scene.refs(rule.uses) if ref.person == person)


def _certain(rule: Rule, scene: Scene) -> bool:
    return rule.judge(Activation(scene.facts())) is not Truth.UNKNOWN


def _values(fact: Fact) -> tuple[FactValue | None, ...]:
    """The values a fact can take; a number without choices stays unknown."""
    if fact.kind is FactKind.YES_NO:
        return (True, False)
    texts = tuple(str(choice.value) for choice in fact.choices)
    if fact.kind is FactKind.CHOICES:
        return tuple(chain.from_iterable(combinations(texts, size) for size in range(len(texts) + 1)))
    return tuple(choice.value for choice in fact.choices) or (None,)
