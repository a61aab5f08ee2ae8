"""What it means when the system refuses a device file."""

from __future__ import annotations

import errno

from protocol.devices import FaultCode

from ..errors import DeviceError, DeviceGone

_GONE = frozenset({errno.ENODEV, errno.ENOENT, errno.ENXIO, errno.EIO})
_FAULTS = {
    errno.EBUSY: FaultCode.IN_USE,
    errno.EAGAIN: FaultCode.IN_USE,
    errno.EACCES: FaultCode.NO_PERMISSION,
    errno.EPERM: FaultCode.NO_PERMISSION,
}


def refusal(error: OSError) -> DeviceError:
    """DeviceGone, or DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE."""
    if error.errno in _GONE:
        return DeviceGone()
    return DeviceError(_FAULTS.get(error.errno or 0, FaultCode.UNRESPONSIVE))
