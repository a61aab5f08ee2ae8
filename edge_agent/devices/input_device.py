"""One grabbed input device of the kernel's; the only module that knows python-evdev."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evdev import AbsInfo, InputDevice, ecodes

from .plugged import Unplugged
from .refusals import refusal


class InputEvent(NamedTuple):
    """One event with the numbers of linux/input-event-codes.h; `at` is the kernel's time in seconds."""

    kind: int
    code: int
    value: int
    at: float = 0.0

    @property
    def is_loss(self) -> bool:
        """Whether it says that the kernel dropped events because nobody took them in time."""
        return (self.kind, self.code) == (ecodes.EV_SYN, ecodes.SYN_DROPPED)


class Axis(NamedTuple):
    """What an axis says at its two ends, and how many steps a millimetre has (0: unknown)."""

    least: int
    most: int
    resolution: int


class GrabbedInput:
    """A device whose events reach nobody else until `close`."""

    def __init__(self, device: InputDevice[str]) -> None:
        self._device = device

    @property
    def descriptor(self) -> int:
        """What to wait on."""
        return self._device.fd

    def axis(self, code: int) -> Axis:
        """The ends of an axis that it has. Raises DeviceGone."""
        try:
            info: AbsInfo = self._device.absinfo(code)
        except OSError as error:
            raise refusal(error) from error
        return Axis(info.min, info.max, info.resolution)

    def read(self) -> Sequence[InputEvent] | Unplugged:
        """What happened since the last time, maybe nothing; does not block."""
        try:
            events = list(self._device.read())
        except BlockingIOError:
            return ()
        except OSError:
            return Unplugged()
        if not events:
            return Unplugged()
        return [InputEvent(event.type, event.code, event.value, event.timestamp()) for event in events]

    def close(self) -> None:
        """Give it back; the kernel ends the grab. Blocks."""
        self._device.close()


def grabbed(node: Path, needs: Mapping[int, frozenset[int]]) -> GrabbedInput | None:
    """The device at a node, for nobody else; None when it has not the codes it `needs`, by kind of event. Blocks.

    Raises DeviceGone, or DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE.
    """
    try:
        device = InputDevice(str(node), readonly=True)
    except OSError as error:
        raise refusal(error) from error
    able = device.capabilities(absinfo=False)
    if not all(set(able.get(kind, ())) >= codes for kind, codes in needs.items()):
        device.close()
        return None
    try:
        device.grab()
    except OSError as error:
        device.close()
        raise refusal(error) from error
    return GrabbedInput(device)
