"""What the local API of a terminal that is not enrolled yet says: how far it is, and the wish to enrol it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

ENROLMENT_PATH = "/v1/enrolment"


class EnrolmentStep(StrEnum):
    """OPEN: a code is wanted. COMPARING: a person at the console compares. DONE: the terminal begins to work."""

    OPEN = "open"
    ASKING = "asking"
    COMPARING = "comparing"
    DONE = "done"
    FAILED = "failed"


class EnrolmentStanding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far it is. `fingerprint` while COMPARING, `terminal` when DONE, the stable code of `failure` when FAILED."""

    step: EnrolmentStep
    fingerprint: str = ""
    terminal: str = ""
    failure: str = ""


class Enrol(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Enrol this terminal at central with a code that the console gave out."""

    host: Annotated[str, msgspec.Meta(min_length=1, max_length=253)]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]
    code: Annotated[str, msgspec.Meta(max_length=64)]

    def __repr__(self) -> str:
        return f"Enrol(host={self.host!r}, port={self.port})"
