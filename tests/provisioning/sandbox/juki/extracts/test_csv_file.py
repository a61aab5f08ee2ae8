"""What the stand-in writes is what central reads, whatever the names are, in both encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.residents.gateways.files.manifest import Encoding
from central.residents.gateways.files.table import read_table
from provisioning.sandbox.juki.extracts.csv_file import csv_file

HEADING = ("更新区分", "氏名", "住所_方書")
TEXT = st.text(
    st.one_of(
        st.sampled_from('〓〜～−－￥¥\\髙﨑邉〱ヴ神\ue000\U00020bb7\U000e0100\U000e01ef",\r\n;=.'),
        st.characters(codec="utf-8", exclude_characters="\ufffd"),
    ),
    max_size=12,
)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5), st.sampled_from(Encoding))
def test_every_text_comes_through(names: list[tuple[str, str]], encoding: Encoding) -> None:
    cells = [{"更新区分": "1", "氏名": name, "住所_方書": building} for name, building in names]
    content = csv_file(HEADING, cells, encoding)
    assert [dict(row.cells) for row in read_table(content, encoding, "x.csv", HEADING)] == cells


def test_cp932_holds_a_geta_and_the_code_points_of_what_it_cannot_hold() -> None:
    content = csv_file(HEADING, [{"更新区分": "1", "氏名": "葛\U000e0100城", "住所_方書": "髙"}], "cp932")
    assert content.decode("cp932").split("\r\n")[1] == '"1","〓城","髙","氏名=845B.E0100"'


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("cp932", b"")])
def test_utf_8_begins_with_its_mark(encoding: str, mark: bytes) -> None:
    assert csv_file(HEADING, [], encoding).startswith(mark + b'"')
