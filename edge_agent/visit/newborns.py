"""The children of a birth: their keys, and whether a visit is about one."""

from __future__ import annotations

from .draft import Draft, Newborn
from .state import State

BIRTH = "SHUSSHO"
MOST = 3


def is_about_birth(state: State) -> bool:
    """Whether a child was born, be it beside another event."""
    return BIRTH in {state.life_event, *state.draft.also}


def newborns(draft: Draft) -> dict[str, Newborn]:
    """The children by key, in their order."""
    return {f"baby-{place}": newborn for place, newborn in enumerate(draft.newborns, 1)}
