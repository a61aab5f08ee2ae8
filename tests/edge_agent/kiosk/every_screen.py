"""Every screen there is, and the glasses it is shown on."""

from __future__ import annotations

from dataclasses import replace

from playwright.async_api import ViewportSize

from edge_agent.visit.state import Call, CallStatus, Overlay, Screen, State

from .applying import STATES as APPLICATION_STATES
from .families import STATES as IDENTITY_STATES

GLASS: dict[str, ViewportSize] = {
    "landscape": {"width": 1280, "height": 800},
    "portrait": {"width": 800, "height": 1280},
    "wide": {"width": 1920, "height": 1080},
}
POINTS = {"landscape": 16.0, "portrait": 16.0, "wide": 21.5}
EVENTS = State(screen=Screen.EVENTS, visit="v")
STATES = {
    "attract": State(),
    "attract-called": State(call=Call(CallStatus.CALLING, "e")),
    "closed": State(screen=Screen.CLOSED),
    "full": State(screen=Screen.FULL),
    "events": EVENTS,
    "events-coming": replace(EVENTS, call=Call(CallStatus.COMING, "e")),
    "events-buffered": replace(EVENTS, call=Call(CallStatus.BUFFERED, "e")),
    "preparing": State(screen=Screen.PREPARING, visit="v", life_event="HOKEN"),
    "still-there": replace(EVENTS, overlay=Overlay.STILL_THERE),
    "quit": replace(EVENTS, overlay=Overlay.QUIT),
    "look": replace(EVENTS, overlay=Overlay.LOOK),
    "languages": replace(EVENTS, overlay=Overlay.LANGUAGES),
    "voice": replace(EVENTS, overlay=Overlay.VOICE),
    **IDENTITY_STATES,
    **APPLICATION_STATES,
}
ONE_IN_FIVE = tuple(STATES)[::5]
