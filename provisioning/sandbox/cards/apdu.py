"""Commands as a card receives them and the status words it answers with (ISO 7816-4, JICSAP 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

SHORT_MAXIMUM = 256
EXTENDED_MAXIMUM = 65533  # with the status word it still fits the frame of the virtual reader


class SW(IntEnum):
    """Status words."""

    OK = 0x9000
    NOT_VERIFIED = 0x6300
    TRIES_LEFT = 0x63C0
    NO_SESSION_KEY = 0x66F1
    WRONG_LENGTH = 0x6700
    NO_CHANNEL = 0x6881
    NO_SECURE_MESSAGING = 0x6882
    NO_SECURE_FILE = 0x69FC
    WRONG_STRUCTURE = 0x6981
    LOCKED_OUT = 0x6982
    BLOCKED = 0x6984
    CONDITIONS = 0x6985
    NO_CURRENT_FILE = 0x6986
    BAD_CONTENT = 0x6A80
    NOT_FOUND = 0x6A82
    NO_RECORD = 0x6A83
    BAD_PARAMETERS = 0x6A86
    NO_OBJECT = 0x6A88
    BEYOND_END = 0x6B00
    NO_INSTRUCTION = 0x6D00
    NO_CLASS = 0x6E00


class Refused(Exception):
    """The card answers with this status word instead of carrying the command out."""

    def __init__(self, status: SW) -> None:
        self.status = status
        super().__init__(status.name)


@dataclass(frozen=True)
class Command:
    """One command; `expected` is the number of bytes asked for, None when none were."""

    cla: int
    ins: int
    p1: int
    p2: int
    content: bytes = b""
    expected: int | None = None

    @property
    def offset(self) -> int:
        """P1 and P2 as one number."""
        return self.p1 << 8 | self.p2


def read_command(raw: bytes) -> Command:
    """The command in any of the seven forms of ISO 7816-3. Raises Refused(WRONG_LENGTH)."""
    if len(raw) < 4:
        raise Refused(SW.WRONG_LENGTH)
    content, expected = _body(raw[4:])
    return Command(raw[0], raw[1], raw[2], raw[3], content, expected)


def answer(status: int, content: bytes = b"") -> bytes:
    """What goes back to the reader."""
    return content + status.to_bytes(2, "big")


def _body(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or SHORT_MAXIMUM
    if body[0]:
        return _content(body[0], body[1:], 1)
    if len(body) == 3:
        return b"", _extended(body[1:])
    size = int.from_bytes(body[1:3], "big")
    return _content(size, body[3:], 2)


def _content(size: int, rest: bytes, le_size: int) -> tuple[bytes, int | None]:
    if size and len(rest) == size:
        return rest, None
    if not size or len(rest) != size + le_size:
        raise Refused(SW.WRONG_LENGTH)
    le = rest[size:]
    return rest[:size], _extended(le) if le_size == 2 else le[0] or SHORT_MAXIMUM


def _extended(le: bytes) -> int:
    return min(int.from_bytes(le, "big") or EXTENDED_MAXIMUM, EXTENDED_MAXIMUM)
