"""Days and times in the words of a language: 和暦 in 日本語, the western calendar in every other one."""

from __future__ import annotations

from datetime import date, time

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from protocol.japanese.eras import era_date, western_date
from protocol.village.languages import Language


class CalendarWords:
    """Writes days and times for one language."""

    def __init__(self, language: Language = Language.JAPANESE) -> None:
        self._language = language
        self._locale = Locale.parse(language.tag, sep="-")

    @property
    def has_eras(self) -> bool:
        """Whether years are counted by era."""
        return self._language.is_japanese

    def day(self, day: date, *, era: str = "") -> str:
        """「令和8年11月24日（火）」, in the era that was asked for; "Tuesday, November 24, 2026"."""
        if self.has_eras:
            return era_date(day, weekday=True, era=era)
        return format_date(day, "full", locale=self._locale)

    def short(self, day: date) -> str:
        """「11月24日（火）」, "Tue, Nov 24"."""
        if self.has_eras:
            return era_date(day, weekday=True).partition("年")[2]
        return format_skeleton("MMMEd", day, locale=self._locale)

    def birth(self, day: date, *, is_foreign: bool) -> str:
        """A day of birth as the register writes it; in another language by the western calendar."""
        if not self.has_eras:
            return format_date(day, "long", locale=self._locale)
        return western_date(day) if is_foreign else era_date(day)

    def time(self, moment: time) -> str:
        """ "8:30 AM", as it is usual where the language is spoken; 日本語 has its own words."""
        return format_time(moment, "short", locale=self._locale)
