"""A card that answers from a script, byte for byte, and remembers what it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from edge_agent.cards.apdu import Command, Response
from edge_agent.cards.transport import Gone

PULLED = ""


@dataclass
class Scripted:
    """Answers each expected command (hexadecimal) with its answer; `PULLED` takes the card away at that point."""

    script: list[tuple[str, str]]
    sent: list[str] = field(default_factory=list)
    is_ended: bool = False

    async def transmit(self, command: Command) -> Response | Gone:
        """The next answer; fails when the command is not the one that is expected."""
        self.sent.append(command.encoded().hex().upper())
        expected, answer = self.script.pop(0)
        assert self.sent[-1] == expected.replace(" ", "")
        return Gone() if answer == PULLED else Response.decoded(bytes.fromhex(answer))

    async def end(self) -> None:
        """The power is off."""
        self.is_ended = True


SELECT_JPKI = "00A4040C0AD392F000260100000001"
SELECT_TEXT = "00A4040C0AD3921000310001010408"
SELECT_LICENCE = "00A4040C10A0000002310100000000000000000000"
SELECT_TOKEN = "00A4020C020006"
SELECT_CERTIFICATE = "00A4020C02000A"
SELECT_PIN = "00A4020C020018"
SELECT_SIGNING_PIN = "00A4020C02001B"
SELECT_KEY = "00A4020C020017"
SELECT_TEXT_PIN = "00A4020C020011"
SELECT_BASIC_FOUR = "00A4020C020002"
ASK_TRIES = "00200080"
VERIFY_1234 = "002000800431323334"
