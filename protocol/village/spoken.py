"""What is read aloud: a text in pieces of one sentence each, and the file in which a piece was spoken."""

from __future__ import annotations

import hashlib
import re

SUFFIX = ".ogg"

_SENTENCE = re.compile(r"[^。！？]+[。！？]*")
_SPACE = re.compile(r"\s+")
_NAME_DIGITS = 32


def pieces(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the space around them."""
    return tuple(filter(None, (_SPACE.sub(" ", piece).strip() for piece in _SENTENCE.findall(text))))


def voice_name(piece: str) -> str:
    """The name, without suffix, of the file that speaks this piece."""
    return hashlib.sha256(piece.encode()).hexdigest()[:_NAME_DIGITS]
