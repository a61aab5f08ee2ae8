"""The card's own text where 住基 gave no household: its number, not that of the signature, and what it says."""

from __future__ import annotations

from dataclasses import replace

from ..draft import CardText, CardTextNotice
from ..effects import AskCardText
from ..happenings import Action, CardTextAsked, CardTextFailed, CardTextPinGiven, CardTextRead, Touched
from ..state import Card, CardState, Overlay, Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step, go, replace_screen

Happened = CardTextAsked | CardTextPinGiven | CardTextRead | CardTextFailed


def happened(state: State, happening: Happened) -> State:
    """What the card, or a number for its text, changed."""
    if state.screen is not Screen.CARD_TEXT:
        return state
    match happening:
        case CardTextAsked(presentation=presentation, tries=tries):
            is_it = presentation == state.card.presentation and not state.card_text.is_reading
            return _with(state, CardText(tries, _notice(state, tries))) if is_it else state
        case CardTextPinGiven(revision=revision):
            return _with(state, replace(state.card_text, is_reading=True)) if _is_due(state, revision) else state
        case CardTextRead(own=own):
            read = replace(state, screen=Screen.NO_HOUSEHOLD, card_text=CardText())
            after = onward(reconsidered(replace(read, draft=replace(read.draft, own=own))))
            return replace(after, overlay=state.overlay) if state.overlay is Overlay.QUIT else after
        case CardTextFailed():
            return _failed(state, happening)


def card_changed(before: State, state: State) -> Step:
    """The card was taken away or put there while its text is asked for; `before` is how it was."""
    if state.screen is not Screen.CARD_TEXT or state.card == before.card:
        return state, ()
    if not state.card.is_usable:
        notice = CardTextNotice.UNREADABLE if state.card.is_present else CardTextNotice.PULLED
        return _with(state, CardText(notice=notice)), ()
    return _with(state, CardText()), (AskCardText(state.visit),)


def by_hand(state: State) -> State:
    """Go on without what the card says."""
    return onward(replace(state, screen=Screen.NO_HOUSEHOLD, card_text=CardText()))


def agreed(state: State) -> State:
    """The last try was agreed to."""
    return _with(state, replace(state.card_text, is_agreed=True)) if state.card_text.is_last_try else state


def _read_card_text(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.NO_HOUSEHOLD or not state.card.is_usable:
        return state, ()
    return go(state, Screen.CARD_TEXT, card_text=CardText()), (AskCardText(state.visit),)


def _failed(state: State, failed: CardTextFailed) -> State:
    """A card that could not be read is taken away and put there again before anything else is tried."""
    if failed.presentation != state.card.presentation:
        return state
    if failed.notice is CardTextNotice.UNREADABLE:
        state = state.changed(card=Card(CardState.UNREADABLE, failed.presentation))
    return _with(state, CardText(failed.tries, failed.notice))


def _notice(state: State, tries: int) -> CardTextNotice:
    return state.card_text.notice if tries else CardTextNotice.LOCKED


def _is_due(state: State, revision: int) -> bool:
    is_asked = state.overlay in {Overlay.NONE, Overlay.LOOK} and state.card_text.takes_number
    return is_asked and state.card.is_usable and state.takes(revision)


def _with(state: State, card_text: CardText) -> State:
    return replace_screen(state, Screen.CARD_TEXT, card_text=card_text)


RULES: dict[Action, Rule] = {Action.READ_CARD_TEXT: _read_card_text}
