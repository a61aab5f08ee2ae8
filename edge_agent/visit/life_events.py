"""The life events a resident can choose, in the order and groups of the screen."""

from __future__ import annotations

from dataclasses import dataclass

OTHER = "OTHER"
CERTIFICATE = "SHOMEI"


@dataclass(frozen=True)
class EventGroup:
    """A heading and the codes of its tiles; the texts are `events.group.<name>` and `event.<code>`."""

    name: str
    codes: tuple[str, ...]


GROUPS = (
    EventGroup("moving", ("TENNYU", "TENKYO", "TENSHUTSU", "SETAI")),
    EventGroup("family", ("SHUSSHO", "SHIBO", "KONIN", "SHIMEI")),
    EventGroup("living", (CERTIFICATE, "HOKEN", "MYNUMBER", "KAIGO")),
)
ABROAD = {"TENNYU": "TENNYU_ABROAD", "TENSHUTSU": "TENSHUTSU_ABROAD"}
"""The tiles behind which one more screen asks whether it is another country, and what it then is."""

MORE = ("RIKON", "NINSHIN", "INKAN", OTHER)
"""The tiles behind 「見つからないとき」."""

CODES = frozenset(code for group in GROUPS for code in group.codes) | {*MORE, *ABROAD.values()}
