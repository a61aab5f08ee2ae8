"""The change channel of notifications; the ids it carries are call ids."""

CALLS = "calls"
