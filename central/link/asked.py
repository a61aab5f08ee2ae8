"""Who asked a question, and an answer that leaves at a fixed moment."""

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
    """An answer that leaves `seconds` after its question arrived, so that how long it took to find tells nothing."""

    body: answers.Body
    seconds: float
