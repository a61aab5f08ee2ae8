"""The rules of a visit: `(state, happening) -> (state, effects)`, without I/O and without a clock."""

from __future__ import annotations

from dataclasses import replace

from .courses import COURSES
from .effects import ReportCall, ReportCallWithdrawn
from .flows import answering, card, card_text, identity, look, signing
from .flows.moves import Rule, Step, go
from .happenings import (
    Action,
    ApplicationNotStored,
    ApplicationStored,
    CallAnswered,
    CallDelivered,
    CallStored,
    CardChanged,
    CardLost,
    CardTextAsked,
    CardTextFailed,
    CardTextPinGiven,
    CardTextRead,
    ClerkConfirmed,
    Happening,
    HouseholdCame,
    IdleTooLong,
    InkGiven,
    Judged,
    NobodyThere,
    NumberForgotten,
    PinGiven,
    PinWrong,
    PlaceClosed,
    PlaceOpened,
    RoomFound,
    RoomRanOut,
    Scanned,
    SlipChanged,
    Touched,
)
from .life_events import ABROAD, MORE, OTHER
from .state import Call, CallStatus, Look, Overlay, Screen, State

_RESTING = {Screen.ATTRACT, Screen.CLOSED, Screen.FULL, Screen.TAKE_CARD}
_RESTING_SCREENS: dict[type[Happening], Screen] = {
    PlaceOpened: Screen.ATTRACT,
    RoomFound: Screen.ATTRACT,
    PlaceClosed: Screen.CLOSED,
    RoomRanOut: Screen.FULL,
}
_UNANSWERED = {CallStatus.CALLING, CallStatus.BUFFERED}
_ON_ANY_SCREEN = {Action.CALL_STAFF, Action.WITHDRAW_CALL, *look.RULES}


def step(state: State, happening: Happening) -> Step:
    """What comes of a happening. What does not fit the state changes nothing."""
    match happening:
        case Touched():
            return _touched(state, happening)
        case Judged() | HouseholdCame() | ClerkConfirmed():
            return identity.happened(state, happening)
        case CardChanged():
            return card_text.card_changed(state, card.happened(state, happening))
        case InkGiven():
            return signing.signed(state, happening)
        case PinGiven() | PinWrong() | CardLost():
            after = card.happened(state, happening)
        case CardTextAsked() | CardTextPinGiven() | CardTextRead() | CardTextFailed():
            after = card_text.happened(state, happening)
        case ApplicationStored() | ApplicationNotStored() | SlipChanged() | NumberForgotten() | Scanned():
            after = signing.happened(state, happening)
        case IdleTooLong():
            after = _idle(state)
        case NobodyThere():
            after = _left_alone(state)
        case CallStored() | CallDelivered() | CallAnswered():
            after = _called(state, happening)
        case PlaceOpened() | PlaceClosed() | RoomFound() | RoomRanOut():
            after = _rest_at(state, _RESTING_SCREENS[type(happening)])
    return after, ()


def _touched(state: State, touched: Touched) -> Step:
    if not state.takes(touched.revision) or not _may(state, touched.action):
        return state, ()
    return _RULES[touched.action](state, touched)


def _may(state: State, action: Action) -> bool:
    if state.overlay is Overlay.STILL_THERE:
        return action in {Action.STAY, Action.QUIT_FOR_SURE, Action.CALL_STAFF}
    if state.overlay is Overlay.QUIT:
        return action in {Action.CLOSE_OVERLAY, Action.QUIT_FOR_SURE, Action.CALL_STAFF}
    if state.screen is Screen.DONE:
        return action in _ON_ANY_SCREEN | {Action.FINISH, Action.CLOSE_OVERLAY}
    return state.screen not in _RESTING or action in _ON_ANY_SCREEN | {Action.START, Action.CLOSE_OVERLAY}


