"""The card on the reader and its number: which of their screens a visit shows."""

from __future__ import annotations

from dataclasses import replace

from ..draft import Draft
from ..happenings import Action, CardChanged, CardLost, PinGiven, PinWrong, Touched
from ..state import (
    Assurance,
    Card,
    CardNotice,
    CardState,
    Identification,
    Overlay,
    Screen,
    State,
    Stop,
)
from . import card_text
from .moves import Rule, Step, go, replace_screen

WITH_CARD = frozenset({Screen.CARD, Screen.PIN, Screen.LAST_TRY})

_NOBODY_KNOWN = frozenset({Screen.STOP, Screen.NO_CARD, Screen.FACE_TO_FACE})
_STOPS_OF_THE_CARD = frozenset({Stop.NO_CERTIFICATE, Stop.NO_PIN, Stop.PIN_LOCKED})


def enter(state: State, life_event: str) -> State:
    """The card screen of a life event, or beyond it when a usable card already lies on the reader."""
    return _show_card(go(state, Screen.CARD, life_event=life_event))


def returned(state: State) -> State:
    """The screen もどる leads to: who stands here is asked anew, and before that it is the card that decides."""
    if state.screen in {Screen.EVENTS, Screen.ABROAD, Screen.MORE_EVENTS}:
        return _forgotten(state, Identification())
    if state.screen in WITH_CARD:
        return _begin_again(_forgotten(state, Identification()))
    if state.screen in _NOBODY_KNOWN:
        return _forgotten(state, replace(state.identification, assurance=Assurance.NONE, proof=None))
    return state


def happened(state: State, happening: CardChanged | PinGiven | PinWrong | CardLost) -> State:
    """What the card, or a number for it, changed."""
    match happening:
        case CardChanged(card=card):
            return _card_changed(state, card) if card != state.card else state
        case PinGiven(revision=revision):
            return replace_screen(state, Screen.CHECKING) if _is_due(state, revision) else state
        case PinWrong():
            return _pin_wrong(state, happening) if state.screen is Screen.CHECKING else state
        case CardLost(presentation=presentation):
            return _lost(state, presentation) if state.screen is Screen.CHECKING else state


def _card_changed(before: State, card: Card) -> State:
    state = before.noticed(card=card)
    match state.screen:
        case Screen.TAKE_CARD if not card.is_present:
            return state.changed(screen=Screen.ATTRACT, overlay=Overlay.NONE)
        case Screen.CARD:
            was_unreadable = before.card.state is CardState.UNREADABLE
            lost = CardNotice.UNREADABLE if was_unreadable else state.identification.lost
            return _begin_again(state, lost)
        case Screen.PIN | Screen.LAST_TRY:
            return _begin_again(state, CardNotice.PULLED)
        case Screen.STOP if card.is_usable and state.identification.stop in _STOPS_OF_THE_CARD:
            return _begin_again(state)
    return state


def _begin_again(state: State, lost: CardNotice = CardNotice.NONE) -> State:
    return _show_card(replace_screen(state, Screen.CARD, identification=Identification(lost=lost)))


def _show_card(state: State) -> State:
    """Leave the card screen as soon as the card allows or forbids it; no other way leads to the number."""
    if not state.card.is_usable:
        return state
    if stop := _stop_of(state.card):
        return replace_screen(state, Screen.STOP, identification=Identification(stop=stop))
    identification = replace(state.identification, lost=CardNotice.NONE)
    screen = Screen.LAST_TRY if state.card.tries == 1 else Screen.PIN
    return replace_screen(state, screen, identification=identification)


def _stop_of(card: Card) -> Stop | None:
    if not card.has_certificate:
        return Stop.NO_CERTIFICATE
    if not card.has_pin:
        return Stop.NO_PIN
    return Stop.PIN_LOCKED if card.tries == 0 else None


def _is_due(state: State, revision: int) -> bool:
    is_asked = state.screen is Screen.PIN and state.overlay in {Overlay.NONE, Overlay.LOOK}
    return is_asked and state.takes(revision)


def _pin_wrong(state: State, wrong: PinWrong) -> State:
    if wrong.presentation != state.card.presentation:
        return _begin_again(state, CardNotice.PULLED)
    card = replace(state.card, tries=wrong.tries)
    return _show_card(state.changed(card=card, identification=Identification(was_wrong=wrong.is_sent)))


def _lost(state: State, presentation: str) -> State:
    if presentation == state.card.presentation:
        state = state.changed(card=Card(CardState.UNREADABLE, presentation))
    return _begin_again(state, CardNotice.UNREADABLE)


def _forgotten(state: State, identification: Identification) -> State:
    return state.changed(identification=identification, household=None, chosen=frozenset(), draft=Draft())


def _agree_last_try(state: State, _touched: Touched) -> Step:
    if state.screen is Screen.CARD_TEXT:
        return card_text.agreed(state), ()
    if state.screen is not Screen.LAST_TRY:
        return state, ()
    return replace_screen(state, Screen.PIN), ()


def _try_again(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.STOP or state.identification.stop is not Stop.UNAVAILABLE:
        return state, ()
    return _begin_again(state), ()


RULES: dict[Action, Rule] = {
    Action.AGREE_LAST_TRY: _agree_last_try,
    Action.TRY_AGAIN: _try_again,
}
