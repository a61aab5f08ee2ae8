"""世帯変更: which of its kinds a visit comes to, and what each of them takes for granted."""

from __future__ import annotations

from .draft import Change, Joining
from .state import State

UNITING = frozenset({Change.GAPPEI, Change.KOSEI})

JOININGS = {
    Change.BUNRI: Joining.NEW,
    Change.GAPPEI: Joining.EXISTING,
    Change.KOSEI: Joining.EXISTING,
    Change.NUSHI: Joining.NEW,
}
"""What becomes of the people of each kind."""


def change_of(state: State) -> Change | None:
    """The kind: a whole household that joins another is a 合併, a part of it a 構成変更, whichever was touched."""
    change = state.draft.change
    if change not in UNITING or state.household is None:
        return change
    return Change.GAPPEI if len(state.chosen) == len(state.household.members) else Change.KOSEI


def is_head_change(state: State) -> bool:
    """Whether only the 世帯主 changes, so that everybody stays and nobody has to be chosen."""
    return state.draft.change is Change.NUSHI
