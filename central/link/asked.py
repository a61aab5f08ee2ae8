"""Who asked a question, and an answer whose moment and length tell nothing."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.messages import answers


@dataclass(frozen=True)
class Asked:
    """A question came from this terminal in this visit ("" outside visits)."""

    terminal: str
    visit: str


@dataclass(frozen=True)
class Held:
    """An answer whose look tells nothing: it leaves `seconds` after its question arrived (0: at once), however long it
    took to find, and is filled up to the next multiple of `step` bytes before it is sealed.
    """

    body: answers.Body
    seconds: float = 0.0
    step: int = 1
