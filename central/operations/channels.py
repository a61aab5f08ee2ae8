"""The change channel of operations; the ids it carries are alarm ids."""

ALARMS = "alarms"
