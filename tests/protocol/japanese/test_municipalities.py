"""The table of 市区町村 is whole, and each is found by its name."""

from __future__ import annotations

from collections import Counter

import pytest

from protocol.japanese.municipalities import (
    PREFECTURES,
    REGIONS,
    municipalities,
    municipalities_of,
    municipality_named,
)


def test_there_are_forty_seven_prefectures_and_each_has_municipalities() -> None:
    assert len(PREFECTURES) == len(set(PREFECTURES)) == 47
    assert {each.prefecture for each in municipalities()} == set(PREFECTURES)
    assert len({region.key for region in REGIONS}) == len(REGIONS)


def test_all_municipalities_are_there_once() -> None:
    assert len(municipalities()) == 1741
    assert max(Counter((each.prefecture, each.name) for each in municipalities()).values()) == 1


@pytest.mark.parametrize(
    ("prefecture", "count", "name"),
    [("山梨県", 27, "道志村"), ("東京都", 62, "世田谷区"), ("神奈川県", 33, "横浜市"), ("北海道", 179, "札幌市")],
)
def test_those_of_a_prefecture_stand_by_kana(prefecture: str, count: int, name: str) -> None:
    found = municipalities_of(prefecture)
    assert (len(found), [each.kana for each in found]) == (count, sorted(each.kana for each in found))
    assert name in {each.name for each in found}


def test_wards_of_a_designated_city_are_one_with_it_and_a_district_is_written_before_its_town() -> None:
    assert not any("市" in each.name and each.name.endswith("区") for each in municipalities())
    assert all(each.full == each.district + each.name for each in municipalities())
    village = municipality_named("道志村")
    assert village is not None
    assert (village.full, village.kana, village.prefecture) == ("南都留郡道志村", "ドウシムラ", "山梨県")


def test_a_name_that_several_bear_or_nobody_finds_none() -> None:
    assert municipality_named("朝日町") is None
    assert municipality_named("江戸") is None
    assert municipality_named("西村山郡朝日町") is not None
    assert municipalities_of("江戸") == ()
