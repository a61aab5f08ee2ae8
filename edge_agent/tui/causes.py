"""The ten commonest faults of a counter, and what can be seen of each, by the names of their sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What a technician is called for, in the order in which one looks."""

    CARD_READER = "card-reader"
    CARD = "card"
    PRINTER = "printer"
    SCANNER = "scanner"
    BROKER = "broker"
    CERTIFICATE = "certificate"
    DISK = "disk"
    CLOCK = "clock"
    OUTBOX = "outbox"
    SCREEN = "screen"


class Standing(StrEnum):
    """FINE: not it. DOUBT: it may be, somebody has to try. BROKEN: it is."""

    FINE = "fine"
    DOUBT = "doubt"
    BROKEN = "broken"


class Cause(StrEnum):
    """What is seen now; each begins with its fault. Those that are fine need nothing done."""

    CARD_READER_WORKS = "card-reader-works"
    CARD_READER_SERVICE = "card-reader-service"
    CARD_READER_PERMISSION = "card-reader-permission"
    CARD_READER_ABSENT = "card-reader-absent"
    CARD_SEEN = "card-seen"
    CARD_NONE = "card-none"
    CARD_MUTE = "card-mute"
    CARD_TAKEN = "card-taken"
    CARD_WITHOUT_READER = "card-without-reader"
    PRINTER_WORKS = "printer-works"
    PRINTER_NONE = "printer-none"
    PRINTER_PAPER = "printer-paper"
    PRINTER_COVER = "printer-cover"
    PRINTER_OFFLINE = "printer-offline"
    PRINTER_SILENT = "printer-silent"
    PRINTER_TAKEN = "printer-taken"
    PRINTER_PERMISSION = "printer-permission"
    SCANNER_TESTED = "scanner-tested"
    SCANNER_NONE = "scanner-none"
    SCANNER_UNTESTED = "scanner-untested"
    SCANNER_FAILED = "scanner-failed"
    SCANNER_ABSENT = "scanner-absent"
    SCANNER_TAKEN = "scanner-taken"
    SCANNER_PERMISSION = "scanner-permission"
    BROKER_UP = "broker-up"
    BROKER_UNMEASURED = "broker-unmeasured"
    BROKER_CABLE = "broker-cable"
    BROKER_NAME = "broker-name"
    BROKER_ROUTE = "broker-route"
    BROKER_NOBODY = "broker-nobody"
    BROKER_SILENT = "broker-silent"
    BROKER_TLS = "broker-tls"
    BROKER_CLOCK = "broker-clock"
    BROKER_STRANGER = "broker-stranger"
    BROKER_CERTIFICATE = "broker-certificate"
    BROKER_REFUSED = "broker-refused"
    CERTIFICATE_GOOD = "certificate-good"
    CERTIFICATE_UNLOOKED = "certificate-unlooked"
    CERTIFICATE_ENDING = "certificate-ending"
    CERTIFICATE_ENDED = "certificate-ended"
    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    DISK_ROOM = "disk-room"
    DISK_FILLING = "disk-filling"
    DISK_FULL = "disk-full"
    CLOCK_RIGHT = "clock-right"
    CLOCK_DOUBTFUL = "clock-doubtful"
    OUTBOX_FLOWING = "outbox-flowing"
    OUTBOX_WAITING = "outbox-waiting"
    OUTBOX_OLD = "outbox-old"
    OUTBOX_TROUBLED = "outbox-troubled"
    SCREEN_ALIVE = "screen-alive"
    SCREEN_UNLOOKED = "screen-unlooked"
    SCREEN_DARK = "screen-dark"


@dataclass(frozen=True)
class Judged:
    """One fault as it is seen now; `figures` fill the sentence."""

    standing: Standing
    cause: Cause
    figures: dict[str, int] = field(default_factory=dict)


def fine(cause: Cause, **figures: int) -> Judged:
    """Not this fault."""
    return Judged(Standing.FINE, cause, figures)


def doubt(cause: Cause, **figures: int) -> Judged:
    """Maybe this fault."""
    return Judged(Standing.DOUBT, cause, figures)


def broken(cause: Cause, **figures: int) -> Judged:
    """This fault."""
    return Judged(Standing.BROKEN, cause, figures)
