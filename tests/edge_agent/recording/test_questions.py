"""What a recorded card is asked: nothing that needs a PIN, and the session is always given back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from edge_agent.cards.apdu import VERIFY, Command, Response
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardSession, Unavailable
from edge_agent.recording.questions import ask_card
from protocol.devices import DeviceKind, FaultCode

CARD = CardInserted(CardKind.MY_NUMBER, "1")
LABEL = b"JPKIAPICCTOKEN2".ljust(32)


class Card:
    """A My Number card whose certificate is read until `leaves_after` commands, or refused."""

    def __init__(self, *, leaves_after: int = 99, refuses: bool = False) -> None:
        self.asked: list[Command] = []
        self.is_ended = False
        self._leaves_after = leaves_after
        self._refuses = refuses

    async def transmit(self, command: Command) -> Response | Gone:
        """The answer."""
        self.asked.append(command)
        if len(self.asked) > self._leaves_after:
            return Gone()
        if command.ins == VERIFY:
            return Response.decoded(b"\x63\xc3")
        if command.ins != 0xB0:
            return Response.decoded(b"\x90\x00")
        if self._refuses and command.wanted != 32:
            return Response.decoded(b"\x69\x82")
        return Response.decoded({32: LABEL, 4: b"\x30\x82\x00\x10"}.get(command.wanted or 0, bytes(20)) + b"\x90\x00")

    async def end(self) -> None:
        """Note it."""
        self.is_ended = True


class Reader:
    """A reader with that card on it."""

    kind = DeviceKind.CARD_READER
    name = "card-reader"
    status = ABSENT

    def __init__(self, begun: CardSession | Gone | Unavailable) -> None:
        self._begun = begun

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[CardEvent | Standing]:
        yield CARD

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        return self._begun


async def test_a_card_is_asked_its_kind_and_its_certificate_and_never_given_a_pin() -> None:
    card = Card()
    await ask_card(Reader(card), CARD)
    assert card.is_ended
    assert [len(command.body) for command in card.asked if command.ins == VERIFY] == [0]
    assert [command.wanted for command in card.asked if command.ins == 0xB0] == [32, 4, 20]


@pytest.mark.parametrize(
    "card", [Card(leaves_after=0), Card(leaves_after=7), Card(refuses=True)], ids=("at-once", "later", "refuses")
)
async def test_a_card_that_leaves_or_refuses_is_given_back(card: Card) -> None:
    await ask_card(Reader(card), CARD)
    assert card.is_ended


@pytest.mark.parametrize("refusal", [Gone(), Unavailable(FaultCode.IN_USE)], ids=("gone", "in-use"))
async def test_a_card_that_cannot_be_had_is_passed_over(refusal: Gone | Unavailable) -> None:
    await ask_card(Reader(refusal), CARD)
