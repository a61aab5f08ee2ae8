"""Answers what a terminal asks about its own stream."""

from __future__ import annotations

from protocol.wire.messages import answers, questions

from ..applications.queries import highest_serial
from ..link.asked import Asked
from .queries import highest_seq


async def stream_position(asked: Asked, question: questions.StreamPosition) -> answers.Position:
    """The highest seq stored of the epoch asked for, and the highest serial that arrived of the day's numbers."""
    return answers.Position(
        highest_seq=await highest_seq(asked.terminal, question.epoch),
        highest_serial=await highest_serial(asked.terminal, question.business_day),
    )
