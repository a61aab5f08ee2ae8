"""The report for support that the local API gives out: how the terminal stands, and nothing of any resident."""

from __future__ import annotations

import msgspec

from .api import RecentEvent, Status
from .measures import RoundTripsMade

REPORT_PATH = "/v1/report"


class WaitingKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many events of a kind wait, how many of them central does not take, and their size in bytes."""

    kind: str
    count: int
    troubled: int
    size: int


class SupportReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`settings` is TOML without secrets; `versions` by the name of the part; `waiting` of the oldest `LISTED`."""

    made_at: str
    versions: dict[str, str]
    settings: str
    status: Status
    waiting: tuple[WaitingKind, ...]
    recent: tuple[RecentEvent, ...]
    round_trips: RoundTripsMade
