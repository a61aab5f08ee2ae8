"""Names of people: 氏 and 名, foreign names, フリガナ; characters are kept exactly as registered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 100
SPACE = "\u3000"

_SPACES = re.compile(r"[ \u3000\t]+")
_CLUSTER = re.compile(
    "[^\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309a][\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309a]*"
)
_ROMAN = re.compile(r"[A-Z][A-Z' .\-]*")
_KATAKANA = re.compile(r"[ァ-ヺー・ 　]+")


class Complaint(StrEnum):
    """Why a name cannot be taken as it is."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_ROMAN = "not-roman"
    NOT_KATAKANA = "not-katakana"


def graphemes(text: str) -> tuple[str, ...]:
    """The characters as people count them: 「葛󠄀」 with its selector is one, a surrogate pair is one."""
    return tuple(_CLUSTER.findall(text))


@dataclass(frozen=True)
class JapaneseName:
    """氏 and 名 in two boxes; printed with one full-width space between them."""

    family: str
    given: str

    def __str__(self) -> str:
        return SPACE.join(part for part in (self.family, self.given) if part)

    @classmethod
    def split(cls, text: str) -> JapaneseName:
        """「道志　太郎」 at its first space; without a space everything is 氏. No character is changed."""
        family, _, given = _SPACES.sub(SPACE, text).strip(SPACE).partition(SPACE)
        return cls(family, given)

    def complaints(self) -> tuple[Complaint, ...]:
        """What keeps this name from being taken."""
        return _length(str(self)) if self.family else (Complaint.EMPTY,)


@dataclass(frozen=True)
class ForeignName:
    """As on the 在留カード: capital Roman letters, family name first; 漢字, フリガナ and 通称 where there are any."""

    roman: str
    kanji: str = ""
    kana: str = ""
    alias: str = ""

    def __str__(self) -> str:
        reading = f"（{self.kana}）" if self.kana else ""
        return SPACE.join(part for part in (self.roman, self.kanji, reading) if part)

    def complaints(self) -> tuple[Complaint, ...]:
        """What keeps this name from being taken."""
        if not self.roman and not self.kanji:
            return (Complaint.EMPTY,)
        odd = () if not self.roman or _ROMAN.fullmatch(self.roman) else (Complaint.NOT_ROMAN,)
        return (*odd, *kana_complaints(self.kana), *_length(str(self)))


def roman_name(text: str) -> str:
    """A foreign name as typed: full-width letters narrowed, capitals, single spaces."""
    narrow = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)
    return _SPACES.sub(" ", narrow).strip().upper()


def kana_complaints(kana: str) -> tuple[Complaint, ...]:
    """What keeps this フリガナ from being taken: full-width katakana only; empty is not judged here."""
    return () if not kana or _KATAKANA.fullmatch(kana) else (Complaint.NOT_KATAKANA,)


def _length(text: str) -> tuple[Complaint, ...]:
    return (Complaint.TOO_LONG,) if len(graphemes(text)) > LONGEST else ()
