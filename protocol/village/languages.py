"""The languages in which a counter speaks to residents; 日本語 is the one that every text has."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """One language; the value names its file of texts."""

    JAPANESE = "ja"
    PLAIN_JAPANESE = "ja-easy"
    ENGLISH = "en"
    CHINESE = "zh"
    KOREAN = "ko"
    PORTUGUESE = "pt"
    VIETNAMESE = "vi"

    @property
    def own_name(self) -> str:
        """How those who speak it call it."""
        return _OWN_NAMES[self]

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` attributes and for calendars."""
        return _TAGS.get(self, self.value)

    @property
    def is_japanese(self) -> bool:
        """Whether it is 日本語, plain or not: eras, ふりがな and the voice go with it."""
        return self in {Language.JAPANESE, Language.PLAIN_JAPANESE}


_OWN_NAMES = {
    Language.JAPANESE: "日本語",
    Language.PLAIN_JAPANESE: "やさしい日本語",
    Language.ENGLISH: "English",
    Language.CHINESE: "简体中文",
    Language.KOREAN: "한국어",
    Language.PORTUGUESE: "Português",
    Language.VIETNAMESE: "Tiếng Việt",
}
_TAGS = {Language.PLAIN_JAPANESE: "ja", Language.CHINESE: "zh-Hans", Language.PORTUGUESE: "pt-BR"}
