"""The CloudEvents envelope of one sealed event: the attributes anybody on the way may read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from ..identifiers import Id, IdOrNone, Label, Seq

PARTS = 100


class CoarseKind(StrEnum):
    """All that the way learns about an event; what it says is inside the seal."""

    VISIT = "madoguchi.visit.v1"
    SCAN = "madoguchi.scan.v1"
    STATE = "madoguchi.state.v1"
    CALL = "madoguchi.call.v1"
    PART = "madoguchi.part.v1"


class Attributes(msgspec.Struct, frozen=True, kw_only=True):
    """What the seal authenticates (AAD). `seq` starts at 1 and has no gap in one `epoch` (one life of the outbox).

    Of a PART, `partof` is the id of the event it belongs to, and `part` counts from 1.
    """

    id: Id
    source: Label
    type: CoarseKind
    time: Label
    epoch: Id
    seq: Seq
    keyid: Label
    encapsulation: Annotated[str, msgspec.Meta(max_length=256)]
    partof: IdOrNone = ""
    part: Annotated[int, msgspec.Meta(ge=0, le=PARTS)] = 0
    specversion: Literal["1.0"] = "1.0"

    def authenticated(self) -> bytes:
        """Every attribute length-prefixed in a fixed order, so that no two envelopes share their bytes."""
        values = (
            self.specversion, self.id, self.source, self.type.value, self.time, self.epoch,
            str(self.seq), self.keyid, self.encapsulation, self.partof, str(self.part),
        )  # fmt: skip
        return b"".join(len(value.encode()).to_bytes(4, "big") + value.encode() for value in values)


class Envelope(Attributes, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One CloudEvent in JSON format; `data_base64` is nonce ‖ AES-256-GCM ciphertext."""

    data_base64: str

    @property
    def terminal(self) -> str:
        """The terminal id in `source`."""
        return self.source.removeprefix("/terminals/")


def source_of(terminal: str) -> str:
    """The CloudEvents `source` of a terminal."""
    return f"/terminals/{terminal}"
