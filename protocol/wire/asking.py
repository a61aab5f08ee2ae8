"""What the seals of a question and its answer are bound to: terminal, id of the question, visit and reply key."""

from __future__ import annotations

from .messages.questions import Question


def question_context(terminal: str, question: Question) -> str:
    """What the seal of a question is bound to: nobody moves it to another terminal, id, visit or reply key."""
    return f"question {terminal} {question.id} {question.visit} {question.reply_key}"


def answer_context(terminal: str, question: str) -> str:
    """What the seal of an answer is bound to; `question` is its id."""
    return f"answer {terminal} {question}"
