"""Every touch and happening of a move at every place a visit may stand at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge_agent.visit.draft import CardTextNotice, OwnWords, SlipState
from edge_agent.visit.happenings import (
    Action,
    ApplicationNotStored,
    ApplicationStored,
    CardTextAsked,
    CardTextFailed,
    CardTextPinGiven,
    CardTextRead,
    Happening,
    IdleTooLong,
    InkGiven,
    NumberForgotten,
    SlipChanged,
    Touched,
)
from edge_agent.visit.state import Overlay
from edge_agent.visit.transitions import step

from .places import PLACES
from .tables_of_a_move import WHERE_IT_BELONGS
from .test_signing import SIGNATURE

ON_ANY_SCREEN = (Action.CALL_STAFF, Action.SHOW_LOOK)
BELONGING: list[tuple[Happening, set[str]]] = [
    (CardTextAsked("card-1", 3), {"card-text"}),
    (CardTextPinGiven(PLACES["card-text"].revision), set()),
    (CardTextRead(OwnWords("道志　次郎", is_from_card=True)), {"card-text"}),
    (CardTextFailed("card-1", CardTextNotice.WRONG, 2), {"card-text"}),
    (InkGiven(PLACES["sign"].revision, SIGNATURE), {"sign"}),
    (ApplicationStored("1-001", "event-1", is_offline=False), {"sign"}),
    (ApplicationNotStored(), {"sign"}),
    (SlipChanged("event-1", SlipState.PRINTED), {"done"}),
    (NumberForgotten("event-1"), set()),
]


@pytest.mark.parametrize("action", WHERE_IT_BELONGS)
def test_a_touch_of_a_move_changes_something_only_where_it_belongs(action: Action) -> None:
    places, value = WHERE_IT_BELONGS[action]
    touched = {
        place
        for place, before in PLACES.items()
        if step(before, Touched(action, before.revision, value))[0] is not before
    }
    assert touched == set(places.split())


@pytest.mark.parametrize(("happening", "places"), BELONGING, ids=lambda each: type(each).__name__)
def test_a_happening_of_a_move_changes_something_only_where_it_belongs(happening: Happening, places: set[str]) -> None:
    assert {place for place, before in PLACES.items() if step(before, happening)[0] is not before} == set(places)


@pytest.mark.parametrize("action", ON_ANY_SCREEN)
def test_staff_can_be_called_and_the_look_changed_on_every_screen(action: Action) -> None:
    for place in PLACES:
        before = replace(PLACES[place], overlay=Overlay.NONE)
        assert step(before, Touched(action, before.revision))[0] is not before, place


def test_silence_on_the_number_s_screen_is_asked_about_as_elsewhere() -> None:
    assert step(PLACES["done"], IdleTooLong())[0].overlay is Overlay.STILL_THERE
