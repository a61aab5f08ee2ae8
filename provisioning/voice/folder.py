"""The folder of spoken files: one for each sentence, made once, gone when nobody says the sentence any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from protocol.village.spoken import SUFFIX, voice_name

Speak = Callable[[str], bytes]


@dataclass(frozen=True)
class Filled:
    """How many files are new, how many there were before, and how many are gone."""

    new: int
    kept: int
    gone: int


def fill(folder: Path, sentences: Iterable[str], speak: Speak) -> Filled:
    """Make the folder hold exactly these sentences; a run that was cut short goes on where it was. Blocks."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {voice_name(sentence): sentence for sentence in sentences}
    there = {file.stem: file for file in folder.glob(f"*{SUFFIX}")}
    new = sum(_add(folder / f"{name}{SUFFIX}", wanted[name], speak) for name in wanted if name not in there)
    gone = [file for name, file in there.items() if name not in wanted]
    for file in gone:
        file.unlink()
    return Filled(new, len(there) - len(gone), len(gone))


def _add(file: Path, sentence: str, speak: Speak) -> bool:
    sound = speak(sentence)
    if not sound:
        return False
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(sound)
    unfinished.replace(file)
    return True
