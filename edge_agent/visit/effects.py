"""What a visit may ask to be done about what happened."""

from __future__ import annotations

from dataclasses import dataclass

from .state import Screen


@dataclass(frozen=True)
class ReportCall:
    """Put StaffCalled into the outbox."""

    screen: Screen


@dataclass(frozen=True)
class ReportCallWithdrawn:
    """Put CallWithdrawn into the outbox."""

    call: str


@dataclass(frozen=True)
class RequestClerk:
    """Put FaceToFaceRequested into the outbox."""

    screen: Screen


@dataclass(frozen=True)
class FetchHousehold:
    """Ask central for the household of this visit."""

    visit: str


@dataclass(frozen=True)
class AskCardText:
    """Ask the card how many tries its text has left."""

    visit: str


@dataclass(frozen=True)
class Submit:
    """Put the signed application into the outbox."""


Effect = ReportCall | ReportCallWithdrawn | RequestClerk | FetchHousehold | AskCardText | Submit
