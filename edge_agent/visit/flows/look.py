"""How the screen looks, speaks and is worked: what a resident may choose on every screen without losing an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from protocol.village.languages import Language

from ..happenings import Action, Touched
from ..state import Hand, Look, Overlay, Scanning, Speed, State, TextSize, Theme, Voice, Volume
from .moves import Rule, Step

_ON_OFF = {"on": True, "off": False}
_Chosen = Callable[[Look, str], Look]


def _shows(overlay: Overlay) -> Rule:
    """Open the dialog, or close it when it is open."""

    def show(state: State, _touched: Touched) -> Step:
        return state.changed(overlay=Overlay.NONE if state.overlay is overlay else overlay), ()

    return show


def _sets(chosen: _Chosen, *, closes: bool = False) -> Rule:
    """Take a value that exists; `closes`: what was chosen is to be seen at once."""

    def take(state: State, touched: Touched) -> Step:
        try:
            look = chosen(state.look, touched.value)
        except (ValueError, KeyError):
            return state, ()
        return state.changed(look=look, overlay=Overlay.NONE if closes else state.overlay), ()

    return take


def _with_voice(look: Look, **values: object) -> Look:
    voice: Voice = replace(look.voice, **values)  # type: ignore[arg-type]
    return replace(look, voice=voice)


RULES: dict[Action, Rule] = {
    Action.SHOW_LOOK: _shows(Overlay.LOOK),
    Action.SET_TEXT: _sets(lambda look, value: replace(look, text=TextSize(value))),
    Action.SET_THEME: _sets(lambda look, value: replace(look, theme=Theme(value))),
    Action.SET_HAND: _sets(lambda look, value: replace(look, hand=Hand(value))),
    Action.SET_SCANNING: _sets(lambda look, value: replace(look, scanning=Scanning(value))),
    Action.SHOW_LANGUAGES: _shows(Overlay.LANGUAGES),
    Action.SET_LANGUAGE: _sets(lambda look, value: replace(look, language=Language(value)), closes=True),
    Action.SET_READINGS: _sets(lambda look, value: replace(look, has_readings=_ON_OFF[value])),
    Action.SHOW_VOICE: _shows(Overlay.VOICE),
    Action.SET_VOICE: _sets(lambda look, value: _with_voice(look, is_on=_ON_OFF[value])),
    Action.SET_SPEED: _sets(lambda look, value: _with_voice(look, speed=Speed(value))),
    Action.SET_VOLUME: _sets(lambda look, value: _with_voice(look, volume=Volume(value))),
}
