"""The way to a card: two methods that a reader's session has, and what may be said over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .apdu import FAILED_ONCE, OK, Command, Response


@dataclass(frozen=True)
class Gone:
    """The card left, or its session was lost. Nothing more can be said to it; it has to be put on the reader again."""


class Transport(Protocol):
    """A card that listens to nobody else until `end`."""

    async def transmit(self, command: Command) -> Response | Gone:
        """The answer to one command, sent at most once; its bytes are taken before anything is awaited."""

    async def end(self) -> None:
        """Take the power from the card, so that it forgets which PINs it saw. Does nothing the second time."""


async def in_turn(transport: Transport, *commands: Command) -> Response | Gone:
    """The answer to the last of these commands, or to the first that the card did not answer with 9000."""
    answer: Response | Gone = Gone()
    for command in commands:
        answer = await transmitted(transport, command)
        if isinstance(answer, Gone) or answer.sw != OK:
            break
    return answer


async def transmitted(transport: Transport, command: Command) -> Response | Gone:
    """The answer to one command without a PIN; some cards fail the first after power-up with 6F00 and want it again."""
    answer = await transport.transmit(command)
    if isinstance(answer, Response) and answer.sw == FAILED_ONCE:
        return await transport.transmit(command)
    return answer
