"""What a reader that types sends for a text: the presses of a keyboard with US layout."""

from __future__ import annotations

import string
import struct
from collections.abc import Iterator

from evdev import ecodes

_EVENT = struct.Struct("qqHHi")
_USAGES = 0x70000

_NAMED = {
    " ": "SPACE", "-": "MINUS", "=": "EQUAL", "[": "LEFTBRACE", "]": "RIGHTBRACE", "\\": "BACKSLASH", ";": "SEMICOLON",
    "'": "APOSTROPHE", "`": "GRAVE", ",": "COMMA", ".": "DOT", "/": "SLASH", "\t": "TAB",
}  # fmt: skip
_SHIFTED = {
    "!": "1", "@": "2", "#": "3", "$": "4", "%": "5", "^": "6", "&": "7", "*": "8", "(": "9", ")": "0",
    "_": "MINUS", "+": "EQUAL", "{": "LEFTBRACE", "}": "RIGHTBRACE", "|": "BACKSLASH", ":": "SEMICOLON",
    '"': "APOSTROPHE", "~": "GRAVE", "<": "COMMA", ">": "DOT", "?": "SLASH",
}  # fmt: skip
_PLAIN = _NAMED | {sign: sign.upper() for sign in string.ascii_lowercase + string.digits}
_SHIFT = ecodes.KEY_LEFTSHIFT
_ENTER = ecodes.KEY_ENTER


def can_type(text: str) -> bool:
    """Whether every sign of a text is on the keyboard."""
    return all(sign in _PLAIN or sign in _SHIFTED or sign in string.ascii_uppercase for sign in text)


def strokes(text: str, *, has_end: bool = True) -> Iterator[bytes]:
    """The input events of each sign, then of Enter; an emulated kernel stamps no time on them."""
    for sign in text:
        is_shifted = sign in _SHIFTED or sign in string.ascii_uppercase
        name = _SHIFTED.get(sign, sign) if is_shifted else _PLAIN[sign]
        yield _stroke(ecodes.ecodes[f"KEY_{name}"], is_shifted=is_shifted)
    if has_end:
        yield _stroke(_ENTER, is_shifted=False)


def _stroke(key: int, *, is_shifted: bool) -> bytes:
    around = (_moved(_SHIFT, 1), _moved(_SHIFT, 0)) if is_shifted else (b"", b"")
    return around[0] + _moved(key, 1) + _moved(key, 0) + around[1]


def _moved(key: int, value: int) -> bytes:
    """A scan code, the key, and the end of the report."""
    scanned = _EVENT.pack(0, 0, ecodes.EV_MSC, ecodes.MSC_SCAN, _USAGES + key)
    return scanned + _EVENT.pack(0, 0, ecodes.EV_KEY, key, value) + _EVENT.pack(0, 0, ecodes.EV_SYN, 0, 0)
