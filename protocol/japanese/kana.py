"""Search keys for names: kana folded so that a clerk finds a person however the name was heard; never for display."""

from __future__ import annotations

import re
import unicodedata

from .variants import VARIANTS, Variants

_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_SAME_SOUND = str.maketrans("チツヲヰヱ", "シスオイエ")
_HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_V_SOUNDS = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}
_O_ROW = "オコソトノホモヨロ"
_VOICING = "\u3099\u309a"
_IGNORED = re.compile(r"[\s・･ー‐‑–—―−－\-.,、，．'’\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def fold_kana(text: str) -> str:
    """The key of a フリガナ: 清濁, small kana, long vowels, spaces and width make no difference; ヂ=ジ and ヅ=ズ.

    Because ヂ=ジ and 清濁 do not count, チ and シ (ツ and ス) share a key: better too much found than too little.
    """
    text = _even(text).translate(_HIRAGANA)
    for written, heard in _V_SOUNDS.items():
        text = text.replace(written, heard)
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in _VOICING)
    text = _IGNORED.sub("", text).translate(_SMALL).translate(_SAME_SOUND)
    return _lengthened(unicodedata.normalize("NFC", text))


def fold_name(text: str, variants: Variants | None = VARIANTS) -> str:
    """The key of a written name: width, case, spaces, variation selectors and, unless None, `variants` do not count."""
    bare = _even(_IGNORED.sub("", _even(text)))
    return variants.fold(bare) if variants else bare


def _even(text: str) -> str:
    """One width and capitals; composed again, since capitals may come apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())


def _lengthened(text: str) -> str:
    """ウ after a sound of the オ row is オ (コウノ = コオノ)."""
    heard = ""
    for sign in text:
        heard += "オ" if sign == "ウ" and heard and heard[-1] in _O_ROW else sign
    return heard
