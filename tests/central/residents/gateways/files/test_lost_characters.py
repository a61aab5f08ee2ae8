"""A character that an encoding cannot carry comes through unchanged, or its extract is refused."""

from __future__ import annotations

import pytest

from central.residents.gateways.files.lost_characters import Lost, restored


def test_each_geta_becomes_what_is_listed_for_it_in_order() -> None:
    cells = {"氏名": "〓〓　〓子", "方書": "〓", "外字": "氏名=20BB7,845B.E0100,8FBB;方書=3013"}
    assert restored(cells) == {"氏名": "\U00020bb7葛\U000e0100　辻子", "方書": "〓"}


def test_a_row_without_lost_characters_stays_as_it_is() -> None:
    assert restored({"氏名": "道志　太郎", "外字": ""}) == {"氏名": "道志　太郎"}
    assert restored({"氏名": "道志　太郎"}) == {"氏名": "道志　太郎"}


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("〓田", ""),
        ("〓〓", "氏名=20BB7"),
        ("〓田", "氏名=20BB7,20BB7"),
        ("田", "氏名=20BB7"),
        ("〓田", "氏名=xyz"),
        ("〓田", "氏名=D800"),
        ("〓田", "氏名=110000"),
        ("〓田", "氏名="),
        ("〓田", "氏名"),
        ("〓田", "氏名=20BB7;氏名=20BB7"),
        ("〓田", "通称=20BB7"),
        ("�田", ""),
    ],
)
def test_what_cannot_be_restored_is_refused(name: str, listed: str) -> None:
    with pytest.raises(Lost):
        restored({"氏名": name, "外字": listed})
