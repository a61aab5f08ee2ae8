"""Names of things: what is written on paper is read back as the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.identifiers import ReceptionNumber, is_terminal_id, new_id

NUMBERS = st.builds(ReceptionNumber, terminal=st.integers(1, 999), serial=st.integers(0, 9999))


@given(NUMBERS)
def test_a_reception_number_is_read_back_from_paper(number: ReceptionNumber) -> None:
    assert ReceptionNumber.parse(str(number)) == number


@given(st.one_of(st.text(max_size=10), st.from_regex(r"[0-9]{1,4}-[0-9]{1,5}", fullmatch=True)))
def test_a_reception_number_has_one_way_of_being_written(text: str) -> None:
    try:
        number = ReceptionNumber.parse(text)
    except ValueError:
        return
    assert str(number) == text


@pytest.mark.parametrize("text", ["", "1", "1-1", "1-12", "0-001", "1-0012", "1-00001", "１-012", "1-012\n", "-1-012"])
def test_anything_else_is_no_reception_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a reception number"):
        ReceptionNumber.parse(text)


@given(st.lists(NUMBERS))
def test_reception_numbers_sort_by_terminal_and_then_by_serial(numbers: list[ReceptionNumber]) -> None:
    assert sorted(numbers) == sorted(numbers, key=lambda number: (number.terminal, number.serial))


def test_ids_are_ordered_by_the_time_they_were_made_and_never_repeat() -> None:
    ids = [new_id() for _ in range(1000)]
    assert sorted(set(ids)) == ids


@pytest.mark.parametrize("text", ["a1", "madoguchi-1", "a" * 32])
def test_a_terminal_id_is_short_and_plain(text: str) -> None:
    assert is_terminal_id(text)


@pytest.mark.parametrize("text", ["", "a", "A1", "1a", "a-", "-a", "a" * 33, "a/b", "a+", "a#", "a1\n", "あい"])
def test_anything_else_is_no_terminal_id(text: str) -> None:
    assert not is_terminal_id(text)
