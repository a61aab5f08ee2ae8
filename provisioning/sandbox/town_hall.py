"""The practice town hall's hours, and the walk to a moment at which it is open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from central.terminals.site_file import read_site_file
from protocol.village.opening import OpeningHours

from ..site.catalogue import TABLES
from .clock import PracticeClock

SITE_FILE = Path(__file__).parent.parent / "site" / "doshi.toml"
_AFTER_OPENING = timedelta(minutes=90)


def opening_hours() -> OpeningHours:
    """The hours of the one place of the village."""
    place = read_site_file(SITE_FILE).places[0]
    return OpeningHours.parse(place.opening, place.closed_days)


def kiosk_settings() -> Mapping[str, object]:
    """What the terminal's settings say about the village and its hours."""
    place = read_site_file(SITE_FILE).places[0]
    village = tomllib.loads((TABLES / "village.toml").read_text("utf-8"))["municipality"]
    return {"village": village, "opening": place.opening, "closed_days": place.closed_days}


def walk_to_morning(clock: PracticeClock, hours: OpeningHours) -> None:
    """Move the village to the next morning at which the town hall has been open for a while."""
    opening = hours.next_opening(clock.now())
    if opening is not None:
        clock.forward(opening + _AFTER_OPENING - clock.now())


def walk_to_open_hours(clock: PracticeClock, hours: OpeningHours) -> None:
    """The same when the town hall is closed now; an open one stays where it is."""
    if not hours.is_open(clock.now()):
        walk_to_morning(clock, hours)
