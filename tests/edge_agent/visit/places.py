"""Every place a visit may stand at, as the tables name it."""

from __future__ import annotations

from dataclasses import replace

from edge_agent.visit.state import (
    Assurance,
    Call,
    CallStatus,
    Card,
    CardState,
    Clerk,
    Identification,
    Look,
    Overlay,
    Screen,
    State,
    Stop,
    TextSize,
    Theme,
)

from .central import HOUSEHOLD
from .farther import FARTHER_PLACES
from .moving import DONE, ON_THE_WAY, footing
from .occasions import OCCASIONS

VISIT = "visit-1"
CALLED = Call(CallStatus.CALLING, "call-1")
LARGE_IN_CONTRAST = Look(TextSize.LARGE, Theme.CONTRAST)
FOOTING = footing()
PREPARING = State(Screen.PREPARING, visit=VISIT, trail=(Screen.EVENTS,), life_event="moving-in")

USABLE = Card(CardState.USABLE, "card-1", 3)
LAST = replace(USABLE, tries=1)
ON_CARD = State(Screen.CARD, visit=VISIT, trail=(Screen.EVENTS,), life_event="TENKYO", footing=FOOTING)
WITHOUT_CARD = replace(ON_CARD, screen=Screen.NO_CARD, trail=(Screen.EVENTS, Screen.CARD))

PLACES = {
    "attract": State(Screen.ATTRACT),
    "attract/look": State(Screen.ATTRACT, overlay=Overlay.LOOK),
    "attract/languages": State(Screen.ATTRACT, overlay=Overlay.LANGUAGES),
    "attract/voice": State(Screen.ATTRACT, overlay=Overlay.VOICE),
    "closed": State(Screen.CLOSED),
    "full": State(Screen.FULL),
    "events": State(Screen.EVENTS, visit=VISIT, footing=FOOTING),
    "events/look": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.LOOK),
    "events/quit": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.QUIT),
    "events/still-there": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.STILL_THERE),
    "preparing": PREPARING,
    "preparing/look": replace(PREPARING, overlay=Overlay.LOOK),
    "card": ON_CARD,
    "pin": replace(ON_CARD, screen=Screen.PIN, card=USABLE),
    "last-try": replace(ON_CARD, screen=Screen.LAST_TRY, card=LAST),
    "checking": replace(ON_CARD, screen=Screen.CHECKING, card=USABLE),
    "stop": replace(ON_CARD, screen=Screen.STOP, card=USABLE, identification=Identification(stop=Stop.UNAVAILABLE)),
    "no-card": WITHOUT_CARD,
    "face-to-face": replace(
        WITHOUT_CARD, screen=Screen.FACE_TO_FACE, trail=(*WITHOUT_CARD.trail, Screen.NO_CARD), clerk=Clerk.ASKED
    ),
    "household": replace(
        ON_CARD, screen=Screen.HOUSEHOLD, identification=Identification(Assurance.CARD), household=HOUSEHOLD
    ),
    "no-household": replace(ON_CARD, screen=Screen.NO_HOUSEHOLD, identification=Identification(Assurance.UNVERIFIED)),
    "take-card": State(Screen.TAKE_CARD, card=USABLE),
    **ON_THE_WAY,
    **FARTHER_PLACES,
    **OCCASIONS,
    "abroad": State(Screen.ABROAD, visit=VISIT, trail=(Screen.EVENTS,), life_event="TENNYU", footing=FOOTING),
    "done": DONE,
}
IN_VISIT = [place for place, state in PLACES.items() if state.visit and place != "done"]
LEAVABLE = [place for place in IN_VISIT if place != "checking"]
AT_REST = [place for place, state in PLACES.items() if not state.visit]
