"""Which life events can be settled along with which, in one visit."""

from __future__ import annotations

from .state import State

MOST = 5
"""How many may be added to one visit."""

_OF_A_FAMILY = ("KONIN", "RIKON", "SHUSSHO")
_OF_A_LIFE = ("SHIMEI", "HOKEN", "MYNUMBER", "INKAN", "KAIGO", "NINSHIN")
_ALONG: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("TENNYU", "TENNYU_ABROAD", "TENKYO"), (*_OF_A_FAMILY, *_OF_A_LIFE)),
    **dict.fromkeys(("TENSHUTSU", "TENSHUTSU_ABROAD"), ("KONIN", "RIKON", "HOKEN", "SHIMEI")),
    "SETAI": ("KONIN", "RIKON", "HOKEN", "SHIMEI", "MYNUMBER", "KAIGO"),
    "SHUSSHO": ("KONIN", "HOKEN", "MYNUMBER", "INKAN"),
    "SHIBO": ("HOKEN", "MYNUMBER", "KAIGO", "OTHER"),
    **dict.fromkeys(("KONIN", "RIKON"), _OF_A_LIFE),
    **{event: tuple(other for other in _OF_A_LIFE if other != event) for event in _OF_A_LIFE},
    "OTHER": _OF_A_LIFE,
}


def along(state: State) -> tuple[str, ...]:
    """The life events that can be added to the one of this visit, in the order of their tiles."""
    return _ALONG.get(state.life_event, ())
