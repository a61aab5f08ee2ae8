"""How a visit goes from screen to screen: forward with a trail, back along it, and the form of a rule."""

from __future__ import annotations

from collections.abc import Callable

from ..effects import Effect
from ..happenings import Touched
from ..state import Overlay, Screen, State

Step = tuple[State, tuple[Effect, ...]]
Rule = Callable[[State, Touched], Step]


def go(state: State, screen: Screen, **values: object) -> State:
    """The next screen; もどる leads back to this one."""
    return state.changed(screen=screen, trail=(*state.trail, state.screen), overlay=Overlay.NONE, **values)


def replace_screen(state: State, screen: Screen, **values: object) -> State:
    """Another screen in the place of this one: もどる passes it over. 「中止しますか」 stays to be answered."""
    overlay = Overlay.QUIT if state.overlay is Overlay.QUIT else Overlay.NONE
    return state.changed(screen=screen, overlay=overlay, **values)
