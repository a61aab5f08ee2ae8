"""What central asks a terminal to do, and what both say about being there."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ...devices import DeviceStatus
from ...health import HealthCheck
from ...identifiers import Count, Id, Label, ShortLabel
from .applications import SlipCode


class CallAnswered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="call-answered"):
    """A clerk has seen the call and comes. `call` is the id of the StaffCalled event."""

    call: Id


class BeginEpoch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="begin-epoch"):
    """The terminal's stream forked: begin a new epoch."""

    epoch: Id


class FaceToFaceConfirmed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="face-to-face-confirmed"):
    """A clerk has seen the documents; `has_household`: and chose the 宛名番号, so the visit may ask for it."""

    visit: str
    has_household: bool


class PrintSlip(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="print-slip"):
    """Print the slip of an application again. `accepted_at` is RFC 3339; `application` is the id of its event."""

    application: Id
    number: ShortLabel
    life_event: ShortLabel
    accepted_at: Label
    offline: bool
    codes: tuple[SlipCode, ...]
    procedures: dict[Label, Count]
    """How many procedures each section has."""


Body = CallAnswered | BeginEpoch | FaceToFaceConfirmed | PrintSlip


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command with its id; the same id twice is one command."""

    id: Id
    body: Body


class Presence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Retained by the broker. `instance` is one life of the process: two of them taking turns are two live sessions.

    `devices` are those of the counter. One in use is only said to work (IDLE): nobody learns here when somebody came.
    `health` is what its checks found; what only their figures say may be an hour old.
    """

    terminal: Id
    instance: Id
    online: bool
    version: ShortLabel
    since: Label
    devices: Annotated[tuple[DeviceStatus, ...], msgspec.Meta(max_length=16)] = ()
    health: Annotated[tuple[HealthCheck, ...], msgspec.Meta(max_length=16)] = ()


class CentralState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Retained by the broker: a central process came or went (its last will)."""

    instance: Id
    online: bool
