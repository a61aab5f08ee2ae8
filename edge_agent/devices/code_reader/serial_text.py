"""Puts the bytes of a reader on a serial line together to codes; pure, the pauses are told by whoever listens."""

from __future__ import annotations

from collections.abc import Sequence

from .port import LONGEST_CODE, CodeEvent, CodeRead, CodeTorn

_ENDS = b"\r\n"
_MOST_BYTES = 4 * LONGEST_CODE


class SerialText:
    """One code at a time, in UTF-8, ended by CR, LF or both."""

    def __init__(self) -> None:
        self._begun = bytearray()

    @property
    def is_begun(self) -> bool:
        """Whether a code has begun that has not ended."""
        return bool(self._begun)

    def take(self, content: bytes) -> Sequence[CodeEvent]:
        """Take in what came; the codes that ended in it."""
        codes: list[CodeEvent] = []
        for byte in content:
            if byte not in _ENDS:
                # What is too long in any case need not be kept.
                self._begun += bytes((byte,)) if len(self._begun) <= _MOST_BYTES else b""
            elif self._begun:
                codes.append(_code(bytes(self._begun)))
                self._begun.clear()
        return codes

    def broke_off(self) -> Sequence[CodeEvent]:
        """Nothing more came: what has begun is torn."""
        is_torn = self.is_begun
        self._begun.clear()
        return (CodeTorn(),) if is_torn else ()


def _code(content: bytes) -> CodeEvent:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return CodeTorn()
    return CodeRead(text) if len(text) <= LONGEST_CODE else CodeTorn()
