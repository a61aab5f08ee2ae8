"""What a terminal reports: the plaintext inside the seal, told apart by its fine kind."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ...identifiers import Count, Id, IdOrNone, Label, ShortLabel
from .applications import ApplicationMade, CodeScanned, SlipReported


class StaffCalled(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="staff-called"):
    """Somebody touched 「職員を呼ぶ」. `screen` is the screen's key: never a name, never digits."""

    screen: Label


class CallWithdrawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="call-withdrawn"):
    """The resident took the call back before staff came. `call` is the id of the StaffCalled event."""

    call: Id


class TerminalStarted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="terminal-started"):
    """The agent started. `version` is the product's."""

    version: ShortLabel


class EpochBegan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="epoch-began"):
    """First event of a new epoch: closes the old one by naming its last known seq (0: none known) and says why."""

    previous: IdOrNone
    previous_last_seq: Count
    reason: ShortLabel


class FaceToFaceRequested(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="face-to-face-requested"):
    """A resident without a usable card waits at this screen for a clerk to look at documents (対面確認)."""

    screen: str


Body = (
    StaffCalled
    | CallWithdrawn
    | TerminalStarted
    | EpochBegan
    | FaceToFaceRequested
    | ApplicationMade
    | CodeScanned
    | SlipReported
)


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bytes that travel beside an event, cut into `parts` PART events. `sha256` (hexadecimal) is of the whole."""

    name: ShortLabel
    sha256: str
    parts: Annotated[int, msgspec.Meta(ge=0)]


class Captured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole plaintext: what happened, whether the line was cut then, and whether the clock could be trusted.

    The parts of its attachments, one attachment after the other, have the seqs just before the event's own.
    """

    body: Body
    offline: bool
    clock_trusted: bool
    visit: IdOrNone = ""
    attachments: tuple[Attachment, ...] = ()
