"""What stands on a slip, from top to bottom: lines of words, rules and codes, not yet as dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from protocol.japanese.eras import era_date
from protocol.village.opening import JAPAN
from protocol.village.papers import PrintedCode, Slip

from ..texts.catalogue import Texts

_MOST_COUNTED_IN_TSU = 9


class Size(IntEnum):
    """Heights in dots; 8 dots are 1 mm. NUMBER is 72 points."""

    SMALL = 28
    BODY = 34
    HEAD = 46
    NUMBER = 203


@dataclass(frozen=True)
class Words:
    """Words in the middle; a line break is one, and what is too wide is wrapped, or shrunk when it `shrinks`."""

    text: str
    size: Size = Size.BODY
    is_bold: bool = False
    shrinks: bool = False


@dataclass(frozen=True)
class Banner:
    """White words on black, over the whole width."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A dashed line."""


@dataclass(frozen=True)
class Bar:
    """A black bar over the whole width: it shows every dot of the print head."""


@dataclass(frozen=True)
class Qr:
    """A code, `dots` wide for each of its modules."""

    text: str
    dots: int


@dataclass(frozen=True)
class Gap:
    """White paper."""

    lines: int


Block = Words | Banner | Rule | Bar | Qr | Gap

_CASE_DOTS = 6
_SECTION_DOTS = 7


class SlipLayout:
    """Puts slips together in the words of the catalogue."""

    def __init__(self, texts: Texts, *, village: str, is_practice: bool) -> None:
        self._texts = texts
        self._village = village
        self._is_practice = is_practice

    def slip(self, slip: Slip) -> Iterator[Block]:
        """The 受付票."""
        yield from self._head()
        yield Words(self._texts("slip.number"), is_bold=True)
        yield Words(slip.number, Size.NUMBER, is_bold=True, shrinks=True)
        yield Words(self._texts("slip.next"), is_bold=True)
        if slip.is_offline:
            yield Rule()
            yield Words(self._texts("slip.offline"), Size.SMALL)
        yield Rule()
        yield from self._about(slip)
        for code in slip.codes:
            yield Rule()
            yield from self._section(code) if code.section else self._case(code)
        yield Rule()
        yield from self._foot()

    def trial(self, at: datetime) -> Iterator[Block]:
        """A short slip that shows whether the printer prints well; it has no number."""
        yield from self._head()
        yield Words(self._texts("slip.trial"), Size.HEAD, is_bold=True)
        yield Words(self._moment(at))
        yield Bar()
        yield Words(self._texts("slip.trial-look"), Size.SMALL)
        yield from self._foot()

    def _head(self) -> Iterator[Block]:
        if self._is_practice:
            yield Banner(self._texts("slip.practice"))
            yield Gap(16)
        yield Words(self._texts("slip.village", village=self._village), is_bold=True)
        yield Gap(8)

    def _about(self, slip: Slip) -> Iterator[Block]:
        known = self._texts.keys()
        if f"event.{slip.life_event}" in known:
            yield Words(self._texts(f"event.{slip.life_event}"), is_bold=True)
        yield Words(self._moment(slip.accepted_at))
        yield Words(self._texts("slip.terminal", village=self._village, terminal=slip.number.partition("-")[0]))

    def _case(self, code: PrintedCode) -> Iterator[Block]:
        yield Words(self._texts("slip.staff"), Size.SMALL)
        yield Qr(code.text, _CASE_DOTS)

    def _section(self, code: PrintedCode) -> Iterator[Block]:
        yield Words(code.section, Size.HEAD, is_bold=True)
        if code.place:
            yield Words(code.place)
        if code.procedures:
            if code.procedures <= _MOST_COUNTED_IN_TSU:
                yield Words(self._texts("slip.procedures", count=code.procedures))
            else:
                yield Words(self._texts("slip.many-procedures", count=code.procedures))
        yield Qr(code.text, _SECTION_DOTS)

    def _foot(self) -> Iterator[Block]:
        yield Words(self._texts("slip.no-name"), Size.SMALL)
        yield Gap(16)

    def _moment(self, at: datetime) -> str:
        here = at.astimezone(JAPAN)
        return f"{era_date(here.date(), weekday=True)}\n{here.hour}:{here.minute:02d}"
