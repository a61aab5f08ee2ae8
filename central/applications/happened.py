"""The words of a case's timeline."""

from __future__ import annotations

from enum import StrEnum


class Happened(StrEnum):
    """What can happen to a case. The words stand in the catalogue under `applications.timeline.<value>`.

    The details in brackets are texts: RECEIVED; CLASH [number]; CLASH_SETTLED [reason]; CLASH_REOPENED; CODE_READ
    [section, procedures, how] ticked them; CODE_ELSEWHERE [section, place]: read at another section's counter,
    nothing ticked; TICKED and UNTICKED [procedure, section, how or reason]; STATE and UNDONE [from, to, reason];
    SLIP_* [print, fault]; PRINTED_AGAIN [reason]; IDENTITY [from, to].
    """

    RECEIVED = "received"
    CLASH = "clash"
    CLASH_SETTLED = "clash-settled"
    CLASH_REOPENED = "clash-reopened"
    CODE_READ = "code-read"
    CODE_ELSEWHERE = "code-elsewhere"
    TICKED = "ticked"
    UNTICKED = "unticked"
    STATE = "state"
    UNDONE = "undone"
    SLIP_PRINTED = "slip-printed"
    SLIP_FAILED = "slip-failed"
    SLIP_UNKNOWN = "slip-unknown"
    PRINTED_AGAIN = "printed-again"
    IDENTITY = "identity"


class Ticking(StrEnum):
    """How a procedure was ticked. The words stand under `applications.ticked.<value>`."""

    CODE = "code"
    HAND = "hand"
    OTHER_SECTION = "other-section"
