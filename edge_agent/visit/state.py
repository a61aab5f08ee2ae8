"""What a visit is at any moment: the screen, what lies over it, how it looks, and the call for staff."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Screen(StrEnum):
    """Every screen a resident can stand before; also the word that a call for staff carries."""

    CLOSED = "closed"
    FULL = "full"
    ATTRACT = "attract"
    EVENTS = "events"
    PREPARING = "preparing"


class Overlay(StrEnum):
    """What asks to be answered first."""

    NONE = "none"
    STILL_THERE = "still-there"
    QUIT = "quit"
    LOOK = "look"


class CallStatus(StrEnum):
    """How far a call for staff has come. BUFFERED: the line is cut, nobody has heard it yet."""

    NONE = "none"
    CALLING = "calling"
    BUFFERED = "buffered"
    COMING = "coming"


class TextSize(StrEnum):
    """標準・大・特大."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


class Theme(StrEnum):
    """Ordinary colours, or 白黒はんてん."""

    STANDARD = "standard"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Look:
    """One resident's choice; the next resident starts from the ordinary one."""

    text: TextSize = TextSize.STANDARD
    theme: Theme = Theme.STANDARD


@dataclass(frozen=True)
class Call:
    """The call for staff; `id` is the id of its event once that is stored."""

    status: CallStatus = CallStatus.NONE
    id: str = ""


@dataclass(frozen=True)
class State:
    """A whole visit. `revision` grows with every change, so that a touch on an outdated page is recognised."""

    screen: Screen = Screen.ATTRACT
    revision: int = 1
    visit: str = ""
    trail: tuple[Screen, ...] = ()
    overlay: Overlay = Overlay.NONE
    look: Look = field(default_factory=Look)
    call: Call = field(default_factory=Call)
    life_event: str = ""

    @property
    def is_resting(self) -> bool:
        """Whether nobody's visit is in progress."""
        return not self.visit

    def changed(self, **values: object) -> State:
        """This state with other values and the next revision."""
        return replace(self, **values, revision=self.revision + 1)  # type: ignore[arg-type]
