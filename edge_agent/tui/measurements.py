"""The newest round trips, as all panes see them, and how each is told in a few words."""

from __future__ import annotations

from collections.abc import Callable

from protocol.errors import Malformed

from ..local_api.client import Client
from ..local_api.measures import Goal, RoundTrip, RoundTripsMade
from .words import Words


class Measurements:
    """Made on request; the last ones stand until the next."""

    def __init__(self, words: Words, client: Client) -> None:
        self._words = words
        self._client = client
        self._made: RoundTripsMade | None = None
        self.is_running = False
        self.has_failed = False

    @property
    def at(self) -> str:
        """When they were made (RFC 3339); empty before the first."""
        return "" if self._made is None else self._made.at

    def trip(self, goal: Goal) -> RoundTrip | None:
        """The newest to this goal; None: never made, or the counter has no such thing."""
        trips = () if self._made is None else self._made.trips
        return next((trip for trip in trips if trip.goal is goal), None)

    def told(self, goal: Goal) -> str:
        """The newest in a few words; empty when there is none."""
        trip = self.trip(goal)
        if trip is None:
            return ""
        if trip.trouble is not None:
            return self._words(f"trip-trouble.{trip.trouble}")
        if trip.milliseconds is None:
            return self._words("round-trip.by-central")
        return self._words("round-trip.milliseconds", milliseconds=trip.milliseconds)

    async def make(self, changed: Callable[[], None]) -> None:
        """Make them all anew, unless that is being done; `changed` is called when it begins and when it has ended."""
        if self.is_running:
            return
        self.is_running = True
        changed()
        try:
            made = await self._client.round_trips()
        except Malformed:
            made = None
        finally:
            self.is_running = False
        self._made, self.has_failed = made or self._made, made is None
        changed()
