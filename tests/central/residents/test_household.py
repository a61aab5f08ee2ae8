"""Who is shown of a household, and what keeps it from being shown."""

from __future__ import annotations

from datetime import date

import pytest

from central.residents.blocks import is_withheld
from central.residents.household import in_force, is_being_changed, members
from central.residents.record import Block, Level, Process, Standing

from .people import HOUSE, household, number, protection, resident

TODAY = date(2026, 4, 1)
HEAD = resident(1)


@pytest.mark.parametrize("standing", [Standing.MOVED_OUT, Standing.DECEASED, Standing.OTHER])
def test_who_moved_out_or_died_is_left_out(standing: Standing) -> None:
    gone = resident(2, "妻", history_no=2, standing=standing)
    assert members(household(HEAD, resident(2, "妻"), gone)) == (HEAD,)


def test_a_provisional_row_does_not_show_and_the_committed_one_does() -> None:
    pending = resident(1, name="別の名", history_no=2, is_provisional=True)
    assert members(household(HEAD, pending)) == (HEAD,)
    assert is_being_changed((HEAD, pending))


def test_who_is_only_provisional_is_not_there() -> None:
    assert members(household(HEAD, resident(2, "妻", is_provisional=True))) == (HEAD,)


def test_a_committed_row_ends_the_change() -> None:
    old = resident(1, history_no=2, is_provisional=True)
    new = resident(1, name="新しい　名", history_no=3)
    assert in_force((HEAD, old, new)) == {number(1): new}
    assert not is_being_changed((HEAD, old, new))


def test_who_lives_in_another_household_now_is_left_out() -> None:
    elsewhere = resident(2, "世帯主", history_no=2, household_no=number(2, "98"))
    assert members(household(HEAD, resident(2, "子"), elsewhere)) == (HEAD,)


def test_who_came_back_is_there_under_the_same_number() -> None:
    left = resident(1, history_no=2, standing=Standing.MOVED_OUT)
    back = resident(1, history_no=3)
    assert members(household(HEAD, left, back)) == (back,)


def test_a_household_whose_head_died_goes_on_without_one() -> None:
    dead = resident(1, history_no=2, standing=Standing.DECEASED)
    assert [each.relation.text for each in members(household(dead, resident(2, "妻"), resident(3, "子")))] == [
        "妻",
        "子",
    ]


def test_protection_of_any_member_withholds_the_household_long_after_its_written_end() -> None:
    assert is_withheld(household(HEAD, resident(2, "子"), blocks=(protection(2),)), TODAY)


@pytest.mark.parametrize(
    ("process", "level", "withheld"),
    [
        (Process.ISSUE, Level.ERROR, True),
        (Process.ISSUE, Level.ALERT, True),
        (Process.INQUIRY, Level.ERROR, True),
        (Process.INQUIRY, Level.NONE, False),
        (Process.CHANGE, Level.ERROR, False),
    ],
)
def test_a_block_withholds_where_a_machine_would_have_to_decide(process: Process, level: Level, withheld: bool) -> None:
    block = Block("b", process, level, is_protection=False, household_no=HOUSE)
    assert is_withheld(household(HEAD, blocks=(block,)), TODAY) is withheld


def test_a_block_begins_on_its_first_day() -> None:
    block = Block("b", Process.ISSUE, Level.ERROR, True, number(1), starts_on=date(2026, 4, 2))
    assert not is_withheld(household(HEAD, blocks=(block,)), TODAY)
    assert is_withheld(household(HEAD, blocks=(block,)), date(2026, 4, 2))


def test_a_block_without_a_first_day_holds() -> None:
    block = Block("b", Process.INQUIRY, Level.ERROR, is_protection=False, atena_no=number(1))
    assert is_withheld(household(HEAD, blocks=(block,)), TODAY)
