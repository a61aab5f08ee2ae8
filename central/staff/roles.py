"""The roles a member of staff may hold."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account may do; one account may hold several. The words stand in the catalogue under `staff.role`."""

    CLERK = "clerk"
    SECTION = "section"
    SETTINGS = "settings"
    SUPERVISOR = "supervisor"
    PROTECTION = "protection"
    AUDITOR = "auditor"
    OPERATOR = "operator"
