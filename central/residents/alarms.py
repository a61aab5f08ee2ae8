"""The alarms of 住基 by files; each stands once."""

FOLDER_AWAY = "juki-folder-away"
SET_ASIDE = "juki-extract-set-aside"
DIFFERS = "juki-differs"
NOT_COMPARED = "juki-not-compared"
SUBJECT = "juki"
