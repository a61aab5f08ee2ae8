"""A reader of IC cards: what it reports and the one thing it does, a session with the card that lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from protocol.devices import FaultCode

from ...cards.recognition import CardKind
from ...cards.transport import Gone, Transport
from ..base import Driver


@dataclass(frozen=True)
class CardInserted:
    """A card lies on the reader. `presentation` is new for every time a card is put there."""

    kind: CardKind
    presentation: str


@dataclass(frozen=True)
class CardRemoved:
    """The card that was last reported is no longer there, or cannot be seen any more."""


CardEvent = CardInserted | CardRemoved


@dataclass(frozen=True)
class Unavailable:
    """The card lies there and no session is to be had: IN_USE by somebody else, NO_PERMISSION, or UNRESPONSIVE."""

    fault: FaultCode


class CardSession(Transport, Protocol):
    """Sole use of the card. Whoever began it ends it, whatever happens; after Gone there is only `end`."""


class CardReader(Driver[CardEvent], Protocol):
    """Its standing: ABSENT no reader, IDLE no card, READY a card to speak with, BUSY a session.

    FAULT SERVICE_DOWN, NO_PERMISSION, IN_USE or UNRESPONSIVE (a card that cannot be spoken with).
    """

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        """Sole use of exactly this presentation of a card; Gone when it has left since."""
