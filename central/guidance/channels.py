"""The channel of change of this room."""

CATALOGUES = "catalogues"
