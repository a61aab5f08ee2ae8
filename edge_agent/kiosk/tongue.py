"""Everything that pages say in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protocol.village.languages import Language
from protocol.village.lettering import Lettering

from ..texts.catalogue import Texts
from ..texts.readings import Readings
from .calendar_words import CalendarWords
from .hour_words import HourWords
from .people import PeopleWords
from .ruby import with_readings
from .screen_words import ScreenWords

TextOf = Callable[..., str]


@dataclass(frozen=True)
class Tongue:
    """The texts of a language, plain and with ふりがな, and what puts a visit into its words."""

    language: Language
    text: TextOf
    text_with_readings: TextOf
    hours: HourWords
    people: PeopleWords
    filling: ScreenWords


def tongue_of(language: Language, texts: Texts, lettering: Lettering, readings: Readings) -> Tongue:
    """What pages say in a language."""
    calendar = CalendarWords(language)
    return Tongue(
        language=language,
        text=texts,
        text_with_readings=with_readings(texts, readings) if language.is_japanese else texts,
        hours=HourWords(texts, calendar),
        people=PeopleWords(texts, lettering, calendar),
        filling=ScreenWords(texts, calendar),
    )
