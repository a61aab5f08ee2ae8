"""The change channels of staff; the ids they carry are account ids."""

SESSIONS = "staff_sessions"
SOUND = "staff_sound"
