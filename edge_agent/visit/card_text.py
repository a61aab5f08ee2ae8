"""Reads from the card on the reader what it says of its holder, with the number that protects just that."""

from __future__ import annotations

import base64
from datetime import date

from protocol.wire.messages.identity import CardProof

from ..cards.basic_four import BasicFour
from ..cards.my_number import MyNumberCard
from ..cards.outcomes import FewerTries, Locked, NoPin, PinOutcome, UnknownOutcome, Verified, WrongPin
from ..cards.pin import CardPin
from ..cards.transport import Gone
from ..devices.card.port import CardInserted, CardReader, CardSession, Unavailable
from ..errors import CardRefused
from .draft import CardTextNotice, OwnWords
from .happenings import CardTextAsked, CardTextFailed, CardTextRead

_SEXES = {"1": "male", "2": "female"}


class CardTextReader:
    """One session for each question; the power is taken from the card at its end."""

    def __init__(self, reader: CardReader) -> None:
        self._reader = reader

    async def tries_left(
        self, inserted: CardInserted, proof: CardProof | None = None
    ) -> CardTextAsked | CardTextFailed:
        """How many tries the number of the text has left; costs none.

        After a `proof` only the card that signed it is asked, so that nobody's name goes with another's signature.
        """
        here = inserted.presentation
        session = await self._reader.begin(inserted)
        if isinstance(session, Gone | Unavailable):
            return CardTextFailed(here, _lost(session))
        card = MyNumberCard(session)
        try:
            if proof is not None and (refused := await _refused_by(card, proof)) is not None:
                return CardTextFailed(here, refused)
            left = await card.tries_left(CardPin.TEXT)
        except CardRefused:
            return CardTextFailed(here, CardTextNotice.UNREADABLE)
        finally:
            await session.end()
        if isinstance(left, NoPin):
            return CardTextFailed(here, CardTextNotice.NO_PIN, 0)
        return CardTextFailed(here, _lost(left)) if isinstance(left, Gone) else CardTextAsked(here, left)

    async def read(self, inserted: CardInserted, pin: bytearray, tries_shown: int) -> CardTextRead | CardTextFailed:
        """The text; the number is sent once at most, and `pin` is overwritten whatever happens."""
        here = inserted.presentation
        try:
            session = await self._reader.begin(inserted)
            if isinstance(session, Gone | Unavailable):
                return CardTextFailed(here, _lost(session))
            try:
                return await _read(session, here, pin, tries_shown)
            except CardRefused:
                return CardTextFailed(here, CardTextNotice.UNREADABLE)
            finally:
                await session.end()
        finally:
            pin[:] = bytes(len(pin))


async def _refused_by(card: MyNumberCard, proof: CardProof) -> CardTextNotice | None:
    """Why this is not the card that signed a proof; None: it is."""
    certificate = await card.read_certificate()
    if isinstance(certificate, Gone):
        return _lost(certificate)
    is_it = isinstance(certificate, bytes) and base64.b64encode(certificate).decode() == proof.certificate
    return None if is_it else CardTextNotice.OTHER_CARD


async def _read(session: CardSession, here: str, pin: bytearray, tries_shown: int) -> CardTextRead | CardTextFailed:
    card = MyNumberCard(session)
    verified = await card.verify_pin(pin, tries_shown=tries_shown, which=CardPin.TEXT)
    if not isinstance(verified, Verified):
        return CardTextFailed(here, *_refusal(verified))
    four = await card.read_basic_four()
    return CardTextFailed(here, _lost(four)) if isinstance(four, Gone) else CardTextRead(_own_words(four))


def _refusal(outcome: PinOutcome | Gone) -> tuple[CardTextNotice, int | None]:
    """What is said of a number that did not open the text, and how many tries are left."""
    match outcome:
        case WrongPin(left=left):
            return CardTextNotice.WRONG, left
        case FewerTries(left=left):
            return CardTextNotice.NONE, left
        case UnknownOutcome(left=int(left)):
            return CardTextNotice.UNREADABLE, left
        case Locked():
            return CardTextNotice.LOCKED, 0
        case NoPin():
            return CardTextNotice.NO_PIN, 0
    return CardTextNotice.PULLED, None


def _lost(why: Gone | Unavailable) -> CardTextNotice:
    return CardTextNotice.PULLED if isinstance(why, Gone) else CardTextNotice.UNREADABLE


def _own_words(four: BasicFour) -> OwnWords:
    return OwnWords(
        name=four.name,
        birth=_day(four.birth_date),
        sex=_SEXES.get(four.sex, ""),
        address=four.address,
        is_from_card=True,
    )


def _day(digits: str) -> date | None:
    """The day of eight digits; cards of people whose day is not known hold digits that are no day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
