"""Where they live now: the 小字, the 番地, the 方書, one screen after the other."""

from __future__ import annotations

import unicodedata

from protocol.japanese.addresses import read_lot
from protocol.japanese.names import SPACE
from protocol.village.catalogue import Town

from ..draft import Problem
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import onward
from .moves import Rule, Step, go

_LARGEST_NUMBER = 99_999
_LARGEST_BRANCH = 9_999
_LONGEST_BUILDING = 60


def _choose_town(state: State, touched: Touched) -> Step:
    town = _town(state, touched.value)
    if state.screen is not Screen.TOWN or town is None:
        return state, ()
    return go(state, Screen.LOT, draft=state.draft.with_(town=town)), ()


def _town(state: State, name: str) -> Town | None:
    """The 小字 of this name; "" is an address in none of them, of which only the general 郵便番号 is known."""
    if state.footing is None:
        return None
    catalogue = state.footing.catalogue
    if not name:
        return Town("", "", catalogue.postal_code)
    return next((town for town in catalogue.towns if town.name == name), None)


def _set_lot(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.LOT:
        return state, ()
    lot = read_lot(touched.value)
    if lot is None or not 1 <= lot.number <= _LARGEST_NUMBER or lot.branch > _LARGEST_BRANCH:
        return state.changed(draft=state.draft.with_(problem=Problem.NO_LOT)), ()
    return go(state, Screen.BUILDING, draft=state.draft.with_(lot=str(lot), **_agreed(state, lot=str(lot)))), ()


def _set_building(state: State, touched: Touched) -> Step:
    building = unicodedata.normalize("NFC", touched.value).strip()
    is_writing = building.replace(SPACE, "").isprintable()
    if state.screen is not Screen.BUILDING or len(building) > _LONGEST_BUILDING or not is_writing:
        return state, ()
    return onward(state, building=building, **_agreed(state, building=building)), ()


def _agreed(state: State, **values: str) -> dict[str, bool]:
    """Whether the alert of an unchanged address holds for these values too."""
    is_unchanged = all(getattr(state.draft, name) == value for name, value in values.items())
    return {"same_address_agreed": state.draft.same_address_agreed and is_unchanged}


def _agree_same_address(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.SAME_ADDRESS:
        return state, ()
    return onward(state, same_address_agreed=True), ()


RULES: dict[Action, Rule] = {
    Action.CHOOSE_TOWN: _choose_town,
    Action.SET_LOT: _set_lot,
    Action.SET_BUILDING: _set_building,
    Action.AGREE_SAME_ADDRESS: _agree_same_address,
}
