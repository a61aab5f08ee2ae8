"""世帯員の並び順, clause by clause and for households of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.residents.order import in_legal_order
from central.residents.record import RegisteredDate, ResidentRecord
from protocol.wire.messages.residents import Sex

from .people import resident

_RELATIONS = (
    "世帯主", "夫", "妻", "妻（未届）", "子", "子（子の夫）", "子の妻", "子の夫", "子の子", "子の子の妻", "子の子の子",
    "妻の子", "父", "母", "兄", "妹",
    "兄の妻", "兄の子", "父の母", "母の父", "妻の父", "父の妹", "父の兄の子", "縁故者", "同居人",
)  # fmt: skip


def order(*people: ResidentRecord) -> list[int]:
    """The last index digits, in order."""
    return [int(person.atena_no[2:7]) for person in in_legal_order(people)]


def test_head_then_spouse_then_children_by_birth() -> None:
    people = (
        resident(1, "子", "2012-01-01"),
        resident(2, "妻", "1985-01-01", Sex.FEMALE),
        resident(3, "子", "2010-01-01"),
        resident(4, "世帯主", "1990-01-01"),
    )
    assert order(*people) == [4, 2, 3, 1]


def test_twins_stand_by_number() -> None:
    assert order(resident(1), resident(3, "子", "2012-01-01"), resident(2, "子", "2012-01-01")) == [1, 2, 3]


def test_a_child_with_a_family_stands_behind_the_other_children_and_before_the_family() -> None:
    people = (
        resident(1, "世帯主", "1970-01-01"),
        resident(2, "妻", "1972-01-01", Sex.FEMALE),
        resident(3, "子", "1995-01-01"),
        resident(4, "子の妻", "1996-01-01", Sex.FEMALE),
        resident(5, "子の子", "2020-01-01"),
        resident(6, "子の子", "2023-01-01"),
        resident(7, "子", "2005-01-01", Sex.FEMALE),
        resident(8, "母", "1945-01-01", Sex.FEMALE),
    )
    assert order(*reversed(people)) == [1, 2, 7, 3, 4, 5, 6, 8]


def test_two_families_of_children_stand_by_the_childrens_birth_and_partners_are_not_shared() -> None:
    people = (
        resident(1, "世帯主", "1960-01-01"),
        resident(2, "子", "1985-01-01"),
        resident(3, "子", "1988-01-01", Sex.FEMALE),
        resident(4, "子の夫", "1984-01-01"),
        resident(5, "子の妻", "1989-01-01", Sex.FEMALE),
    )
    assert order(*people) == [1, 2, 5, 3, 4]


def test_two_sons_of_like_age_keep_a_wife_each() -> None:
    people = (
        resident(1, "子", "1985-01-01"),
        resident(2, "子", "1986-01-01"),
        resident(3, "子の妻", "1986-02-01", Sex.FEMALE),
        resident(4, "子の妻", "1986-03-01", Sex.FEMALE),
    )
    assert order(*people) == [1, 4, 2, 3]


def test_an_adopted_son_in_law_stands_behind_his_wife() -> None:
    people = (
        resident(1, "世帯主", "1950-01-01"),
        resident(2, "子（子の夫）", "1970-01-01"),
        resident(3, "子", "1975-01-01", Sex.FEMALE),
        resident(4, "子の子", "2000-01-01"),
    )
    assert order(*people) == [1, 3, 2, 4]


def test_grandchildren_whose_parent_is_gone_stand_where_the_family_would() -> None:
    people = (
        resident(1, "世帯主", "1950-01-01"),
        resident(2, "子の子", "2001-01-01"),
        resident(3, "母", "1925-01-01", Sex.FEMALE),
        resident(4, "子", "1985-01-01"),
        resident(5, "子の妻", "1990-01-01", Sex.FEMALE),
    )
    assert order(*people) == [1, 4, 5, 2, 3]


def test_a_partner_left_behind_keeps_the_children() -> None:
    people = (resident(1), resident(2, "子の子", "2001-01-01"), resident(3, "子の妻", "1975-01-01", Sex.FEMALE))
    assert order(*people) == [1, 3, 2]


def test_parents_siblings_grandparents_relatives_related_and_lodgers_follow() -> None:
    kinds = ("同居人", "縁故者", "妻の父", "父の母", "妹", "兄", "母", "父", "妻の子", "妻", "世帯主")
    people = [resident(index, kind, f"19{50 + index}-01-01") for index, kind in enumerate(kinds)]
    assert order(*people) == [10, 9, 8, 7, 6, 4, 5, 3, 2, 1, 0]


def test_the_first_in_the_family_register_goes_before_the_other_parent() -> None:
    people = (resident(1), resident(2, "父", "1945-01-01"), resident(3, "母", "1947-01-01", is_register_head=True))
    assert order(*people) == [1, 3, 2]


def test_the_family_of_a_relative_stands_behind_the_relative() -> None:
    people = (
        resident(1),
        resident(2, "父の兄の子", "1970-01-01"),
        resident(3, "父の兄の妻", "1945-01-01", Sex.FEMALE),
        resident(4, "父の兄", "1940-01-01"),
        resident(5, "妻の母", "1941-01-01", Sex.FEMALE),
    )
    assert order(*people) == [1, 5, 4, 3, 2]


def test_an_order_that_the_registry_keeps_for_all_is_the_order() -> None:
    people = (resident(1, display_order=2), resident(2, "妻", display_order=3), resident(3, "子", display_order=1))
    assert order(*people) == [3, 1, 2]


def test_an_order_that_is_kept_for_some_only_is_not_used() -> None:
    assert order(resident(1, display_order=2), resident(2, "妻", display_order=1), resident(3, "子")) == [1, 2, 3]


def test_whose_year_of_birth_is_unknown_comes_last_of_the_equals() -> None:
    nameless = resident(2, "子", birth=RegisteredDate("", unknown=True, text="年月日不詳"))
    assert order(resident(1), nameless, resident(3, "子", "2012-01-01")) == [1, 3, 2]


relations = st.lists(st.sampled_from(_RELATIONS), min_size=0, max_size=10)
births = st.dates().map(lambda day: day.isoformat())


@given(st.data())
def test_everybody_is_there_once_in_an_order_that_does_not_depend_on_how_they_came(data: st.DataObject) -> None:
    people = [
        resident(index, relation, data.draw(births), data.draw(st.sampled_from(Sex)))
        for index, relation in enumerate(data.draw(relations))
    ]
    ordered = in_legal_order(people)
    assert sorted(each.atena_no for each in ordered) == sorted(each.atena_no for each in people)
    assert in_legal_order(data.draw(st.permutations(people))) == ordered


@given(st.data())
def test_the_head_is_first_and_the_spouse_second(data: st.DataObject) -> None:
    others = [relation for relation in data.draw(relations) if relation not in ("世帯主", "夫", "妻", "妻（未届）")]
    people = [resident(index, kind, data.draw(births)) for index, kind in enumerate((*others, "妻", "世帯主"))]
    assert order(*people)[:2] == [len(others) + 1, len(others)]


@given(st.data())
def test_lodgers_are_last(data: st.DataObject) -> None:
    others = [relation for relation in data.draw(relations) if relation != "同居人"]
    people = [resident(index, kind, data.draw(births)) for index, kind in enumerate((*others, "同居人"))]
    assert order(*people)[-1] == len(others)


@pytest.mark.parametrize("kinds", [("妻", "子"), ("妻", "子", "子の子")])
def test_a_household_without_a_head_keeps_its_order(kinds: tuple[str, ...]) -> None:
    people = [resident(index, kind, f"19{50 + 20 * index}-01-01") for index, kind in enumerate(kinds)]
    assert order(*reversed(people)) == list(range(len(kinds)))
