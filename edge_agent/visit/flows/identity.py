"""Who stands here: what central, a clerk, or going on without either lead to."""

from __future__ import annotations

from dataclasses import replace

from protocol.wire.messages.residents import Household

from ..courses import is_of_newcomers
from ..effects import FetchHousehold, RequestClerk
from ..happenings import Action, ClerkConfirmed, HouseholdCame, Judged, Touched
from ..state import Assurance, Clerk, Identification, Screen, State
from .card import WITH_CARD
from .course import next_screen
from .family_steps import with_household
from .moves import Rule, Step, go, replace_screen

_WITHOUT_HOUSEHOLD = {Assurance.STRANGER, Assurance.UNVERIFIED}
_WAITING = {Screen.CHECKING, Screen.FACE_TO_FACE}


def happened(state: State, happening: Judged | HouseholdCame | ClerkConfirmed) -> Step:
    """What central or a clerk changed."""
    match happening:
        case Judged() if state.screen is Screen.CHECKING and not _is_known(state):
            return _judged(state, happening)
        case HouseholdCame(household=household) if state.screen in _WAITING and _is_known(state):
            return _household_came(state, household), ()
        case ClerkConfirmed(visit=visit) if visit == state.visit and visit and state.clerk is not Clerk.CONFIRMED:
            return _clerk_confirmed(state.changed(clerk=Clerk.CONFIRMED))
    return state, ()


def _is_known(state: State) -> bool:
    return state.identification.assurance is not Assurance.NONE


def _judged(state: State, judged: Judged) -> Step:
    identification = Identification(judged.assurance, judged.stop, proof=judged.proof)
    if judged.stop is not None:
        return replace_screen(state, Screen.STOP, identification=identification), ()
    if judged.assurance in _WITHOUT_HOUSEHOLD:
        return replace_screen(state, Screen.NO_HOUSEHOLD, identification=identification), ()
    return _household_of(state.changed(identification=identification))


def _household_of(state: State) -> Step:
    """Ask for the household; those who do not live here yet have none, whatever 住基 knows of them."""
    if is_of_newcomers(state):
        return replace_screen(state, Screen.NO_HOUSEHOLD), ()
    return state, (FetchHousehold(state.visit),)


def _household_came(state: State, household: Household | None) -> State:
    if household is None or not household.is_known:
        return replace_screen(state, Screen.NO_HOUSEHOLD)
    entered = with_household(state, household)
    return replace_screen(entered, next_screen(entered))


def _clerk_confirmed(state: State) -> Step:
    if state.screen is Screen.FACE_TO_FACE and not _is_known(state):
        return _household_of(_with(state, Assurance.STAFF))
    if state.identification.assurance is Assurance.UNVERIFIED:
        return _with(state, Assurance.STAFF), ()
    return state, ()


def _with(state: State, assurance: Assurance) -> State:
    return state.changed(identification=replace(state.identification, assurance=assurance))


def _no_card(state: State, _touched: Touched) -> Step:
    if state.screen not in WITH_CARD | {Screen.STOP}:
        return state, ()
    return go(state, Screen.NO_CARD), ()


def _ask_clerk(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.NO_CARD:
        return state, ()
    asking = go(state, Screen.FACE_TO_FACE)
    match state.clerk:
        case Clerk.NOT_ASKED:
            return asking.changed(clerk=Clerk.ASKED), (RequestClerk(Screen.FACE_TO_FACE),)
        case Clerk.ASKED:
            return asking, ()
        case Clerk.CONFIRMED:
            return _household_of(_with(asking, Assurance.STAFF))


def _go_on_unverified(state: State, _touched: Touched) -> Step:
    if state.screen not in {Screen.NO_CARD, Screen.FACE_TO_FACE}:
        return state, ()
    onward = go(state, Screen.NO_HOUSEHOLD)
    return (onward if _is_known(state) else _with(onward, Assurance.UNVERIFIED)), ()


RULES: dict[Action, Rule] = {
    Action.NO_CARD: _no_card,
    Action.ASK_CLERK: _ask_clerk,
    Action.GO_ON_UNVERIFIED: _go_on_unverified,
}
