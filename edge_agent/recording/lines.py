"""What stands in a recording: JSON lines, a `Heading` and then a `Line` for everything that was heard."""

from __future__ import annotations

import msgspec

from protocol.devices import DeviceKind, DeviceState, FaultCode
from protocol.signals import CodeSeen, CommandSeen, KeySeen, StrokeSeen, TouchSeen

VERSION = 1


class DeviceListed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A device that is recorded, and its driver as the settings name it; not which piece it is."""

    name: str
    kind: DeviceKind
    driver: str


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line. `began` is RFC 3339."""

    version: int
    began: str
    devices: tuple[DeviceListed, ...]


class StandingSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="standing"):
    """A device stands otherwise; `fault` is set exactly when `state` is FAULT."""

    state: DeviceState
    fault: FaultCode | None = None


Body = CommandSeen | KeySeen | CodeSeen | TouchSeen | StrokeSeen | StandingSeen


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something happened on the device of this name, `at` milliseconds after the recording began."""

    at: int
    device: str
    kind: DeviceKind
    body: Body
