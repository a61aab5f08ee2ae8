"""Answers what a terminal asks about its own stream."""

from __future__ import annotations

from protocol.wire.messages import answers, questions

from ..link.asked import Asked
from .queries import highest_seq


async def stream_position(asked: Asked, question: questions.StreamPosition) -> answers.Position:
    """The highest seq stored of the epoch asked for. No event carries a reception number yet, so their serial is 0."""
    return answers.Position(highest_seq=await highest_seq(asked.terminal, question.epoch), highest_serial=0)
