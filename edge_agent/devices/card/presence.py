"""Which card counts as put on the reader: a pure machine over what the service sees of all readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protocol.devices import DeviceState, FaultCode
from protocol.identifiers import new_id

from ..base import ABSENT, Standing

# Contactless cards come and go while a hand lays them down.
SETTLE_SECONDS = 0.3

_IDLE = Standing(DeviceState.IDLE)
_READY = Standing(DeviceState.READY)


@dataclass(frozen=True)
class ReaderSeen:
    """One reader at one moment. `changes` counts insertions and removals since the reader came.

    `is_taken`: another program has the card for itself.
    """

    name: str
    changes: int = 0
    has_card: bool = False
    is_mute: bool = False
    is_taken: bool = False


@dataclass(frozen=True)
class Presented:
    """A card has settled in a reader; `number` is new each time."""

    number: str
    seen: ReaderSeen


@dataclass(frozen=True)
class Left:
    """The presented card is no longer there."""


class Presence:
    """Follows one card at a time: the first that settles, until it leaves. Cards in other readers are passed over."""

    def __init__(self, *, settle_seconds: float = SETTLE_SECONDS) -> None:
        self._settle_seconds = settle_seconds
        self._settling: tuple[ReaderSeen, float] | None = None
        self.presented: Presented | None = None
        self.standing = ABSENT

    @property
    def is_settling(self) -> bool:
        return self._settling is not None

    def look(self, readers: Sequence[ReaderSeen], now: float) -> list[Presented | Left]:
        """Take in what is seen at a moment (seconds of any steady clock)."""
        happened: list[Presented | Left] = []
        if self.presented is not None and not _is_still_there(self.presented.seen, readers):
            happened += self.forget()
        if self.presented is None:
            happened += self._settled(readers, now)
        self.standing = self._judged(readers)
        return happened

    def forget(self) -> list[Presented | Left]:
        """Nothing can be seen any more."""
        happened: list[Presented | Left] = [] if self.presented is None else [Left()]
        self.presented = self._settling = None
        return happened

    def _settled(self, readers: Sequence[ReaderSeen], now: float) -> list[Presented | Left]:
        card = next((reader for reader in readers if _is_usable(reader)), None)
        if card is None:
            self._settling = None
        elif self._settling is None or self._settling[0] != card:
            self._settling = (card, now)
        elif now - self._settling[1] >= self._settle_seconds:
            self._settling, self.presented = None, Presented(new_id(), card)
            return [self.presented]
        return []

    def _judged(self, readers: Sequence[ReaderSeen]) -> Standing:
        if not readers:
            return ABSENT
        if self.presented is not None:
            return _READY
        cards = [reader for reader in readers if reader.has_card]
        if not cards or any(_is_usable(card) for card in cards):
            return _IDLE
        is_taken = any(card.is_taken for card in cards)
        return Standing(DeviceState.FAULT, FaultCode.IN_USE if is_taken else FaultCode.UNRESPONSIVE)


def _is_usable(reader: ReaderSeen) -> bool:
    return reader.has_card and not reader.is_mute and not reader.is_taken


def _is_still_there(card: ReaderSeen, readers: Sequence[ReaderSeen]) -> bool:
    """A card that came back between two looks has another count, and may be another person's."""
    return any(reader.name == card.name and reader.has_card and reader.changes == card.changes for reader in readers)