def _start(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.ATTRACT or not touched.visit:
        return state, ()
    begun = state.changed(screen=Screen.EVENTS, visit=touched.visit, overlay=Overlay.NONE)
    return replace(begun, footing=touched.footing, accepted=None), ()


def _choose_event(state: State, touched: Touched) -> Step:
    match state.screen:
        case Screen.ABROAD:
            return _choose_abroad(state, touched)
        case Screen.EVENTS if touched.value == OTHER:
            return go(state, Screen.MORE_EVENTS), ()
        case Screen.EVENTS if touched.value:
            return _enter(state, touched.value), ()
        case Screen.MORE_EVENTS if touched.value in MORE:
            return _enter(state, touched.value), ()
    return state, ()


def _enter(state: State, event: str) -> State:
    """The first screen behind a tile."""
    if event in ABROAD and state.footing is not None:
        return go(state, Screen.ABROAD, life_event=event)
    if event in COURSES and state.footing is not None:
        return card.enter(state, event)
    return go(state, Screen.PREPARING, life_event=event)


def _choose_abroad(state: State, touched: Touched) -> Step:
    """国内 or 国外 of the tile that was touched."""
    inland = next((code for code in ABROAD if state.life_event in (code, ABROAD[code])), "")
    if not inland or touched.value not in (inland, ABROAD[inland]):
        return state, ()
    return card.enter(state, touched.value), ()


def _back(state: State, _touched: Touched) -> Step:
    if state.screen is Screen.CHECKING:
        return state, ()
    if not state.trail:
        return _reset(state), ()
    return card.returned(answering.back(state)), ()


def _quit(state: State, _touched: Touched) -> Step:
    return state.changed(overlay=Overlay.QUIT), ()


def _quit_for_sure(state: State, _touched: Touched) -> Step:
    return _reset(state), ()


def _finish(state: State, _touched: Touched) -> Step:
    return (_reset(state) if state.screen is Screen.DONE else state), ()


def _close_overlay(state: State, _touched: Touched) -> Step:
    return (state.changed(overlay=Overlay.NONE), ()) if state.overlay is not Overlay.NONE else (state, ())


def _call_staff(state: State, _touched: Touched) -> Step:
    if state.call.status in {CallStatus.CALLING, CallStatus.BUFFERED}:
        return state, ()
    return state.changed(call=Call(CallStatus.CALLING)), (ReportCall(state.screen),)


def _withdraw_call(state: State, _touched: Touched) -> Step:
    if not state.call.id:
        return state, ()
    return state.changed(call=Call()), (ReportCallWithdrawn(state.call.id),)


_RULES: dict[Action, Rule] = {
    Action.START: _start,
    Action.CHOOSE_EVENT: _choose_event,
    Action.BACK: _back,
    Action.QUIT: _quit,
    Action.QUIT_FOR_SURE: _quit_for_sure,
    Action.STAY: _close_overlay,
    Action.CALL_STAFF: _call_staff,
    Action.WITHDRAW_CALL: _withdraw_call,
    **look.RULES,
    Action.CLOSE_OVERLAY: _close_overlay,
    **card.RULES,
    **identity.RULES,
    **answering.RULES,
    Action.FINISH: _finish,
}


def _reset(state: State) -> State:
    """The next resident's screen; a call that staff have not answered stays open, and the last number is shown."""
    call = state.call if state.call.status in _UNANSWERED else Call()
    resting = state.screen if state.screen in _RESTING else Screen.ATTRACT
    screen = Screen.TAKE_CARD if state.card.is_present and state.visit else resting
    rest = State(screen=screen, revision=state.revision, call=call, card=state.card).changed()
    return replace(rest, accepted=state.accepted, scan=state.scan)


def _rest_at(state: State, screen: Screen) -> State:
    if not state.is_resting or state.screen in {screen, Screen.TAKE_CARD}:
        return state
    return state.changed(screen=screen, overlay=Overlay.NONE)


def _left_alone(state: State) -> State:
    return _reset(state) if state.overlay is Overlay.STILL_THERE else state


def _idle(state: State) -> State:
    if state.overlay is Overlay.STILL_THERE or state.screen is Screen.CHECKING:
        return state
    if not state.is_resting:
        return state.changed(overlay=Overlay.STILL_THERE)
    is_untouched = state.overlay is Overlay.NONE and state.look == Look() and state.call.status is not CallStatus.COMING
    return state if is_untouched else _reset(state)


def _called(state: State, happening: CallStored | CallDelivered | CallAnswered) -> State:
    match happening:
        case CallStored(id=event, is_offline=is_offline) if state.call == Call(CallStatus.CALLING):
            return state.changed(call=Call(CallStatus.BUFFERED if is_offline else CallStatus.CALLING, event))
        case CallDelivered() if state.call.status is CallStatus.BUFFERED:
            return state.changed(call=replace(state.call, status=CallStatus.CALLING))
        case CallAnswered(id=event) if event and event == state.call.id and state.call.status in _UNANSWERED:
            return state.changed(call=replace(state.call, status=CallStatus.COMING))
    return state
