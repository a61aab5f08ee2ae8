"""The change channel of notifications; the ids it carries are those of calls and case arrivals."""

ARRIVALS = "arrivals"
