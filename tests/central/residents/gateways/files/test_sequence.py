"""Which extract is next: nothing is left out, nothing is taken twice, a full one mends a gap."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from central.residents.gateways.files.manifest import Encoding, ExtractKind, Manifest, Part, PartName
from central.residents.gateways.files.sequence import Drop, Position, Take, next_step
from tests.central.residents.people import NOW

EMPTY = {name: Part(0, "0" * 64) for name in PartName}


def extract(number: int, kind: ExtractKind = ExtractKind.DIFFERENCE, series: str = "a") -> Manifest:
    """One of a series in which each comes a minute after the other."""
    return Manifest(kind, series, number, NOW + timedelta(minutes=number), Encoding.UTF_8, EMPTY)


def full(number: int, series: str = "a") -> Manifest:
    """A full one."""
    return extract(number, ExtractKind.FULL, series)


def at(number: int, series: str = "a") -> Position:
    """The last one that was taken."""
    return Position(series, number, NOW + timedelta(minutes=number))


def test_a_register_begins_with_the_newest_full_extract() -> None:
    assert next_step(None, [extract(1), extract(4)]) is None
    assert next_step(None, [extract(1), full(2), full(3), extract(4)]) == Take(full(3), follows=False)


def test_differences_follow_one_another() -> None:
    assert next_step(at(3), [extract(5), extract(4)]) == Take(extract(4), follows=True)


def test_a_gap_is_waited_for_until_a_full_extract_mends_it() -> None:
    assert next_step(at(3), [extract(5)]) is None
    assert next_step(at(3), [extract(5), full(6), extract(7)]) == Take(full(6), follows=False)


def test_a_full_extract_in_its_turn_is_compared() -> None:
    assert next_step(at(3), [full(4), full(6)]) == Take(full(4), follows=True)


def test_what_is_known_is_dropped_first() -> None:
    assert next_step(at(3), [extract(4), extract(3)]) == Drop(extract(3))


def test_a_new_series_begins_with_a_full_extract_that_is_newer() -> None:
    assert next_step(at(3), [extract(4, series="b")]) is None
    assert next_step(at(3), [full(4, "b")]) == Take(full(4, "b"), follows=False)
    assert next_step(at(3), [full(2, "b")]) == Drop(full(2, "b"))


@given(st.permutations(range(1, 9)), st.integers(1, 8))
def test_any_order_of_arrival_ends_with_the_last_one_and_takes_none_twice(order: list[int], second_full: int) -> None:
    waiting: list[Manifest] = []
    taken: list[int] = []
    position: Position | None = None
    for number in order:
        waiting.append(full(number) if number in {1, second_full} else extract(number))
        while (step := next_step(position, waiting)) is not None:
            waiting.remove(step.manifest)
            if isinstance(step, Take):
                taken.append(step.manifest.number)
                position = at(step.manifest.number)
    assert waiting == []
    assert taken == sorted(set(taken))
    assert taken[-1] == 8
