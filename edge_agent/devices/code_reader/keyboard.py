"""A reader that types: a grabbed keyboard whose keys are put together to codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import nodes
from ..input_device import GrabbedInput, InputEvent, grabbed
from ..plugged import Unplugged
from .assembly import Assembly, Key, KeysLost, Press
from .port import CodeEvent

_EV_KEY = 1
_KEY_ENTER, _KEY_A, _KEY_0 = 28, 30, 11
KEYS_OF_A_CODE = frozenset({_KEY_ENTER, _KEY_A, _KEY_0})
_NEEDED = {_EV_KEY: KEYS_OF_A_CODE}


class Keyboard:
    """A device whose keys reach nobody else until `close`."""

    def __init__(self, device: GrabbedInput, hear: Callable[[Press], None]) -> None:
        self._device = device
        self._hear = hear
        self._assembly = Assembly()

    @property
    def descriptor(self) -> int:
        """What to wait on."""
        return self._device.descriptor

    @property
    def is_begun(self) -> bool:
        """Whether a code has begun that has not ended."""
        return self._assembly.is_begun

    def read(self) -> Sequence[CodeEvent] | Unplugged:
        """The codes that have ended since the last time; does not block."""
        events = self._device.read()
        if isinstance(events, Unplugged):
            return events
        presses = (press for event in events if (press := _press(event)) is not None)
        return [code for press in presses if (code := self._took(press)) is not None]

    def broke_off(self) -> Sequence[CodeEvent]:
        """What has begun is torn."""
        torn = self._assembly.paused()
        return () if torn is None else (torn,)

    def close(self) -> None:
        """Give it back. Blocks."""
        self._device.close()

    def _took(self, press: Press) -> CodeEvent | None:
        self._hear(press)
        return self._assembly.take(press)


def first_keyboard(match: str, hear: Callable[[Press], None] = lambda _: None) -> Keyboard | None:
    """The first of the matching devices that can type; `hear` is told each key. Blocks; raises DeviceError."""
    devices = (grabbed(node, _NEEDED) for node in nodes.found(nodes.INPUTS, match))
    return next((Keyboard(device, hear) for device in devices if device is not None), None)


def _press(event: InputEvent) -> Press | None:
    """A key held down repeats with the value 2, which no reader does on purpose."""
    if event.is_loss:
        return KeysLost()
    return Key(event.code, event.value == 1) if event.kind == _EV_KEY and event.value in {0, 1} else None
