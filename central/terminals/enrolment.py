"""The life of an enrolment: its states, how long a code lives, and how one is drawn."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from protocol.enrolment import CODE_ALPHABET, CODE_LENGTH

CODE_LIVES = timedelta(minutes=15)
WRONG_TRIES = 5
STILL_ANSWERED = timedelta(seconds=30)
"""How long a certificate that went out is given again to a terminal that did not hear it."""


class EnrolmentState(StrEnum):
    """OPEN → CAME → CONFIRMED → GRANTED is the way; the others are ends without a certificate."""

    OPEN = "open"
    CAME = "came"
    CONFIRMED = "confirmed"
    GRANTED = "granted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    DEAD = "dead"
    EXPIRED = "expired"


LIVE = (EnrolmentState.OPEN, EnrolmentState.CAME, EnrolmentState.CONFIRMED)


@dataclass(frozen=True)
class Post:
    """Where a terminal is to stand: the number that begins its reception numbers, its name, place and section."""

    number: int
    name: str
    place: str
    section: str = ""


def new_code() -> str:
    """Twelve characters, 60 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
