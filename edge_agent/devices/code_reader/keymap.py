"""The keys of a keyboard with US layout, by the numbers of linux/input-event-codes.h."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a key that types no sign, so that a code with a gap in it is not taken for a whole one."""

ENDS = frozenset({28, 96})  # Enter, and that of the number pad
SHIFTS = frozenset({42, 54})
_SILENT = frozenset({58, 69, 70})  # the locks: a reader may press them around a code

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"),
    (98, "/", "/"),
    (15, "\t", "\t"),
)
_PLAIN = {first + place: sign for first, plain, _ in _ROWS for place, sign in enumerate(plain)}
_SHIFTED = {first + place: sign for first, _, shifted in _ROWS for place, sign in enumerate(shifted)}


def sign(key: int, *, is_shifted: bool) -> str:
    """What a key types: one sign, UNKNOWN, or nothing at all for a lock."""
    if key in _SILENT:
        return ""
    return (_SHIFTED if is_shifted else _PLAIN).get(key, UNKNOWN)
