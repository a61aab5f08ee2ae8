"""The texts of the QR codes on a slip: `DSM1:`, a kind, 128 random bits and two check characters, nothing else.

A code is opaque: which case or section it stands for is said only inside the sealed event (errata of 4.7).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "DSM1:"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BITS = 128
_SIGNS = 26
_MODULUS = 1021  # the largest prime of two signs: finds every wrong sign and every swapped pair


class CodeKind(StrEnum):
    """C: the case itself, which opens it and ticks nothing. K: one 課, whose scan ticks what is 必要 there."""

    CASE = "C"
    SECTION = "K"


class CodeFault(StrEnum):
    """Why a text is no code of this village: FOREIGN is something else altogether, TORN one of ours, misread."""

    FOREIGN = "foreign"
    TORN = "torn"


@dataclass(frozen=True)
class Code:
    """One code. `token` is the 26 signs of its random bits."""

    kind: CodeKind
    token: str

    @property
    def text(self) -> str:
        """What the QR holds: 34 signs, all of them in the alphanumeric mode of QR."""
        return f"{PREFIX}{self.kind}{self.token}{_check(self.kind, self.token)}"


def new_code(kind: CodeKind) -> Code:
    """A code nobody can guess."""
    number = secrets.randbits(_BITS)
    return Code(kind, "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_SIGNS))))


def read_code(text: str) -> Code | CodeFault:
    """The code in a scanned text; small letters and the look-alikes O, I and L are understood."""
    text = text.strip().upper()
    if not text.startswith(PREFIX):
        return CodeFault.FOREIGN
    signs = text.removeprefix(PREFIX)
    if len(signs) != 1 + _SIGNS + 2 or signs[0] not in set(CodeKind):
        return CodeFault.TORN
    if any(sign not in _VALUES for sign in signs[1:]):
        return CodeFault.TORN
    plain = "".join(_ALPHABET[_VALUES[sign]] for sign in signs[1:])
    kind, token = CodeKind(signs[0]), plain[:_SIGNS]
    return Code(kind, token) if plain[_SIGNS:] == _check(kind, token) else CodeFault.TORN


def _check(kind: CodeKind, token: str) -> str:
    number = ord(kind.value)
    for sign in token:
        number = (number * 32 + _VALUES[sign]) % _MODULUS
    return _ALPHABET[number >> 5] + _ALPHABET[number & 31]
