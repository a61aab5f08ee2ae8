"""Whether one group of moments can be told from another by its order: Mann and Whitney's U as a standard score."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt


def rank_score(one: Sequence[float], other: Sequence[float]) -> float:
    """How many standard deviations U lies from where it lies when nothing tells the groups apart; no ties."""
    ranked = sorted([(value, True) for value in one] + [(value, False) for value in other])
    ranks = sum(rank for rank, (_, is_one) in enumerate(ranked, start=1) if is_one)
    first, second = len(one), len(other)
    u = ranks - first * (first + 1) / 2
    return (u - first * second / 2) / sqrt(first * second * (first + second + 1) / 12)
