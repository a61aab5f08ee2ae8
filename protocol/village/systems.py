"""The systems of this product, each of which a village can switch off without breaking the others."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class System(StrEnum):
    """What a village may use; also the names of the switches."""

    GUIDANCE = "guidance"
    CERTIFICATES = "certificates"
    SUBMISSIONS = "submissions"


class Systems(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The switches of a village. What is off has no tile, no menu, no jobs and no topics."""

    guidance: bool = True
    certificates: bool = True
    submissions: bool = True

    def has(self, system: System) -> bool:
        """Whether a system is on."""
        return {
            System.GUIDANCE: self.guidance,
            System.CERTIFICATES: self.certificates,
            System.SUBMISSIONS: self.submissions,
        }[system]
