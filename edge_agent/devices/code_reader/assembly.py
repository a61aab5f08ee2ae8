"""Puts the keys that a reader presses together to codes; pure, the pauses are told by whoever listens."""

from __future__ import annotations

from dataclasses import dataclass

from . import keymap
from .port import LONGEST_CODE, CodeEvent, CodeRead, CodeTorn


@dataclass(frozen=True)
class Key:
    """A key went down or up; `number` is that of linux/input-event-codes.h."""

    number: int
    is_down: bool


@dataclass(frozen=True)
class KeysLost:
    """The kernel dropped keys because nobody took them in time."""


Press = Key | KeysLost


class Assembly:
    """One code at a time, ended by Enter."""

    def __init__(self) -> None:
        self._signs: list[str] = []
        self._shifts: set[int] = set()
        self._is_broken = False

    @property
    def is_begun(self) -> bool:
        """Whether a code has begun that has not ended."""
        return bool(self._signs) or self._is_broken

    def take(self, press: Press) -> CodeEvent | None:
        """Take in one press; the code that it ended."""
        if isinstance(press, KeysLost):
            self._is_broken = True
            self._shifts.clear()
        elif press.number in keymap.SHIFTS:
            (self._shifts.add if press.is_down else self._shifts.discard)(press.number)
        elif press.is_down and press.number in keymap.ENDS:
            return self._ended()
        elif press.is_down:
            self._add(keymap.sign(press.number, is_shifted=bool(self._shifts)))
        return None

    def paused(self) -> CodeEvent | None:
        """No key came for too long: what has begun is torn."""
        self._is_broken = self.is_begun
        return self._ended()

    def _add(self, sign: str) -> None:
        if sign and len(self._signs) == LONGEST_CODE:
            self._is_broken = True
        elif sign:
            self._signs.append(sign)

    def _ended(self) -> CodeEvent | None:
        text, is_broken = "".join(self._signs), self._is_broken
        self._signs.clear()
        self._is_broken = False
        if is_broken:
            return CodeTorn()
        return CodeRead(text) if text else None
