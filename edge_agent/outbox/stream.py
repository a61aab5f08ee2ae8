"""Where this terminal's stream stands: seq and epoch of the next event, and the day's reception numbers; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

_FLOORS = (0, 500, 800)


class EpochReason(StrEnum):
    """Why an epoch began."""

    INSTALLED = "installed"
    CORRUPT = "corrupt"
    FORKED = "forked"
    RESTORED = "restored"
    TROUBLED = "troubled"


@dataclass(frozen=True)
class Stream:
    """The last seq given in this epoch, the newest time stored, and the last serial given on the business day.

    `floor`: while central could not be asked, a new epoch numbers above this. `changes`: epochs begun since morning.
    """

    life: int
    epoch: str
    seq: int
    position: int
    newest: datetime
    day: date
    is_day_trusted: bool
    serial: int = 0
    floor: int = 0
    changes: int = 0

    def advanced(self, at: datetime) -> Stream:
        """After one more event captured at `at`."""
        return replace(self, seq=self.seq + 1, position=self.position + 1, newest=max(self.newest, at))

    def on_day(self, today: date, *, is_trusted: bool) -> Stream:
        """On this day: serials restart, but not after a day that an untrusted clock had named; never backwards."""
        if today < self.day:
            return self
        if today == self.day:
            return replace(self, is_day_trusted=is_trusted)
        if not self.is_day_trusted:
            return replace(self, day=today, is_day_trusted=is_trusted)
        return replace(self, day=today, is_day_trusted=is_trusted, serial=0, floor=0, changes=0)

    def numbered(self, today: date, *, is_trusted: bool) -> Stream:
        """After one more reception number, which is `serial` of the result."""
        stream = self.on_day(today, is_trusted=is_trusted)
        return replace(stream, serial=max(stream.serial, stream.floor) + 1)

    def with_known_serial(self, day: date, highest: int) -> Stream:
        """After central named the highest serial it knows of `day`; a number given here is never given again."""
        if day != self.day:
            return self
        return replace(self, serial=max(self.serial, highest), floor=0)

    def past_trouble(self, epoch: str) -> Stream:
        """At the start of another epoch that passes over an event of this one; nothing was lost, so numbers go on."""
        return replace(self, life=self.life + 1, epoch=epoch, seq=0)

    def in_new_epoch(self, epoch: str, *, earlier_changes: int = 0) -> Stream:
        """At the start of another epoch: the second of a day numbers from 501, every later one from 801."""
        changes = max(self.changes, earlier_changes) + 1
        floor = _FLOORS[min(changes, len(_FLOORS) - 1)]
        return replace(self, life=self.life + 1, epoch=epoch, seq=0, changes=changes, floor=floor)
