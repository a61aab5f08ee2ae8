"""The address somebody moves to, and whether it is the one they live at."""

from __future__ import annotations

from protocol.japanese.addresses import fold_address

from .state import State


def address_before(state: State) -> str:
    """Where they are registered, or what their card says; "" when neither is known."""
    if state.household is not None:
        return state.household.address
    return state.draft.own.address if state.draft.own is not None else ""


def is_same_address(state: State) -> bool:
    """Whether the new 番地 and 方書 are those they live at now; 別棟 of one lot is legal, so this is only asked."""
    if not state.draft.lot:
        return False
    before = fold_address(address_before(state))
    after = fold_address(state.draft.lot + (state.draft.building or ""))
    village = before.removesuffix(after)
    return village != before and not village[-1:].isdigit() and not village.endswith("-")
