"""A receipt names exactly what is stored: no more, no less, in the fewest ranges."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from protocol.wire.messages.receipts import SeqRange, ranges

SEQS = st.lists(st.integers(min_value=1, max_value=200), max_size=120)


@given(SEQS)
def test_the_ranges_hold_exactly_these_seqs(seqs: list[int]) -> None:
    held = [seq for each in ranges(seqs) for seq in range(each.first, each.last + 1)]
    assert held == sorted(set(seqs))


@given(SEQS)
def test_no_two_ranges_touch(seqs: list[int]) -> None:
    found = ranges(seqs)
    assert all(later.first > earlier.last + 1 for earlier, later in pairwise(found))


def test_order_and_repetition_do_not_matter() -> None:
    assert ranges([9, 3, 1, 2, 9, 8]) == (SeqRange(1, 3), SeqRange(8, 9))


def test_nothing_stored_is_no_range() -> None:
    assert ranges([]) == ()
