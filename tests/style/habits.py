"""What code may not do: swallow errors, read the wall clock by itself, import a library outside its home."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from .tree import PACKAGES

_WALL_CLOCK = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
_SQL_CLOCK = re.compile(
    r"\b(?:now|statement_timestamp|transaction_timestamp|clock_timestamp)\s*\(\s*\)"
    r"|\bcurrent_(?:timestamp|date|time)\b|\blocaltimestamp\b"
    r"|\b(?:date|time|datetime|strftime|julianday)\s*\([^)]*'now'",
    re.IGNORECASE,
)
_ORM_CLOCK = {"auto_now", "auto_now_add"}


def broad_excepts(path: Path, tree: ast.Module) -> Iterator[str]:
    """Handlers that catch everything and do not pass it on, as `path:function`."""
    for function in ast.walk(tree):
        for node in (
            _own_nodes(function) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) else ()
        ):
            if isinstance(node, ast.ExceptHandler) and _catches_everything(node.type) and not _passes_on(node):
                yield f"{path}:{getattr(function, 'name', '<module>')}"


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _own_nodes(child)


def _catches_everything(kind: ast.expr | None) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(_catches_everything(each) for each in kind.elts)
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})


def _passes_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def swallowed_endings(_: Path, tree: ast.Module) -> Iterator[str]:
    """Uses of `asyncio.wait_for`: on Python 3.11 it forgets a cancellation that comes together with the result."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "wait_for" and _is_asyncio(node.value):
            yield f"line {node.lineno}: asyncio.wait_for, say asyncio.timeout"


def _is_asyncio(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id == "asyncio"


def wall_clocks(_: Path, tree: ast.Module) -> Iterator[str]:
    """Readings of the wall clock that a test or a practice date could not set."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            if node.attr in _WALL_CLOCK.get(owner, ()):
                yield f"line {node.lineno}: {owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"line {node.lineno}: time.{a.name}" for a in node.names if a.name in _WALL_CLOCK["time"])


def sql_clocks(text: str) -> Iterator[str]:
    """Readings of the database's clock in SQL."""
    return (match[0] for match in _SQL_CLOCK.finditer(text))


def sql_clocks_in_module(_: Path, tree: ast.Module) -> Iterator[str]:
    """The same in a module's texts, and columns that the ORM would date by itself. Docstrings may speak of it."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from (f"line {node.lineno}: {found}" for found in sql_clocks(node.value))
        elif isinstance(node, ast.keyword) and node.arg in _ORM_CLOCK and not _is_false(node.value):
            yield f"line {node.value.lineno}: {node.arg}"


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def imported(tree: ast.Module) -> Iterator[str]:
    """The absolute names that a module imports, with `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strangers(path: Path, tree: ast.Module, homes: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Libraries imported outside their home, and libraries that have none. Patterns are of paths."""
    for name in sorted({each.partition(".")[0] for each in imported(tree)} - sys.stdlib_module_names - set(PACKAGES)):
        if name not in homes:
            yield f"{name} has no home"
        elif not any(fnmatch(path.as_posix(), pattern) for pattern in homes[name]):
            yield f"{name} does not live here"


def foreign_models(path: Path, tree: ast.Module) -> Iterator[str]:
    """Models of another room: its queries and use cases are the way to them. `central/db` collects them by name."""
    room = path.parts[1] if path.parts[0] == "central" and len(path.parts) > 2 else ""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            full = _absolute(path, node)
            for target in (full, *(f"{full}.{alias.name}" for alias in node.names)):
                match = re.fullmatch(r"central\.(\w+)\.models", target)
                if match and match[1] != room:
                    yield f"line {node.lineno}: models of {match[1]}"


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    base = path.parts[: len(path.parts) - node.level] if node.level else ()
    return ".".join((*base, *([node.module] if node.module else ())))
