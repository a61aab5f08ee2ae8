"""Device kinds, states and fault codes: the words the agent, the console and the TUI share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

_Word = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]{0,64}$(?!\n)")]


class DeviceKind(StrEnum):
    """What a device is for; one folder under `edge_agent/devices` each."""

    CARD_READER = "card_reader"
    CODE_READER = "code_reader"
    PEN = "pen"
    RECEIPT_PRINTER = "receipt_printer"
    ID_SCANNER = "id_scanner"
    SIGNAL_LAMP = "signal_lamp"


class DeviceState(StrEnum):
    """Where a device stands. Absence is a state, not an error."""

    ABSENT = "absent"
    IDLE = "idle"
    READY = "ready"
    BUSY = "busy"
    FAULT = "fault"


class FaultCode(StrEnum):
    """Why a device cannot work; the sentence for people is looked up by this code."""

    SERVICE_DOWN = "service-down"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    UNRESPONSIVE = "unresponsive"
    IN_USE = "in-use"
    NO_PERMISSION = "no-permission"


class DeviceStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One device as the agent sees it now; `fault` is set exactly when `state` is FAULT."""

    kind: DeviceKind
    name: _Word
    state: DeviceState
    fault: FaultCode | None = None
    since: _Word = ""
