"""Every file is small, says what lives in it, and is named for something."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from . import shape, tree

HERE = Path("room/noun.py")


def test_no_function_is_longer_than_the_limit() -> None:
    assert tree.found_by(shape.long_functions, tree.modules(*tree.PACKAGES, "tests")) == []


@pytest.mark.parametrize("head", ["def long():", "async def long():", "class A:\n  def long():"])
def test_a_long_function_is_found(head: str) -> None:
    too_long = ast.parse(f"{head}\n" + "    x = 1\n" * shape.FUNCTION_LINES)
    just_right = ast.parse(f"{head}\n" + "    x = 1\n" * (shape.FUNCTION_LINES - 1))
    assert list(shape.long_functions(HERE, too_long)) == ["long has 51 lines, more than 50"]
    assert list(shape.long_functions(HERE, just_right)) == []


def test_no_file_is_longer_than_the_limit() -> None:
    code = (path for path in tree.files(*tree.PACKAGES, "tests") if path.suffix in {".py", ".js"})
    written = [path for path in code if not tree.is_vendored(path) and not tree.is_migration(path)]
    assert [path for path in written if list(shape.long_file(tree.read(path)))] == []


def test_a_long_file_is_found() -> None:
    assert list(shape.long_file("x = 1\n" * (shape.FILE_LINES + 1))) == ["351 lines, more than 350"]
    assert list(shape.long_file("x = 1\n" * shape.FILE_LINES)) == []


def test_every_wiring_page_fits_on_a_page() -> None:
    pages = [path for path in tree.modules(*tree.PACKAGES) if path.name == "app.py"]
    assert [path for path in pages if list(shape.long_file(tree.read(path), shape.WIRING_LINES))] == []


def test_a_long_wiring_page_is_found() -> None:
    assert list(shape.long_file("x = 1\n" * (shape.WIRING_LINES + 1), shape.WIRING_LINES))


def test_every_module_says_what_lives_in_it() -> None:
    written = (path for path in tree.modules(*tree.PACKAGES, "tests") if not tree.is_migration(path))
    assert tree.found_by(shape.missing_module_docstring, written) == []


@pytest.mark.parametrize("text", ["", "x = 1", "# what lives here\n", '""" """'])
def test_a_module_without_a_docstring_is_found(text: str) -> None:
    assert list(shape.missing_module_docstring(HERE, ast.parse(text)))


def test_every_public_name_has_a_contract() -> None:
    written = (path for path in tree.modules(*tree.PACKAGES) if not tree.is_migration(path))
    assert tree.found_by(shape.missing_docstrings, written) == []


@pytest.mark.parametrize(
    "text",
    [
        "def put(): ...",
        "async def put(): ...",
        "class Outbox: ...",
        "class Outbox:\n '''d'''\n def put(self): ...",
        "class Outbox(Protocol):\n '''d'''\n async def put(self): ...",
        "class Outbox(msgspec.Struct, frozen=True):\n '''d'''\n @classmethod\n def of(cls): ...",
    ],
)
def test_a_public_name_without_a_contract_is_found(text: str) -> None:
    assert list(shape.missing_docstrings(HERE, ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "def _put(): ...",
        "class _Outbox:\n def put(self): ...",
        "class Outbox:\n '''d'''\n def _put(self): ...\n def __len__(self): ...\n @property\n def size(self): ...",
        "class Printer(Driver):\n '''d'''\n def open(self): ...",
    ],
)
def test_private_names_properties_and_overrides_need_no_contract(text: str) -> None:
    assert list(shape.missing_docstrings(HERE, ast.parse(text))) == []


@pytest.mark.parametrize("path", ["central/staff/__init__.py", "central/staff/models.py"])
def test_only_what_the_orm_wrote_is_a_migration(path: str) -> None:
    assert not tree.is_migration(Path(path))
    assert tree.is_migration(Path("central/db/migrations/0001_initial.py"))


def test_no_module_is_named_for_nothing() -> None:
    assert [path for path in tree.modules(*tree.PACKAGES, "tests") if list(shape.empty_names(path))] == []


@pytest.mark.parametrize("path", ["central/utils.py", "central/helpers/store.py", "edge_agent/data.py", "a/Manager.py"])
def test_a_module_named_for_nothing_is_found(path: str) -> None:
    assert list(shape.empty_names(Path(path)))


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in tree.modules("tests")}
    assert [folder for folder in folders if not (tree.ROOT / folder / "__init__.py").is_file()] == []
