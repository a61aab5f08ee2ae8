"""The invented person of a card: what stands on its face and in its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """As it is written on the chip."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    NOT_APPLICABLE = "9"


@dataclass(frozen=True)
class Municipality:
    """The town hall that handed the card out; `code` has five digits."""

    code: str
    prefecture_roman: str
    city_roman: str


@dataclass(frozen=True)
class Person:
    """`name` has U+3000 between family and given name; `individual_number` (12) and `resident_code` (11) are digits."""

    name: str
    address: str
    birth: date
    sex: Sex
    municipality: Municipality
    individual_number: str = field(repr=False)
    resident_code: str = field(repr=False)


def practice_individual_number(index: int) -> str:
    """A 個人番号 with a right check digit for the `index`-th invented person (0 to 999,999)."""
    body = f"99999{index:06d}"
    return f"{body}{individual_number_check_digit(body)}"


def individual_number_check_digit(body: str) -> int:
    """The twelfth digit of a 個人番号 whose first eleven are `body`."""
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    remainder = sum(int(digit) * weight for digit, weight in zip(reversed(body), weights, strict=True)) % 11
    return 0 if remainder <= 1 else 11 - remainder


def practice_resident_code(index: int) -> str:
    """A 住民票コード for the `index`-th invented person (0 to 99,999)."""
    return f"999990{index:05d}"
