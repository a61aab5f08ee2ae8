"""Round trips, in the words of the local API."""

from __future__ import annotations

from typing import Protocol

from ..clock import Clock, rfc3339
from ..health.round_trips import Trip
from .measures import Goal, RoundTrip, RoundTripsMade, Trouble


class Ways(Protocol):
    """Whoever makes the round trips."""

    async def measured(self) -> tuple[Trip, ...]:
        """All of them now."""


class Measuring:
    """Makes them anew each time."""

    def __init__(self, ways: Ways, clock: Clock) -> None:
        self._ways = ways
        self._clock = clock

    async def made(self) -> RoundTripsMade:
        """Make them now."""
        trips = await self._ways.measured()
        return RoundTripsMade(rfc3339(self._clock.now()), tuple(_told(trip) for trip in trips))


def _told(trip: Trip) -> RoundTrip:
    trouble = None if trip.trouble is None else Trouble(trip.trouble.value)
    return RoundTrip(Goal(trip.goal.value), trip.milliseconds, trouble)
