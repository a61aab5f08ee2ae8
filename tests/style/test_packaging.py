"""Every file that a program reads beside its code goes into the package with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from . import tree

_NEVER_SHIPPED = "protocol/wire/golden/"


def _tool(name: str) -> Any:
    return tomllib.loads(tree.read(Path("pyproject.toml")))["tool"][name]


def left_behind(paths: Iterable[Path], patterns: list[str]) -> Iterator[str]:
    """Files that no pattern takes along, and folders whose name cannot be a package's."""
    for path in paths:
        if not any(fnmatch(path.name, pattern) for pattern in patterns):
            yield f"{path}: no pattern takes it along"
        if any("." in part for part in path.parts[:-1]):
            yield f"{path}: a folder with a dot is no package"


def test_every_file_beside_the_code_is_taken_along() -> None:
    beside = (path for path in tree.files(*tree.PACKAGES) if path.suffix != ".py")
    shipped = (path for path in beside if not path.as_posix().startswith(_NEVER_SHIPPED))
    assert list(left_behind(shipped, _tool("setuptools")["package-data"]["*"])) == []


def test_a_file_that_would_stay_behind_is_found() -> None:
    patterns = ["*.html"]
    assert list(left_behind([Path("a/templates/page.html")], patterns)) == []
    assert len(list(left_behind([Path("a/templates/page.jinja")], patterns))) == 1
    assert len(list(left_behind([Path("a/v1.2/page.html")], patterns))) == 1


def test_samples_of_the_line_stay_out_of_the_package() -> None:
    assert "protocol.wire.golden*" in _tool("setuptools")["packages"]["find"]["exclude"]
