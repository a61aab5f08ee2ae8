"""The driver of a pen on a tablet of the kernel's."""

from __future__ import annotations

from collections.abc import Sequence

from protocol.devices import DeviceKind

from .. import nodes
from ..input_device import GrabbedInput, grabbed
from ..plugged import LOOK_SECONDS, PluggedDriver, Unplugged
from .port import PenEvent
from .strokes import ABS_PRESSURE, ABS_X, ABS_Y, BTN_TOOL_PEN, BTN_TOUCH, EV_ABS, EV_KEY, Strokes, Surface

_NEEDED = {EV_KEY: frozenset({BTN_TOOL_PEN, BTN_TOUCH}), EV_ABS: frozenset({ABS_X, ABS_Y, ABS_PRESSURE})}


class Tablet:
    """A tablet whose pen moves nobody's pointer until `close`."""

    def __init__(self, device: GrabbedInput, surface: Surface) -> None:
        self._device = device
        self._strokes = Strokes(surface)

    @property
    def descriptor(self) -> int:
        """What to wait on."""
        return self._device.descriptor

    @property
    def is_begun(self) -> bool:
        """Whether a stroke has begun that has not ended."""
        return self._strokes.is_begun

    def read(self) -> Sequence[PenEvent] | Unplugged:
        """What was written since the last time; does not block."""
        events = self._device.read()
        if isinstance(events, Unplugged):
            return events
        return [written for event in events for written in self._strokes.take(event)]

    def broke_off(self) -> Sequence[PenEvent]:
        """The stroke ends where it is."""
        return self._strokes.broke_off()

    def close(self) -> None:
        """Give it back. Blocks."""
        self._device.close()


class EvdevPen(PluggedDriver[PenEvent]):
    """The first matching device that has a pen with pressure. A pen that rests on the tablet goes on writing."""

    def __init__(self, *, name: str, match: str, look_seconds: float = LOOK_SECONDS) -> None:
        super().__init__(DeviceKind.PEN, name, lambda: first_tablet(match), look_seconds=look_seconds)


def first_tablet(match: str) -> Tablet | None:
    """The first of the matching devices that is a tablet. Blocks; raises DeviceError."""
    devices = (grabbed(node, _NEEDED) for node in nodes.found(nodes.INPUTS, match))
    device = next((device for device in devices if device is not None), None)
    if device is None:
        return None
    try:
        return Tablet(device, Surface(device.axis(ABS_X), device.axis(ABS_Y), device.axis(ABS_PRESSURE)))
    except BaseException:
        device.close()
        raise
