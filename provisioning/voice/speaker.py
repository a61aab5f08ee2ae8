"""Speaks a Japanese sentence: a dictionary and a voice that lie in the library, and no network."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout

import soundfile

with redirect_stdout(io.StringIO()):  # the library greets
    import pyopenjtalk

_LOUDEST = 0.9


def spoken(sentence: str) -> bytes:
    """An Ogg Vorbis file of the sentence; empty when nothing in it can be spoken. Blocks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of one library to another
        wave, rate = pyopenjtalk.tts(sentence, predict_nani=False)
    peak = float(abs(wave).max()) if wave.size else 0.0
    if peak == 0.0:
        return b""
    file = io.BytesIO()
    soundfile.write(file, wave * (_LOUDEST / peak), rate, format="OGG", subtype="VORBIS", compression_level=0.9)
    return file.getvalue()
