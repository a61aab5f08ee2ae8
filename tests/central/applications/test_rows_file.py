"""The CSV file: exact bytes, and no cell that calculates."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.applications.rows_file import rows_file


def test_the_file_is_utf_8_with_bom_crlf_and_quotes() -> None:
    assert rows_file(["番号", "氏名"], [["1-012", '道志 "健太"']]) == (
        b"\xef\xbb\xbf" + '"番号","氏名"\r\n"1-012","道志 ""健太"""\r\n'.encode()
    )


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_a_cell_that_would_calculate_is_a_text(cell: str) -> None:
    assert _read(rows_file(["a"], [[cell]]))[1] == [f"'{cell}"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_every_cell_comes_back_but_for_the_guard(rows: list[list[str]]) -> None:
    read = _read(rows_file(["a", "b"], rows))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
