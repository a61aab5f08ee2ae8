"""The change channels of this room that are not about the terminals themselves."""

ENROLMENTS = "enrolments"
RENEWALS = "renewals"
