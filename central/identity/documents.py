"""本人確認書類: one with a photograph from a public office, or two others."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Strong(StrEnum):
    """One of these is enough (1点). The words stand in the catalogue under `identity.document`."""

    MY_NUMBER_CARD = "my-number-card"
    DRIVERS_LICENCE = "drivers-licence"
    PASSPORT = "passport"
    RESIDENCE_CARD = "residence-card"
    DISABILITY_HANDBOOK = "disability-handbook"
    REHABILITATION_HANDBOOK = "rehabilitation-handbook"
    OTHER_WITH_PHOTOGRAPH = "other-with-photograph"


class Weak(StrEnum):
    """Two of these are needed (2点); student and company cards are one kind, so that one of them counts once."""

    ELIGIBILITY_CONFIRMATION = "eligibility-confirmation"
    PENSION_NUMBER = "pension-number"
    CARE_INSURANCE = "care-insurance"
    MEDICAL_CARE = "medical-care"
    STUDENT_OR_COMPANY = "student-or-company"


def are_enough(documents: Collection[str]) -> bool:
    """Whether these kinds are known and together enough."""
    shown = set(documents)
    if not shown <= {*Strong, *Weak}:
        return False
    return bool(shown & set(Strong)) or len(shown & set(Weak)) >= 2
