"""The 個人番号 cannot be read from a card: nothing names its file, and nothing opens a file without a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_agent.cards import files
from edge_agent.cards.apdu import Command
from edge_agent.cards.files import JpkiFile, TextFile
from tests.style import tree

# Both applications keep under 0001 what no one may read here: the 個人番号, and the certificate with name and address.
_KEPT = 0x0001
_READS_RECORDS = 0xB2
_GETS_DATA = 0xCA


def cards() -> list[Path]:
    """Every module that speaks with cards."""
    return list(tree.modules("edge_agent/cards"))


def test_the_files_that_may_be_opened_are_these() -> None:
    assert {file.value for file in JpkiFile} == {0x0006, 0x000A, 0x0017, 0x0018, 0x001B}
    assert {file.value for file in TextFile} == {0x0002, 0x0011}


def file_names(module: ast.Module) -> Iterator[int]:
    """The values of all enumerations of a module."""
    for owner in ast.walk(module):
        if isinstance(owner, ast.ClassDef) and any(getattr(base, "id", "") == "IntEnum" for base in owner.bases):
            for node in ast.walk(owner):
                if isinstance(node, ast.Assign):
                    yield ast.literal_eval(node.value)


def test_no_enumeration_names_the_kept_file() -> None:
    assert [path for path in cards() if _KEPT in file_names(tree.parsed(path))] == []


def test_no_bytes_of_any_module_spell_its_selection() -> None:
    spelt = ("0001", "\\x00\\x01", "0x1)", "A4020C02")
    for path in cards():
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
                assert node.value != b"\x00\x01", path
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_hexadecimal(node.value):
                assert node.value.upper() not in spelt, path


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and all(each in "0123456789abcdefABCDEF" for each in text)


def commands(module: ast.Module) -> Iterator[ast.Call]:
    """Where a module makes commands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Command":
            yield node


def test_commands_that_open_or_read_are_made_in_one_module_only() -> None:
    opening = {"SELECT", "READ_BINARY"}
    for path in cards():
        for made in commands(tree.parsed(path)):
            name = getattr(made.args[1], "id", None)
            assert name in {"SELECT", "READ_BINARY", "VERIFY", "PERFORM_SECURITY_OPERATION"}, path
            assert name not in opening or path.name == "files.py", path


def test_records_and_data_objects_are_read_by_nothing() -> None:
    for path in cards():
        constants = {node.value for node in ast.walk(tree.parsed(path)) if isinstance(node, ast.Constant)}
        assert not constants & {_READS_RECORDS, _GETS_DATA}, path


@pytest.mark.parametrize("file", [*JpkiFile, *TextFile])
def test_selecting_a_file_names_it_and_no_other(file: JpkiFile | TextFile) -> None:
    assert files.select_file(file) == Command(0, 0xA4, 2, 0x0C, bytes((0, file.value)))


@pytest.mark.parametrize("offset", [-1, 0x8000, 0x8100, 0xFFFF])
def test_reading_never_opens_a_file_by_its_short_name(offset: int) -> None:
    with pytest.raises(ValueError, match="offset"):
        files.read_binary(offset, 1)
