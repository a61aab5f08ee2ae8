"""What central asks a terminal to do, and what both say about being there."""

from __future__ import annotations

import msgspec

from ...identifiers import Id, Label, ShortLabel


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


Body = CallAnswered | BeginEpoch | FaceToFaceConfirmed


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command with its id; the same id twice is one command."""

    id: Id
    body: Body


class Presence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Retained by the broker. `instance` is one life of the process: two of them taking turns are two live sessions."""

    terminal: Id
    instance: Id
    online: bool
    version: ShortLabel
    since: Label


class CentralState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Retained by the broker: a central process came or went (its last will)."""

    instance: Id
    online: bool
