"""The change channel of extracts; the ids it carries are those of notes."""

EXTRACTS = "resident-extracts"
