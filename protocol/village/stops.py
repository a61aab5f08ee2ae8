"""Why a proof of identity may not end in a known resident, and what a terminal may be told instead."""

from __future__ import annotations

from enum import StrEnum


class Stop(StrEnum):
    """The causes whose consequence a village decides for each life event. Their codes are those of the audit log."""

    CERTIFICATE_EXPIRED = "V01"
    CERTIFICATE_REVOKED = "V02"
    NOT_CHECKED = "V03"
    NOT_LINKED = "R01"
    NO_LONGER_RESIDENT = "R02"
    MOVING_OUT = "R03"
    WITHHELD = "R04"
    UNDER_AGE = "C03"


class Verdict(StrEnum):
    """What the terminal learns: the same words as the outcome in the answer to a proof."""

    IDENTIFIED = "identified"
    PENDING = "pending"
    STRANGER = "stranger"
    EXPIRED = "expired"
    UNDER_AGE = "under-age"
    UNAVAILABLE = "unavailable"
    NEUTRAL = "neutral"
