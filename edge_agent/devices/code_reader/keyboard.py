"""One grabbed keyboard of the kernel's; the only module that knows python-evdev."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evdev import InputDevice, ecodes

from protocol.devices import FaultCode

from ...errors import DeviceError, DeviceGone
from .assembly import Key, KeysLost, Press

_NEEDED = frozenset({ecodes.KEY_ENTER, ecodes.KEY_A, ecodes.KEY_0})
_GONE = frozenset({errno.ENODEV, errno.ENOENT, errno.ENXIO, errno.EIO})
_FAULTS = {
    errno.EBUSY: FaultCode.IN_USE,
    errno.EACCES: FaultCode.NO_PERMISSION,
    errno.EPERM: FaultCode.NO_PERMISSION,
}


@dataclass(frozen=True)
class Unplugged:
    """The device is gone; nothing more comes from it."""


class Keyboard:
    """A device whose keys reach nobody else until `close`."""

    def __init__(self, device: InputDevice[str]) -> None:
        self._device = device

    @property
    def descriptor(self) -> int:
        """What to wait on."""
        return self._device.fd

    def read(self) -> Sequence[Press] | Unplugged:
        """What was pressed since the last time, maybe nothing; does not block."""
        try:
            events = list(self._device.read())
        except BlockingIOError:
            return ()
        except OSError:
            return Unplugged()
        if not events:
            return Unplugged()
        presses = (_press(event.type, event.code, event.value) for event in events)
        return [press for press in presses if press is not None]

    def close(self) -> None:
        """Give it back; the kernel ends the grab. Blocks."""
        self._device.close()


def grabbed(node: Path) -> Keyboard | None:
    """The keyboard at a node, for nobody else; None when it has not the keys of a code. Blocks.

    Raises DeviceGone, or DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE.
    """
    try:
        device = InputDevice(str(node), readonly=True)
    except OSError as error:
        raise _broken(error) from error
    if not set(device.capabilities().get(ecodes.EV_KEY, ())) >= _NEEDED:
        device.close()
        return None
    try:
        device.grab()
    except OSError as error:
        device.close()
        raise _broken(error) from error
    return Keyboard(device)


def _press(kind: int, code: int, value: int) -> Press | None:
    """A key held down repeats with the value 2, which no reader does on purpose."""
    if (kind, code) == (ecodes.EV_SYN, ecodes.SYN_DROPPED):
        return KeysLost()
    return Key(code, value == 1) if kind == ecodes.EV_KEY and value in {0, 1} else None


def _broken(error: OSError) -> DeviceError:
    if error.errno in _GONE:
        return DeviceGone()
    return DeviceError(_FAULTS.get(error.errno or 0, FaultCode.UNRESPONSIVE))
