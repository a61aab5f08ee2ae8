"""The repository reads the same on every machine, and nothing in it waits for later."""

from __future__ import annotations

import pytest

from . import traces, tree

_BINARY = {".png", ".wav", ".ttf", ".otf", ".woff2", ".ico", ".pdf", ".db", ".tgz", ".gz", ".zip"}


def _texts() -> list[tuple[str, str]]:
    paths = (path for path in tree.files() if path.suffix not in _BINARY and not tree.is_vendored(path))
    return [(path.as_posix(), (tree.ROOT / path).read_text(encoding="utf-8", errors="replace")) for path in paths]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert [f"{name}: {found}" for name, text in _texts() for found in traces.machine_paths(text)] == []


@pytest.mark.parametrize("folder", ["home", "root", "work", "Users"])
def test_a_path_of_a_machine_is_found(folder: str) -> None:
    assert list(traces.machine_paths(f"see /{folder}/someone/notes"))


def test_a_path_beside_the_repository_is_found() -> None:
    assert list(traces.machine_paths("see ../" + "shared/notes"))


@pytest.mark.parametrize("text", ["/etc/kantan-madoguchi", "/var/lib", "docs/work/x", "https://example.jp/home/a"])
def test_a_path_of_every_machine_is_not_found(text: str) -> None:
    assert list(traces.machine_paths(text)) == []


def test_nothing_waits_for_later() -> None:
    assert [f"{name}: {found}" for name, text in _texts() for found in traces.unfinished(text)] == []


@pytest.mark.parametrize(("head", "tail"), [("TO", "DO"), ("FIX", "ME")])
def test_a_mark_of_unfinished_work_is_found(head: str, tail: str) -> None:
    assert list(traces.unfinished(f"x = 1  # {head}{tail}: later"))
