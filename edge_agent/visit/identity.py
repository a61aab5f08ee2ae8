"""Proves with the card on the reader who stands at the counter: certificate, PIN, one signature, central's word."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass

from protocol.wire.card_proof import card_digest
from protocol.wire.messages.identity import CardProof, Challenge, Identity, Outcome, ProveIdentity
from protocol.wire.messages.residents import AskHousehold, Household

from ..cards.my_number import MyNumberCard
from ..cards.outcomes import FewerTries, Locked, NoCertificate, NoPin, PinOutcome, UnknownOutcome, Verified, WrongPin
from ..cards.recognition import CardKind
from ..cards.transport import Gone
from ..devices.card.port import CardInserted, CardReader, CardSession, Unavailable
from ..errors import CardRefused
from .challenges import Asker, ChallengeStock, Chosen
from .happenings import CardLost, Judged, PinWrong
from .state import Assurance, Card, CardState, Stop

PERSON_SECONDS = 4.0

_ASSURANCES = {
    Outcome.IDENTIFIED: Assurance.CARD,
    Outcome.PENDING: Assurance.PENDING,
    Outcome.STRANGER: Assurance.STRANGER,
}
_STOPS = {
    Outcome.EXPIRED: Stop.EXPIRED,
    Outcome.UNDER_AGE: Stop.UNDER_AGE,
    Outcome.UNAVAILABLE: Stop.UNAVAILABLE,
    Outcome.NEUTRAL: Stop.NEUTRAL,
}
_UNAVAILABLE = Judged(Assurance.NONE, Stop.UNAVAILABLE)

Judgement = Judged | PinWrong | CardLost
_Refusal = NoCertificate | PinOutcome | Gone


@dataclass(frozen=True)
class Attempt:
    """One number that was typed: in which visit, for what, with how many tries shown, and when (loop time)."""

    visit: str
    life_event: str
    tries_shown: int
    sent_at: float


class IdentityCheck:
    """Everything about one card is asked in one session, which takes the power from the card at its end.

    `neutral_seconds`: when, after the PIN was sent, a neutral stop appears; not below the deadline of the question.
    """

    def __init__(
        self, *, reader: CardReader, asker: Asker, stock: ChallengeStock, terminal: str, neutral_seconds: float = 4.0
    ) -> None:
        if neutral_seconds < PERSON_SECONDS:
            raise ValueError("a neutral stop must not come before the deadline of the question")
        self._reader = reader
        self._asker = asker
        self._stock = stock
        self._terminal = terminal
        self._neutral_seconds = neutral_seconds

    async def look_at(self, inserted: CardInserted) -> Card:
        """What the card says of itself without a PIN."""
        here = inserted.presentation
        if inserted.kind is CardKind.FACE_ONLY:
            return Card(CardState.USABLE, here, has_pin=False)
        if inserted.kind is not CardKind.MY_NUMBER:
            return Card(CardState.FOREIGN, here)
        session = await self._reader.begin(inserted)
        if isinstance(session, Gone | Unavailable):
            return Card(CardState.UNREADABLE, here)
        try:
            return await _asked(MyNumberCard(session), here)
        except CardRefused:
            return Card(CardState.UNREADABLE, here)
        finally:
            await session.end()

    async def prove(self, inserted: CardInserted, pin: bytearray, attempt: Attempt) -> Judgement:
        """The whole ceremony; `pin` is overwritten whatever happens."""
        try:
            chosen = await self._stock.challenge_for(attempt.visit)
            if chosen is None:
                return Judged(Assurance.UNVERIFIED)
            if not isinstance(chosen, Chosen):
                return _UNAVAILABLE
            signed = await self._signed(inserted, pin, attempt, chosen.challenge)
        finally:
            pin[:] = bytes(len(pin))
        if not isinstance(signed, CardProof):
            return signed
        if chosen.is_from_stock:
            return Judged(Assurance.PENDING, proof=signed)
        judged = await self._judged(signed, attempt)
        if judged.stop is Stop.NEUTRAL:
            await asyncio.sleep(attempt.sent_at + self._neutral_seconds - asyncio.get_running_loop().time())
        return judged

    async def household(self, visit: str) -> Household | None:
        """The household of a proved visit; None: not in time."""
        answer = await self._asker.ask(AskHousehold(), visit=visit, seconds=PERSON_SECONDS)
        return answer if isinstance(answer, Household) else None

    async def _signed(
        self, inserted: CardInserted, pin: bytearray, attempt: Attempt, challenge: Challenge
    ) -> CardProof | Judgement:
        lost = CardLost(inserted.presentation)
        session = await self._reader.begin(inserted)
        if isinstance(session, Gone | Unavailable):
            return lost
        try:
            signed = await self._ceremony(session, pin, attempt, challenge)
        except CardRefused:
            return lost
        finally:
            await session.end()
        return signed if isinstance(signed, CardProof) else _refusal(signed, inserted.presentation)

    async def _ceremony(
        self, session: CardSession, pin: bytearray, attempt: Attempt, challenge: Challenge
    ) -> CardProof | _Refusal:
        """The proof, or what the card said instead."""
        card = MyNumberCard(session)
        certificate = await card.read_certificate()
        if not isinstance(certificate, bytes):
            return certificate
        verified = await card.verify_pin(pin, tries_shown=attempt.tries_shown)
        if not isinstance(verified, Verified):
            return verified
        nonce = base64.b64decode(challenge.nonce)
        digest = card_digest(
            terminal=self._terminal, visit=attempt.visit, challenge=challenge.id, nonce=nonce, context=""
        )
        signature = await card.sign(digest)
        if not isinstance(signature, bytes):
            return signature
        return CardProof(challenge.id, _base64(certificate), _base64(signature))

    async def _judged(self, proof: CardProof, attempt: Attempt) -> Judged:
        question = ProveIdentity(proof, (attempt.life_event,))
        answer = await self._asker.ask(question, visit=attempt.visit, seconds=PERSON_SECONDS)
        if not isinstance(answer, Identity):
            return _UNAVAILABLE
        if stop := _STOPS.get(answer.outcome):
            return Judged(Assurance.NONE, stop)
        return Judged(_ASSURANCES[answer.outcome], proof=proof)


async def _asked(card: MyNumberCard, presentation: str) -> Card:
    has_certificate = await card.has_certificate()
    tries = await card.tries_left() if has_certificate is True else None
    if isinstance(has_certificate, Gone) or isinstance(tries, Gone):
        return Card(CardState.UNREADABLE, presentation)
    if isinstance(tries, NoPin):
        return Card(CardState.USABLE, presentation, has_pin=False)
    return Card(CardState.USABLE, presentation, tries, has_certificate)


def _refusal(outcome: _Refusal, presentation: str) -> Judgement:
    match outcome:
        case WrongPin(left=left):
            return PinWrong(presentation, left)
        case Locked():
            return PinWrong(presentation, 0)
        case FewerTries(left=left) | UnknownOutcome(left=int(left)):
            return PinWrong(presentation, left, is_sent=False)
        case NoPin():
            return Judged(Assurance.NONE, Stop.NO_PIN)
        case NoCertificate():
            return Judged(Assurance.NONE, Stop.NO_CERTIFICATE)
    return CardLost(presentation)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
