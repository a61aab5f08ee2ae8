"""Check digits of 宛名番号 and 世帯番号."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.residents.numbers import check_digit, is_registry_number

bodies = st.text("0123456789", min_size=1, max_size=14)


@pytest.mark.parametrize(("body", "digit"), [("0", 0), ("1", 9), ("990000", 0), ("123456789", 6), ("6", 0), ("5", 1)])
def test_a_check_digit_is_computed_with_weights_2_to_7(body: str, digit: int) -> None:
    weights = [2, 3, 4, 5, 6, 7, 2, 3, 4]
    rest = sum(int(each) * weight for each, weight in zip(reversed(body), weights, strict=False)) % 11
    assert check_digit(body) == (0 if rest in (0, 1) else 11 - rest)


@given(bodies)
def test_a_number_with_its_check_digit_is_a_number(body: str) -> None:
    assert is_registry_number(f"{body}{check_digit(body)}")


@given(bodies, st.integers(0, 13), st.integers(1, 9))
def test_a_digit_that_was_misread_is_found_unless_the_check_digit_cannot_tell(body: str, at: int, by: int) -> None:
    at %= len(body)
    wrong = f"{body[:at]}{(int(body[at]) + by) % 10}{body[at + 1 :]}"
    rests = {sum(int(d) * (2 + i % 6) for i, d in enumerate(reversed(text))) % 11 for text in (body, wrong)}
    assert is_registry_number(f"{wrong}{check_digit(body)}") == (rests <= {0, 1})


@pytest.mark.parametrize("text", ["", "0", "１２", "12a", "-10", "1" * 16, "٣٤"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_registry_number(text)
