"""Reports of a tablet become strokes: every one ends, none begins before the pen's place is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.devices.input_device import Axis, InputEvent
from edge_agent.devices.pen.port import STRONGEST, PenAt, PenDown, PenEvent, PenUp
from edge_agent.devices.pen.strokes import (
    ABS_PRESSURE,
    ABS_X,
    ABS_Y,
    BTN_TOOL_PEN,
    BTN_TOUCH,
    EV_ABS,
    EV_KEY,
    EV_SYN,
    SYN_REPORT,
    Strokes,
    Surface,
)

SURFACE = Surface(Axis(0, 1000, 10), Axis(0, 1000, 20), Axis(0, 255, 0))
SYN_DROPPED = 3
REPORT, LOSS = (EV_SYN, SYN_REPORT, 0), (EV_SYN, SYN_DROPPED, 0)
TOUCH, LIFT = (EV_KEY, BTN_TOUCH, 1), (EV_KEY, BTN_TOUCH, 0)
NEAR, AWAY = (EV_KEY, BTN_TOOL_PEN, 1), (EV_KEY, BTN_TOOL_PEN, 0)
EVENTS = st.sampled_from([REPORT, LOSS, TOUCH, LIFT, NEAR, AWAY]) | st.tuples(
    st.just(EV_ABS), st.sampled_from([ABS_X, ABS_Y, ABS_PRESSURE]), st.integers(-10, 2000)
)


def x(value: int) -> tuple[int, int, int]:
    """The pen is so far right."""
    return EV_ABS, ABS_X, value


def y(value: int) -> tuple[int, int, int]:
    """The pen is so far down."""
    return EV_ABS, ABS_Y, value


def pressed(value: int) -> tuple[int, int, int]:
    """The pen is pressed so hard."""
    return EV_ABS, ABS_PRESSURE, value


def written(*events: tuple[int, int, int], strokes: Strokes | None = None) -> list[PenEvent]:
    """What is written by events that are a millisecond apart."""
    strokes = strokes or Strokes(SURFACE)
    stamped = (InputEvent(*event, at / 1000) for at, event in enumerate(events))
    return [each for event in stamped for each in strokes.take(event)]


def test_places_are_in_widths_and_pressure_in_4096_levels() -> None:
    said = written(NEAR, TOUCH, x(500), y(1000), pressed(255), REPORT, x(1000), REPORT, LIFT, REPORT)
    first, second = PenAt(5, 0.5, 0.5, STRONGEST), PenAt(7, 1.0, 0.5, STRONGEST)
    assert said == [PenDown(0.5), first, second, PenUp()]


def test_a_pen_that_hovers_writes_nothing() -> None:
    assert written(NEAR, x(1), y(1), pressed(0), REPORT, x(2), REPORT, AWAY, REPORT) == []


def test_a_pen_that_goes_away_without_being_lifted_ends_its_stroke() -> None:
    said = written(NEAR, TOUCH, x(1), y(1), pressed(9), REPORT, AWAY, REPORT, x(2), REPORT)
    assert [type(each) for each in said] == [PenDown, PenAt, PenUp]


def test_a_stroke_waits_until_both_places_are_known() -> None:
    said = written(NEAR, TOUCH, pressed(9), x(1), REPORT, x(2), REPORT, y(3), REPORT)
    assert [type(each) for each in said] == [PenDown, PenAt]


def test_a_pen_that_writes_already_when_it_is_first_seen_is_known_by_its_pressure() -> None:
    assert [type(each) for each in written(x(1), y(1), pressed(9), REPORT)] == [PenDown, PenAt]
    assert written(x(1), y(1), REPORT, pressed(0), REPORT) == []


def test_a_pen_lifted_in_a_loss_does_not_go_on_writing() -> None:
    said = written(NEAR, TOUCH, x(1), y(1), pressed(9), REPORT, LOSS, x(2), REPORT, x(3), y(3), pressed(0), REPORT)
    assert [type(each) for each in said] == [PenDown, PenAt, PenUp]


def test_half_a_report_after_a_loss_is_no_place() -> None:
    said = written(NEAR, TOUCH, x(1), y(1), pressed(9), REPORT, LOSS, x(900), y(900), REPORT, pressed(9), REPORT)
    assert [type(each) for each in said] == [PenDown, PenAt, PenUp]


@given(st.lists(EVENTS, max_size=60))
def test_whatever_is_reported_strokes_begin_and_end_in_turn_within_the_tablet(
    events: list[tuple[int, int, int]],
) -> None:
    strokes = Strokes(SURFACE)
    said = [*written(*events, strokes=strokes), *strokes.broke_off()]
    turns = [type(each) for each in said if not isinstance(each, PenAt)]
    assert turns == [PenDown, PenUp] * (len(turns) // 2)
    assert not strokes.is_begun
    places = [each for each in said if isinstance(each, PenAt)]
    assert all(0 <= each.x <= 1 and 0 <= each.y <= 0.5 and 0 <= each.pressure <= STRONGEST for each in places)
