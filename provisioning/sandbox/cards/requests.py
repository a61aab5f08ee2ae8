"""What may be asked of the program that serves the cards, and what it says: both ends of its control socket."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..control_socket import Verb
from .misbehaviour import Misbehaviour


class Outcome(StrEnum):
    """How a request ended."""

    DONE = "done"
    READER_AWAY = "reader-away"
    """The card lies on the slot, but no reader looks at it yet."""
    NO_SUCH_CARD = "no-such-card"
    NO_SUCH_SLOT = "no-such-slot"
    OCCUPIED = "occupied"
    IN_USE = "in-use"
    """The card lies on the other slot."""
    EMPTY = "empty"


class Insert(msgspec.Struct, frozen=True):
    """Put a card on an empty slot."""

    card: str
    slot: int = 0
    misbehaviour: Misbehaviour | None = None


class Remove(msgspec.Struct, frozen=True):
    """Take the card off, at any moment."""

    slot: int = 0


class Misbehave(msgspec.Struct, frozen=True):
    """Let the card on a slot go wrong, or behave again."""

    misbehaviour: Misbehaviour | None = None
    slot: int = 0


class Unlock(msgspec.Struct, frozen=True):
    """Give a card in the box its tries back, as the town hall does."""

    card: str


class Lying(msgspec.Struct, frozen=True):
    """One slot; `card` is None when it is empty."""

    slot: int
    card: str | None
    misbehaviour: Misbehaviour | None


class Situation(msgspec.Struct, frozen=True):
    """Every slot, and every card there is."""

    slots: tuple[Lying, ...]
    cards: tuple[str, ...]


INSERT = Verb("insert", Insert, Outcome)
REMOVE = Verb("remove", Remove, Outcome)
MISBEHAVE = Verb("misbehave", Misbehave, Outcome)
UNLOCK = Verb("unlock", Unlock, Outcome)
SITUATION = Verb("situation", type(None), Situation)
