"""What may come out of a word with a card, as values; a card that was pulled is `transport.Gone`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verified:
    """The PIN is right."""


@dataclass(frozen=True)
class WrongPin:
    """The PIN is wrong; `left` tries remain, at least one."""

    left: int


@dataclass(frozen=True)
class Locked:
    """No try remains; only the town hall's own terminal unlocks the card."""


@dataclass(frozen=True)
class FewerTries:
    """Fewer tries remain than the person was shown; nothing was sent. Show `left` and ask again."""

    left: int


@dataclass(frozen=True)
class UnknownOutcome:
    """The PIN was sent and no answer came that says what it did.

    `left` is what the card said of its tries afterwards, None when it could not be asked: ask at its next presentation.
    The PIN is never sent again by itself.
    """

    left: int | None


@dataclass(frozen=True)
class NoPin:
    """The card holds no such PIN."""


@dataclass(frozen=True)
class NoCertificate:
    """The card holds no 利用者証明用電子証明書."""


PinOutcome = Verified | WrongPin | Locked | FewerTries | UnknownOutcome | NoPin
