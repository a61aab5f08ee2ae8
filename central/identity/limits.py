"""How much a terminal may ask, and how long what it was given is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ..settings import IdentitySettings


@dataclass(frozen=True)
class Limits:
    """The defaults are the design's; `challenges_waiting` are unused ones of one terminal's visits."""

    checks_per_hour: int = 60
    challenges_waiting: int = 100
    challenge: timedelta = timedelta(minutes=5)
    stock_size: int = 20
    stock: timedelta = timedelta(hours=24)


def limits_of(settings: IdentitySettings) -> Limits:
    """The limits in a settings file."""
    return Limits(
        checks_per_hour=settings.checks_per_hour,
        challenges_waiting=settings.challenges_waiting,
        challenge=timedelta(minutes=settings.challenge_minutes),
        stock_size=settings.stock_size,
        stock=timedelta(hours=settings.stock_hours),
    )
