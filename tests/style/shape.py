"""What the shape of a module may be: lengths, names and docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FUNCTION_LINES = 50
FILE_LINES = 350
WIRING_LINES = 120

_Function = ast.FunctionDef | ast.AsyncFunctionDef

_EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "data", "info", "misc"}
# A method of any other base may be an override, whose contract stands where it was declared.
_ROOTS = {"", "object", "Protocol", "ABC", "Struct", "StrEnum", "IntEnum", "Enum", "NamedTuple", "Exception", "Generic"}


def long_functions(_: Path, tree: ast.Module) -> Iterator[str]:
    """Functions above the hard limit."""
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines, more than {FUNCTION_LINES}"


def long_file(text: str, limit: int = FILE_LINES) -> Iterator[str]:
    """A file above its limit."""
    lines = len(text.splitlines())
    if lines > limit:
        yield f"{lines} lines, more than {limit}"


def missing_module_docstring(path: Path, tree: ast.Module) -> Iterator[str]:
    """A module that does not say what lives in it. Nothing lives in an empty `__init__.py`."""
    if not ast.get_docstring(tree) and (tree.body or path.name != "__init__.py"):
        yield "no module docstring"


def missing_docstrings(_: Path, tree: ast.Module) -> Iterator[str]:
    """Public classes, functions and methods without a contract; overrides, properties and dunders need none."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _undocumented(node, node.name)
            yield from _undocumented_methods(node)
        elif isinstance(node, _Function):
            yield from _undocumented(node, node.name)


def _undocumented_methods(owner: ast.ClassDef) -> Iterator[str]:
    if not {_last_name(base) for base in owner.bases} <= _ROOTS:
        return
    for node in owner.body:
        if isinstance(node, _Function) and "property" not in {_last_name(each) for each in node.decorator_list}:
            yield from _undocumented(node, f"{owner.name}.{node.name}")


def _undocumented(node: ast.ClassDef | _Function, name: str) -> Iterator[str]:
    if not node.name.startswith("_") and not ast.get_docstring(node):
        yield f"{name} has no docstring"


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Subscript():
            return _last_name(node.value)
        case ast.Call():
            return _last_name(node.func)
        case _:
            return "?"


def empty_names(path: Path) -> Iterator[str]:
    """A file or folder of Python named for nothing."""
    for name in (*path.parts[:-1], path.stem):
        if name.lower() in _EMPTY_NAMES:
            yield f"「{name}」 names no idea of the domain"
