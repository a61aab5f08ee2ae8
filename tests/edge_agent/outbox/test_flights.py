"""Which batches are on their way: receipts with holes take out exactly what they name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.outbox.flights import Flights
from protocol.identifiers import LARGEST_SEQ
from protocol.wire.messages.receipts import SeqRange, ranges

SEQS = st.sets(st.integers(1, 60))


@given(SEQS, st.lists(SEQS, max_size=4))
def test_what_is_left_is_what_no_receipt_named(sent: set[int], receipts: list[set[int]]) -> None:
    flights = Flights()
    flights.depart("epoch", tuple(sorted(sent)), 0.0)
    for named in receipts:
        flights.land("another", ranges(list(sent)))
        flights.land("epoch", ranges(list(named)))
    left = sent - set().union(*receipts)
    overdue = flights.overdue(0.0)
    assert (overdue.seqs if overdue and receipts else left) == left


@given(st.integers(1, 70), st.integers(0, LARGEST_SEQ))
def test_any_range_may_be_named(first: int, length: int) -> None:
    last = first + length
    flights = Flights()
    flights.depart("epoch", tuple(range(1, 51)), 0.0)
    flights.land("epoch", [SeqRange(first, last)])
    overdue = flights.overdue(0.0)
    left = {seq for seq in range(1, 51) if not first <= seq <= last}
    assert (overdue.seqs if overdue else set()) == left


def test_only_what_left_before_the_moment_is_overdue_and_only_once() -> None:
    flights = Flights()
    flights.depart("epoch", (1, 2), 10.0)
    assert flights.overdue(9.9) is None
    assert flights.overdue(10.0) is not None
    assert flights.overdue(10.0) is None
    assert len(flights) == 0
