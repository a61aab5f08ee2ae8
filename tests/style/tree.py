"""The files of the repository as they stand in the working tree, whatever is committed."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("protocol", "edge_agent", "central", "provisioning")

_NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", ".village", ".hypothesis", "node_modules"}


def files(*tops: str) -> Iterator[Path]:
    """Every file under the given top folders (all of the repository without one), relative to the root, in order."""
    for top in tops or (".",):
        for folder, names, found in os.walk(ROOT / top):
            names[:] = sorted(
                name for name in names if name not in _NOT_OURS and not name.endswith(("_cache", ".egg-info"))
            )
            yield from (Path(folder, name).relative_to(ROOT) for name in sorted(found))


def modules(*tops: str) -> Iterator[Path]:
    """Every Python file under the given top folders."""
    return (path for path in files(*tops) if path.suffix == ".py")


def read(path: Path) -> str:
    """The text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module of the repository."""
    return ast.parse(read(path))


def is_migration(path: Path) -> bool:
    """Whether the ORM wrote this module and we only reviewed it."""
    return "migrations" in path.parts and path.name != "__init__.py"


def is_vendored(path: Path) -> bool:
    """Whether others wrote this file and we only carry it."""
    return "vendor" in path.parts


def found_by(check: Callable[[Path, ast.Module], Iterator[str]], paths: Iterator[Path]) -> list[str]:
    """What a check of syntax trees says about these modules, each line beginning with its path."""
    return [f"{path}: {complaint}" for path in paths for complaint in check(path, parsed(path))]
