"""Section カード: every practice card, where it must lead, its PINs, and the hand that puts it on the reader."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import aiohttp

from ..cards.box import CardBox
from ..cards.card_file import CardKind, PinName
from ..cards.control import CardHand
from ..cards.misbehaviour import Fault, Misbehaviour
from ..cards.requests import Outcome, Situation
from ..people.cards import Expected, PracticeCard
from .section import Action, Section

_READER = 0
_TRIED_AT_THE_KIOSK = {CardKind.MY_NUMBER}


class Manner(StrEnum):
    """How a card on the reader behaves; UPSIDE_DOWN is how the next one is put there."""

    WELL = "well"
    UPSIDE_DOWN = "upside-down"
    PULLED = "pulled"
    SLOW = "slow"
    GARBLED = "garbled"


_MISBEHAVIOURS = {
    Manner.WELL: None,
    Manner.UPSIDE_DOWN: Misbehaviour(Fault.UNRESPONSIVE),
    Manner.PULLED: Misbehaviour(Fault.PULLED),
    Manner.SLOW: Misbehaviour(Fault.SLOW, seconds=0.5),
    Manner.GARBLED: Misbehaviour(Fault.GARBLED),
}
_OF_THE_NEXT = (Manner.WELL, Manner.UPSIDE_DOWN)
_OF_THE_LYING = (Manner.WELL, Manner.PULLED, Manner.SLOW, Manner.GARBLED)


@dataclass(frozen=True)
class CardRow:
    """One card. `tries` are those left of the PIN the kiosk asks for, None for a card without it."""

    key: str
    title: str
    expected: Expected
    when_moving_in: Expected | None
    auth_pin: str
    profile_pin: str
    tries: int | None
    is_here: bool
    is_elsewhere: bool


@dataclass(frozen=True)
class ReaderView:
    """Reader 1: the card that lies there, how it behaves or the next one will, and what can be chosen."""

    lying: str
    manner: Manner
    manners: Sequence[Manner]


class Cards(Section):
    """What a hand does at reader 1; nothing can be done while nobody serves the cards."""

    key = "cards"

    def __init__(self, cards: Sequence[PracticeCard], box: CardBox, hand: CardHand) -> None:
        self._cards = tuple(cards)
        self._box = box
        self._hand = hand
        self._next = Manner.WELL

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"insert": self._insert, "remove": self._remove, "behave": self._behave, "unlock": self._unlock}

    async def view(self) -> Mapping[str, object]:
        try:
            situation = await self._hand.situation()
        except (aiohttp.ClientError, OSError):
            return {"reader": None, "rows": ()}
        tries = await asyncio.to_thread(self._tries)
        rows = [_row(card, tries.get(card.key), _slot_of(situation, card.key)) for card in self._cards]
        return {"reader": self._reader(situation), "rows": rows}

    def _reader(self, situation: Situation) -> ReaderView:
        lying = situation.slots[_READER]
        if lying.card is None:
            return ReaderView("", self._next, _OF_THE_NEXT)
        fault = lying.misbehaviour.fault if lying.misbehaviour is not None else None
        manner = next(each for each, wrong in _MISBEHAVIOURS.items() if (wrong.fault if wrong else None) == fault)
        title = next((card.title for card in self._cards if card.key == lying.card), lying.card)
        return ReaderView(title, manner, _OF_THE_LYING)

    def _tries(self) -> Mapping[str, int]:
        read = {card.key: self._box.read(card.key) for card in self._cards if card.kind in _TRIED_AT_THE_KIOSK}
        return {key: card.secrets[PinName.AUTH].left for key, card in read.items() if card and card.auth}

    async def _insert(self, form: Mapping[str, str]) -> None:
        """Put a card down in the place of the one that lies there."""
        await self._hand.remove(_READER)
        if await self._hand.insert(form["card"], _READER, _MISBEHAVIOURS[self._next]) is Outcome.NO_SUCH_CARD:
            raise KeyError(form["card"])
        self._next = Manner.WELL

    async def _remove(self, _form: Mapping[str, str]) -> None:
        await self._hand.remove(_READER)

    async def _behave(self, form: Mapping[str, str]) -> None:
        manner = Manner(form["manner"])
        if await self._hand.misbehave(_MISBEHAVIOURS[manner], _READER) is Outcome.EMPTY and manner in _OF_THE_NEXT:
            self._next = manner

    async def _unlock(self, form: Mapping[str, str]) -> None:
        if await self._hand.unlock(form["card"]) is Outcome.NO_SUCH_CARD:
            raise KeyError(form["card"])


def _slot_of(situation: Situation, card: str) -> int | None:
    return next((lying.slot for lying in situation.slots if lying.card == card), None)


def _row(card: PracticeCard, tries: int | None, slot: int | None) -> CardRow:
    return CardRow(
        key=card.key,
        title=card.title,
        expected=card.expected,
        when_moving_in=card.when_moving_in,
        auth_pin=card.auth_pin,
        profile_pin=card.profile_pin,
        tries=tries,
        is_here=slot == _READER,
        is_elsewhere=slot is not None and slot != _READER,
    )
