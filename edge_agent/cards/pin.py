"""Presenting a PIN: the tries are asked first, the PIN is sent once."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ..errors import CardRefused
from .apdu import BLOCKED, KEY_NOT_FOUND, NOT_FOUND, OK, VERIFY, Command, Response
from .files import Application, CardFile, JpkiFile, TextFile, select_file
from .outcomes import FewerTries, Locked, NoPin, PinOutcome, UnknownOutcome, Verified, WrongPin
from .transport import Gone, Transport, in_turn, transmitted

# ISO case 1, no Lc: asks for the tries and costs none.
ASK_TRIES: Final = Command(0x00, VERIFY, 0x00, 0x80)

DIGITS: Final = 4


class CardPin(Enum):
    """The PINs of four digits that this product may ask for."""

    AUTHENTICATION = (Application.JPKI, JpkiFile.AUTHENTICATION_PIN)
    TEXT = (Application.TEXT, TextFile.PIN)

    def __init__(self, application: Application, file: CardFile) -> None:
        self.application = application
        self.file = file


async def ask_tries(transport: Transport, file: CardFile) -> int | NoPin | Gone:
    """How many tries a PIN of the open application has left; its file is the current one afterwards."""
    answer = await in_turn(transport, select_file(file), ASK_TRIES)
    if isinstance(answer, Gone):
        return answer
    if answer.sw in (NOT_FOUND, KEY_NOT_FOUND):
        return NoPin()
    left = _tries(answer)
    if left is None:
        raise CardRefused(repr(answer.sw))
    return left


async def present(transport: Transport, file: CardFile, pin: bytearray, *, tries_shown: int) -> PinOutcome | Gone:
    """Send a PIN to its open application, once, unless fewer tries remain than the person was shown."""
    left = await ask_tries(transport, file)
    if isinstance(left, NoPin | Gone):
        return left
    if left == 0:
        return Locked()
    if left < tries_shown:
        return FewerTries(left)
    return await _sent(transport, pin)


async def _sent(transport: Transport, pin: bytearray) -> PinOutcome:
    answer = await transport.transmit(Command(0x00, VERIFY, 0x00, 0x80, pin))
    if isinstance(answer, Gone):
        return UnknownOutcome(None)
    match answer.sw:
        case sw if sw == OK:
            return Verified()
        case sw if sw == BLOCKED or sw.tries_left == 0:
            return Locked()
        case sw if sw.tries_left is not None:
            return WrongPin(sw.tries_left)
        case _:
            return await _asked_afterwards(transport)


async def _asked_afterwards(transport: Transport) -> Locked | UnknownOutcome:
    answer = await transmitted(transport, ASK_TRIES)
    left = None if isinstance(answer, Gone) else _tries(answer)
    return Locked() if left == 0 else UnknownOutcome(left)


def _tries(answer: Response) -> int | None:
    return 0 if answer.sw == BLOCKED else answer.sw.tries_left
