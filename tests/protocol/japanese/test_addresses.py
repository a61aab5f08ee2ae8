"""Addresses: one lot however it is written, postal codes, search keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.addresses import Lot, fold_address, postal_code, read_lot


@pytest.mark.parametrize(
    "text", ["6181番地1", "６１８１番地１", "6181-1", "６１８１－１", "6181ー1", "6181の1", "6181番地の1", "6181番1"]
)
def test_one_lot_is_written_in_many_ways(text: str) -> None:
    assert read_lot(text) == Lot(6181, 1)
    assert fold_address("道志村" + text) == fold_address("道志村 6181-1")


def test_a_lot_is_shown_and_registered() -> None:
    assert str(Lot(6181, 1)) == "6181番地1"
    assert str(Lot(6181)) == "6181番地"
    assert Lot(6181, 1).registered == "６１８１番地１"
    assert read_lot("道志村6181") is None


@pytest.mark.parametrize("text", ["〒402-0209", "４０２－０２０９", "4020209", "402 0209"])
def test_a_postal_code_has_seven_digits(text: str) -> None:
    assert postal_code(text) == "402-0209"


def test_other_numbers_are_no_postal_code() -> None:
    assert postal_code("402-020") == postal_code("") == ""


@given(st.integers(1, 99999), st.integers(0, 999))
def test_what_is_shown_reads_back(number: int, branch: int) -> None:
    assert read_lot(str(Lot(number, branch))) == read_lot(Lot(number, branch).registered) == Lot(number, branch)


@given(st.text(alphabet="道志村番地号の0123０１-－ー―  〒コA") | st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_address(fold_address(text)) == fold_address(text)
