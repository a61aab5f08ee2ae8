"""宛名番号 and 世帯番号: digits whose last one is a check (M11 with weights 2 to 7)."""

from __future__ import annotations

from itertools import cycle

LONGEST = 15
_WEIGHTS = range(2, 8)


def check_digit(body: str) -> int:
    """The digit that follows `body`; a remainder that would give 10 gives 0."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(body), cycle(_WEIGHTS), strict=False))
    return -total % 11 % 10


def is_registry_number(text: str) -> bool:
    """Whether `text` is 2 to 15 ASCII digits with the right check digit."""
    if not (text.isascii() and text.isdigit() and 2 <= len(text) <= LONGEST):
        return False
    return int(text[-1]) == check_digit(text[:-1])
