"""Every alarm that central raises is described: who is told, in which words, and how it ends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.operations.kinds import KINDS, kind_of
from central.staff.roles import Role
from central.texts.catalogue import read_texts

CENTRAL = Path(__file__).parents[3] / "central"
_FIGURES = {"subject", "missing_seq", "missing", "reason", "first_seq", "cases", "stem", "rows"}


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _raised() -> Iterator[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(CENTRAL.rglob("*.py"))]
    constants = {name: text for tree in trees for name, text in _constants(tree).items()}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "raise_alarm":
            match node.args[0]:
                case ast.Constant(value=str(kind)):
                    yield kind
                case ast.Name(id=name):
                    yield constants[name]
    yield from (text for name, text in constants.items() if name in {"IDENTITY_REVOKED", "IDENTITY_HELD"})


def test_every_kind_that_is_raised_is_described_and_no_other() -> None:
    assert set(_raised()) == set(KINDS)


@pytest.mark.parametrize("kind", [*sorted(KINDS), "other"])
def test_a_kind_has_a_title_a_sentence_and_what_to_do(kind: str) -> None:
    texts = read_texts()
    for part in ("title", "what", "do"):
        sentence = texts(f"operations.alarm.{kind}.{part}")
        assert len(sentence) > 4
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= (_FIGURES if part == "what" else set())


@pytest.mark.parametrize("kind", ["identity-revoked", "identity-held", "identity-never-checked"])
def test_what_is_about_somebodys_card_is_told_only_to_those_who_see_cases(kind: str) -> None:
    assert KINDS[kind].roles == {Role.CLERK, Role.SUPERVISOR, Role.PROTECTION}


def test_a_kind_nobody_described_is_for_operators_and_closed_by_hand() -> None:
    assert kind_of("something-new").roles == {Role.OPERATOR}
    assert not kind_of("something-new").ends
