"""Which batches are on their way and not yet confirmed; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protocol.wire.messages.receipts import SeqRange

NEVER = float("-inf")


@dataclass
class Flight:
    """The events of one batch that no receipt has named yet, when it left by the loop's time, and how often so far."""

    epoch: str
    seqs: set[int]
    left_at: float
    tries: int = 1
    is_refused: bool = False

    def halves(self) -> tuple[Flight, Flight]:
        """Two flights of half the events each, both due at once and then to be given up at the next failure."""
        seqs = sorted(self.seqs)
        middle = len(seqs) // 2
        first, second = (
            Flight(self.epoch, set(half), NEVER, self.tries - 1, self.is_refused)
            for half in (seqs[:middle], seqs[middle:])
        )
        return first, second


class Flights:
    """The batches between the first publication and the receipt."""

    def __init__(self) -> None:
        self._flights: list[Flight] = []

    def __len__(self) -> int:
        return len(self._flights)

    def depart(self, epoch: str, seqs: tuple[int, ...], at: float, *, tries: int = 1) -> Flight:
        """Note that a batch leaves, for the `tries`th time."""
        flight = Flight(epoch, set(seqs), at, tries)
        self._flights.append(flight)
        return flight

    def land(self, epoch: str, ranges: Iterable[SeqRange]) -> None:
        """Take out exactly what is named."""
        named = tuple(ranges)
        for flight in self._flights:
            if flight.epoch == epoch:
                flight.seqs = {seq for seq in flight.seqs if not any(r.first <= seq <= r.last for r in named)}
        self._flights = [flight for flight in self._flights if flight.seqs]

    def overdue(self, before: float) -> Flight | None:
        """One that left before this moment, taken out: what is left of it has to go again."""
        for flight in self._flights:
            if flight.left_at <= before:
                self._flights.remove(flight)
                return flight
        return None

    def split(self, flight: Flight) -> None:
        """Let the halves of a flight, each for itself, go again at once."""
        self._flights += flight.halves()
