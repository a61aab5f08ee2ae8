"""Why a procedure applies, does not apply or is left to the counter, in terms of the facts that decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .asking import deciding_unknowns
from .catalogue import Fact, FactKind, FactValue
from .circumstances import Circumstances, FactRef, Scene
from .guidance import Finding, Guidance, Standing
from .rules import Activation, Rule

_UNKNOWN_TEXT = "まだ分かっていません"


@dataclass(frozen=True)
class Reason:
    """One fact that counted: 「犬を飼っている：はい」; `value` None: it is unknown and would decide."""

    event: str
    fact: FactRef
    value: FactValue | None
    text: str


@dataclass(frozen=True)
class Explanation:
    """The finding, with no more reasons than it needs. Without reasons the chosen events alone decided."""

    finding: Finding
    reasons: tuple[Reason, ...]


def explain(guidance: Guidance, circumstances: Circumstances, procedure_id: str) -> Explanation:
    """Why a procedure stands as it does. Raises KeyError for a procedure that is not in force."""
    rule = guidance.rule(procedure_id)
    finding = next(each for each in guidance.judge(circumstances) if each.procedure.id == procedure_id)
    scenes = [scene for scene in guidance.scenes(circumstances) if scene.event in finding.events]
    if finding.standing is Standing.APPLIES:
        scenes = scenes[:1]
    reasons = (reason for scene in scenes for reason in _reasons(guidance, rule, scene, finding.standing))
    return Explanation(finding, tuple(reasons))


def _reasons(guidance: Guidance, rule: Rule, scene: Scene, standing: Standing) -> Iterable[Reason]:
    if standing is Standing.ASK_AT_COUNTER:
        refs = tuple(deciding_unknowns(guidance, rule, scene)) or _unknown(rule, scene)
    else:
        refs = _deciding(rule, scene)
    return (_reason(guidance.declared(ref.path), scene, ref) for ref in refs)


def _deciding(rule: Rule, scene: Scene) -> tuple[FactRef, ...]:
    """A smallest set of known facts that still decides: each is forgotten in turn, kept when needed."""
    truth = rule.judge(Activation(scene.facts()))
    kept: list[FactRef] = []
    for ref in [ref for ref in scene.refs(rule.uses) if scene.known(ref) is not None]:
        poorer = scene.having(ref, None)
        if rule.judge(Activation(poorer.facts())) is truth:
            scene = poorer
        else:
            kept.append(ref)
    return tuple(kept)


def _unknown(rule: Rule, scene: Scene) -> tuple[FactRef, ...]:
    return tuple(ref for ref in scene.refs(rule.uses) if scene.known(ref) is None)


def _reason(fact: Fact, scene: Scene, ref: FactRef) -> Reason:
    value = scene.known(ref)
    return Reason(scene.event, ref, value, f"{fact.label}：{value_text(fact, value)}")


def value_text(fact: Fact, value: FactValue | None) -> str:
    """A value as people read it: はい, いいえ, a choice's label, a number."""
    if value is None:
        return _UNKNOWN_TEXT
    if fact.kind is FactKind.YES_NO:
        return "はい" if value else "いいえ"
    labels = {choice.value: choice.label for choice in fact.choices}
    if isinstance(value, tuple):
        return "・".join(labels[item] for item in value) or "なし"
    return labels.get(value, str(value))
