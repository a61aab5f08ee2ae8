"""基本4情報 as the card holds them: name, address, date of birth, sex."""

from __future__ import annotations

from dataclasses import dataclass

from .ber import NotBer, elements

_TEMPLATE = 0xFF20
_NAME, _ADDRESS, _BIRTH_DATE, _SEX = 0xDF22, 0xDF23, 0xDF24, 0xDF25


@dataclass(frozen=True, repr=False)
class BasicFour:
    """What the card says of its holder. `birth_date` is YYYYMMDD, `sex` 1 男, 2 女, 9 適用不能 or 0 不明.

    The name has 代替文字 where the card's character set ends, and a U+3000 between family and given name.
    """

    name: str
    address: str
    birth_date: str
    sex: str

    def __repr__(self) -> str:
        return "BasicFour(***)"


def parse_basic_four(file: bytes) -> BasicFour:
    """Read the whole file, header included. Raises NotBer, also for text that is none."""
    outer = {element.tag: element.value for element in elements(file)}
    inner = {element.tag: element.value for element in elements(outer.get(_TEMPLATE, b""))}
    try:
        return BasicFour(
            name=inner[_NAME].decode(),
            address=inner[_ADDRESS].decode(),
            birth_date=inner[_BIRTH_DATE].decode("ascii"),
            sex=inner[_SEX].decode("ascii"),
        )
    except (KeyError, UnicodeDecodeError):
        raise NotBer("not the four") from None
