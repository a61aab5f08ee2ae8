"""Commands to a card and its answers (ISO 7816-4, short form) as values whose repr never shows what is secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SELECT: Final = 0xA4
READ_BINARY: Final = 0xB0
VERIFY: Final = 0x20
PERFORM_SECURITY_OPERATION: Final = 0x2A

_CHANGE_REFERENCE_DATA = 0x24
_CHANGE_KEY = 0x32
_CARRIES_PIN = frozenset({VERIFY, _CHANGE_REFERENCE_DATA, _CHANGE_KEY})
_LONGEST = 255
_MOST_WANTED = 256


@dataclass(frozen=True, repr=False)
class Command:
    """One command. `wanted` is Le: how many bytes are wanted back (256 at most), None for none."""

    cla: int
    ins: int
    p1: int
    p2: int
    body: bytes | bytearray = b""
    wanted: int | None = None

    def __post_init__(self) -> None:
        if len(self.body) > _LONGEST or self.wanted not in (None, *range(1, _MOST_WANTED + 1)):
            raise ValueError("does not fit into a short command")

    def __repr__(self) -> str:
        head = bytes((self.cla, self.ins, self.p1, self.p2)).hex(" ").upper()
        body = f"<{len(self.body)} secret bytes>" if self.ins in _CARRIES_PIN else self.body.hex().upper()
        return f"Command({head}, {body or 'no body'}, wanted={self.wanted})"

    def encoded(self) -> bytearray:
        """The bytes on the wire; with a PIN in it, whoever sends them wipes them afterwards."""
        encoded = bytearray((self.cla, self.ins, self.p1, self.p2))
        if self.body:
            encoded.append(len(self.body))
            encoded += self.body
        if self.wanted is not None:
            encoded.append(self.wanted % _MOST_WANTED)
        return encoded


@dataclass(frozen=True)
class SW:
    """A status word."""

    value: int

    def __repr__(self) -> str:
        return f"SW({self.value:04X})"

    @property
    def tries_left(self) -> int | None:
        """The x of 63Cx, None for every other status word."""
        return self.value & 0xF if self.value & 0xFFF0 == 0x63C0 else None


OK: Final = SW(0x9000)
SECURITY_NOT_SATISFIED: Final = SW(0x6982)
BLOCKED: Final = SW(0x6984)
NOT_FOUND: Final = SW(0x6A82)
KEY_NOT_FOUND: Final = SW(0x6A88)
OUTSIDE_FILE: Final = SW(0x6B00)
FAILED_ONCE: Final = SW(0x6F00)


@dataclass(frozen=True, repr=False)
class Response:
    """What the card answered; the body may be personal and is never shown."""

    body: bytes
    sw: SW

    def __repr__(self) -> str:
        return f"Response({len(self.body)} bytes, {self.sw!r})"

    @classmethod
    def decoded(cls, answer: bytes) -> Response:
        """Body and status word of the bytes on the wire. Raises ValueError when they are fewer than two."""
        if len(answer) < 2:
            raise ValueError("no status word")
        return cls(answer[:-2], SW(int.from_bytes(answer[-2:], "big")))
