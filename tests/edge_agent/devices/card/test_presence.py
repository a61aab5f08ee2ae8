"""When a card counts as put on the reader, and when as gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.presence import Left, Presence, Presented, ReaderSeen
from protocol.devices import DeviceState, FaultCode

IDLE = Standing(DeviceState.IDLE)
READY = Standing(DeviceState.READY)
EMPTY = ReaderSeen("A")
CARD = ReaderSeen("A", changes=1, has_card=True)


def settled(*readers: ReaderSeen) -> Presence:
    """A presence that has looked at these for long enough."""
    presence = Presence(settle_seconds=0.3)
    presence.look(readers, 0)
    presence.look(readers, 1)
    return presence


def test_without_a_reader_it_is_absent_and_with_one_idle() -> None:
    presence = Presence()
    assert (presence.look([], 0), presence.standing) == ([], ABSENT)
    assert (presence.look([EMPTY], 1), presence.standing) == ([], IDLE)


def test_a_card_counts_when_it_has_lain_still() -> None:
    presence = Presence(settle_seconds=0.3)
    assert presence.look([CARD], 10.0) == []
    assert presence.is_settling
    assert presence.look([CARD], 10.29) == []
    (presented,) = presence.look([CARD], 10.31)
    assert isinstance(presented, Presented)
    assert (presence.presented, presence.standing, presence.is_settling) == (presented, READY, False)
    assert presence.look([CARD], 11) == []


def test_a_card_that_flutters_begins_anew() -> None:
    presence = Presence(settle_seconds=0.3)
    for at, reader in enumerate([CARD, EMPTY, ReaderSeen("A", 3, True), ReaderSeen("A", 5, True)]):
        assert presence.look([reader], at) == []


def test_a_card_that_leaves_leaves_at_once() -> None:
    presence = settled(CARD)
    assert (presence.look([ReaderSeen("A", 2)], 1.01), presence.standing) == ([Left()], IDLE)


def test_a_card_that_was_changed_between_two_looks_is_another() -> None:
    presence = settled(CARD)
    before = presence.presented
    other = ReaderSeen("A", changes=3, has_card=True)
    assert presence.look([other], 2) == [Left()]
    (presented,) = presence.look([other], 3)
    assert isinstance(presented, Presented)
    assert before is not None
    assert presented.number != before.number


def test_pulling_the_reader_out_takes_the_card_with_it() -> None:
    presence = settled(CARD)
    assert (presence.look([], 2), presence.standing) == ([Left()], ABSENT)


def test_a_second_card_waits_until_the_first_has_left() -> None:
    presence, other = settled(CARD, ReaderSeen("B")), ReaderSeen("B", 1, has_card=True)
    assert presence.look([CARD, other], 2) == []
    assert presence.look([EMPTY, other], 3) == [Left()]
    (presented,) = presence.look([EMPTY, other], 4)
    assert isinstance(presented, Presented)
    assert presented.seen.name == "B"


def test_a_card_that_says_nothing_and_a_card_that_is_taken_are_faults() -> None:
    mute = ReaderSeen("A", 1, has_card=True, is_mute=True)
    taken = ReaderSeen("A", 1, has_card=True, is_taken=True)
    assert settled(mute).standing == Standing(DeviceState.FAULT, FaultCode.UNRESPONSIVE)
    assert settled(taken).standing == Standing(DeviceState.FAULT, FaultCode.IN_USE)
    assert settled(mute, EMPTY).presented is None


def test_what_can_no_longer_be_seen_has_left() -> None:
    presence = settled(CARD)
    assert (presence.forget(), presence.forget(), presence.presented) == ([Left()], [], None)


_READERS = st.lists(
    st.builds(ReaderSeen, st.sampled_from("AB"), st.integers(0, 3), st.booleans(), st.booleans(), st.booleans()),
    max_size=2,
    unique_by=lambda reader: reader.name,
)


@given(st.lists(st.tuples(_READERS, st.floats(0, 1)), max_size=30))
def test_cards_come_and_leave_by_turns_whatever_is_seen(looks: list[tuple[list[ReaderSeen], float]]) -> None:
    presence, now, numbers = Presence(settle_seconds=0.3), 0.0, []
    is_there = False
    for readers, pause in looks:
        now += pause
        for happened in presence.look(readers, now):
            assert isinstance(happened, Left) == is_there
            is_there = isinstance(happened, Presented)
            numbers += [happened.number] if isinstance(happened, Presented) else []
        assert (presence.presented is not None) == is_there
        assert (presence.standing == READY) == is_there
    assert len(set(numbers)) == len(numbers)
