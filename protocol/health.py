"""Whether a terminal is well: the checks, their levels and causes, as the agent, the console and the TUI name them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from .identifiers import Label, Whole


class CheckName(StrEnum):
    """What is looked at; one file under `edge_agent/health` each."""

    DISK = "disk"
    CLOCK = "clock"
    BROKER = "broker"
    OUTBOX = "outbox"
    CARD_SERVICE = "card-service"
    CERTIFICATE = "certificate"
    PAPER = "paper"
    TEMPERATURE = "temperature"
    SCREEN = "screen"
    MEMORY = "memory"


class Level(StrEnum):
    """OK: nothing to do. WARN: somebody should see to it in time. ALARM: now."""

    OK = "ok"
    WARN = "warn"
    ALARM = "alarm"


class Cause(StrEnum):
    """What a check found; the sentence for people is looked up by this word and filled with the figures."""

    DISK_ROOM = "disk-room"
    DISK_FILLING = "disk-filling"
    DISK_FULL = "disk-full"
    CLOCK_TRUSTED = "clock-trusted"
    CLOCK_DOUBTFUL = "clock-doubtful"
    LINE_UP = "line-up"
    LINE_CUT = "line-cut"
    LINE_UNKNOWN = "line-unknown"
    OUTBOX_FLOWING = "outbox-flowing"
    OUTBOX_OLD = "outbox-old"
    OUTBOX_TROUBLED = "outbox-troubled"
    READER_WORKS = "reader-works"
    READER_AWAY = "reader-away"
    READER_FAULT = "reader-fault"
    SERVICE_DOWN = "service-down"
    CERTIFICATE_GOOD = "certificate-good"
    CERTIFICATE_ENDING = "certificate-ending"
    CERTIFICATE_ENDED = "certificate-ended"
    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    PAPER_THERE = "paper-there"
    PAPER_OUT = "paper-out"
    PRINTER_FAULT = "printer-fault"
    PRINTER_AWAY = "printer-away"
    TEMPERATURE_GOOD = "temperature-good"
    TEMPERATURE_HIGH = "temperature-high"
    SCREEN_ALIVE = "screen-alive"
    SCREEN_SILENT = "screen-silent"
    MEMORY_KEPT = "memory-kept"
    MEMORY_SWAPPED = "memory-swapped"
    MEMORY_DUMPED = "memory-dumped"


FIGURES: Mapping[Cause, frozenset[str]] = {
    Cause.DISK_ROOM: frozenset({"percent"}),
    Cause.DISK_FILLING: frozenset({"percent", "days"}),
    Cause.DISK_FULL: frozenset({"percent"}),
    Cause.OUTBOX_OLD: frozenset({"count", "minutes"}),
    Cause.OUTBOX_TROUBLED: frozenset({"count"}),
    Cause.CERTIFICATE_GOOD: frozenset({"days"}),
    Cause.CERTIFICATE_ENDING: frozenset({"days"}),
    Cause.TEMPERATURE_GOOD: frozenset({"degrees"}),
    Cause.TEMPERATURE_HIGH: frozenset({"degrees"}),
}
"""The figures that the sentence of a cause is filled with; of the others it has none. `percent` is what is free."""


class HealthCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One check as it stands. `since` (RFC 3339): since when level and cause are so."""

    name: CheckName
    level: Level
    cause: Cause
    since: Label
    figures: dict[Label, Whole] = {}

    def __post_init__(self) -> None:
        if self.figures.keys() != FIGURES.get(self.cause, frozenset()):
            raise ValueError("figures are not those of the cause")
