"""What can happen to a visit, and what a visit may ask to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .state import Screen


class Action(StrEnum):
    """What a resident can touch."""

    START = "start"
    CHOOSE_EVENT = "choose-event"
    BACK = "back"
    QUIT = "quit"
    QUIT_FOR_SURE = "quit-for-sure"
    STAY = "stay"
    CALL_STAFF = "call-staff"
    WITHDRAW_CALL = "withdraw-call"
    SHOW_LOOK = "show-look"
    SET_TEXT = "set-text"
    SET_THEME = "set-theme"
    CLOSE_OVERLAY = "close-overlay"


@dataclass(frozen=True)
class Touched:
    """A touch on the page of `revision`; `visit` is the id a new visit would get."""

    action: Action
    revision: int
    value: str = ""
    visit: str = ""


@dataclass(frozen=True)
class IdleTooLong:
    """Nobody touched anything for the idle time."""


@dataclass(frozen=True)
class NobodyThere:
    """「続けますか」 was not answered either."""


@dataclass(frozen=True)
class PlaceOpened:
    """Opening hours began."""


@dataclass(frozen=True)
class PlaceClosed:
    """Opening hours ended; a visit that has begun may be finished."""


@dataclass(frozen=True)
class RoomRanOut:
    """The disk is nearly full: no new visit may begin."""


@dataclass(frozen=True)
class RoomFound:
    """There is room on the disk again."""


@dataclass(frozen=True)
class CallStored:
    """The call is in the outbox under `id`; `is_offline`: it has to wait there."""

    id: str
    is_offline: bool


@dataclass(frozen=True)
class CallDelivered:
    """The line is back: central has what waited."""


@dataclass(frozen=True)
class CallAnswered:
    """A clerk has seen the call `id` and comes."""

    id: str


Happening = (
    Touched
    | IdleTooLong
    | NobodyThere
    | PlaceOpened
    | PlaceClosed
    | RoomRanOut
    | RoomFound
    | CallStored
    | CallDelivered
    | CallAnswered
)


@dataclass(frozen=True)
class ReportCall:
    """Put StaffCalled into the outbox."""

    screen: Screen


@dataclass(frozen=True)
class ReportCallWithdrawn:
    """Put CallWithdrawn into the outbox."""

    call: str


Effect = ReportCall | ReportCallWithdrawn
