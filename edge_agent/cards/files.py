"""The applications and files of cards that this product may open, and the commands that open and read them."""

from __future__ import annotations

from enum import Enum, IntEnum

from ..errors import CardRefused
from .apdu import OK, READ_BINARY, SELECT, Command
from .transport import Gone, Transport, transmitted

_BLOCK = 256
# Bit 8 of the offset's first byte would name another file instead.
_LONGEST = 0x7FFF


class Application(Enum):
    """The applications by their AID."""

    JPKI = bytes.fromhex("D392F000260100000001")
    TEXT = bytes.fromhex("D3921000310001010408")
    DRIVERS_LICENCE = bytes.fromhex("A0000002310100000000000000000000")


class JpkiFile(IntEnum):
    """公的個人認証AP: of its two certificates only the one that carries no personal data."""

    TOKEN = 0x0006
    AUTHENTICATION_CERTIFICATE = 0x000A
    AUTHENTICATION_KEY = 0x0017
    AUTHENTICATION_PIN = 0x0018
    SIGNING_PIN = 0x001B


class TextFile(IntEnum):
    """券面事項入力補助AP: the 4情報 and their PIN. The file that holds the 個人番号 is never named anywhere."""

    BASIC_FOUR = 0x0002
    PIN = 0x0011


CardFile = JpkiFile | TextFile


def select_application(application: Application) -> Command:
    """Open an application by its whole name, without asking what it says of itself."""
    return Command(0x00, SELECT, 0x04, 0x0C, application.value)


def select_file(file: CardFile) -> Command:
    """Make a file of the open application the current one."""
    return Command(0x00, SELECT, 0x02, 0x0C, file.to_bytes(2, "big"))


def read_binary(offset: int, wanted: int) -> Command:
    """Read bytes of the current file. Raises ValueError for an offset beyond 32767."""
    if not 0 <= offset <= _LONGEST:
        raise ValueError("no such offset")
    return Command(0x00, READ_BINARY, offset >> 8, offset & 0xFF, wanted=wanted)


async def read_current(transport: Transport, size: int) -> bytes | Gone:
    """The first `size` bytes of the current file. Raises CardRefused when the card does not give them all."""
    read = bytearray()
    while len(read) < size:
        if len(read) > _LONGEST:
            raise CardRefused("too long")
        answer = await transmitted(transport, read_binary(len(read), min(_BLOCK, size - len(read))))
        if isinstance(answer, Gone):
            return answer
        if answer.sw != OK or not answer.body:
            raise CardRefused(repr(answer.sw))
        read += answer.body
    return bytes(read[:size])
