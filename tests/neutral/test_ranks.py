"""The score tells groups apart that differ, and only those."""

from __future__ import annotations

from statistics import NormalDist

from .ranks import rank_score


def test_groups_of_the_same_kind_score_low_and_a_shifted_one_high() -> None:
    moments = NormalDist(4.0, 0.01)
    one, other = moments.samples(200, seed=7), moments.samples(800, seed=8)
    assert abs(rank_score(one, other)) < 3
    assert rank_score([value + 0.005 for value in one], other) > 5


def test_a_group_that_comes_wholly_before_the_other_lies_at_the_far_end() -> None:
    assert rank_score([1.0, 2.0], [3.0, 4.0]) < 0 < rank_score([3.0, 4.0], [1.0, 2.0])
