"""Makes strokes of what a tablet reports; pure, one report of the kernel's after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..input_device import Axis, InputEvent
from .port import STRONGEST, PenAt, PenDown, PenEvent, PenUp

# The numbers of linux/input-event-codes.h.
EV_SYN, EV_KEY, EV_ABS = 0, 1, 3
SYN_REPORT = 0
ABS_X, ABS_Y, ABS_PRESSURE = 0, 1, 24
BTN_TOOL_PEN, BTN_TOUCH = 320, 330


@dataclass(frozen=True)
class Surface:
    """The tablet's axes."""

    x: Axis
    y: Axis
    pressure: Axis

    @property
    def ratio(self) -> float:
        """Its height in widths; without a word about millimetres its steps are taken for square."""
        return _length(self.y) / _length(self.x)


class Strokes:
    """Follows one pen. After a loss it waits for the next whole report, and nothing is drawn across the gap.

    The kernel names an axis only when it has changed: until both places were said, the pen's place is unknown.
    """

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._is_writing = False
        self._is_torn = False
        self._values: dict[int, int] = {}
        self._buttons: dict[int, bool] = {}

    @property
    def is_begun(self) -> bool:
        """Whether a stroke has begun that has not ended."""
        return self._is_writing

    def take(self, event: InputEvent) -> Sequence[PenEvent]:
        """Take in one event; what the report that it ends has to say."""
        if event.is_loss:
            self._is_torn = True
            self._values.clear()
            self._buttons.clear()
            return self.broke_off()
        if self._is_torn:
            self._is_torn = (event.kind, event.code) != (EV_SYN, SYN_REPORT)
        elif (event.kind, event.code) == (EV_SYN, SYN_REPORT):
            return self._reported(event.at)
        elif event.kind == EV_KEY and event.code in {BTN_TOUCH, BTN_TOOL_PEN}:
            self._buttons[event.code] = event.value != 0
        elif event.kind == EV_ABS:
            self._values[event.code] = event.value
        return ()

    def broke_off(self) -> Sequence[PenEvent]:
        """Nothing more comes: the stroke ends here."""
        was_writing, self._is_writing = self._is_writing, False
        return (PenUp(),) if was_writing else ()

    def _reported(self, at: float) -> Sequence[PenEvent]:
        if not self._touches() or not {ABS_X, ABS_Y} <= self._values.keys():
            return self.broke_off()
        surface, values = self._surface, self._values
        place = PenAt(
            round(at * 1000),
            _part(surface.x, values[ABS_X]),
            _part(surface.y, values[ABS_Y]) * surface.ratio,
            round(_part(surface.pressure, values.get(ABS_PRESSURE, surface.pressure.least)) * STRONGEST),
        )
        if self._is_writing:
            return (place,)
        self._is_writing = True
        return PenDown(surface.ratio), place

    def _touches(self) -> bool:
        """What the buttons said last; what they said before a loss only the pressure can tell."""
        if not self._buttons.get(BTN_TOOL_PEN, True):
            return False
        is_pressed = self._values.get(ABS_PRESSURE, 0) > self._surface.pressure.least
        return self._buttons.get(BTN_TOUCH, is_pressed)


def _length(axis: Axis) -> float:
    return max(1, axis.most - axis.least) / (axis.resolution or 1)


def _part(axis: Axis, value: int) -> float:
    return min(1.0, max(0.0, (value - axis.least) / max(1, axis.most - axis.least)))
