"""Whether the card service (pcscd) runs and the readers behind it work."""

from __future__ import annotations

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause, CheckName, Level

from .card_reader import Devices
from .findings import Finding


class CardServiceCheck:
    """Of several readers the one that stands worst counts."""

    name = CheckName.CARD_SERVICE

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

    async def look(self) -> Finding | None:
        """Ask the supervisor."""
        found = [_found(each) for each in self._devices.statuses() if each.kind is DeviceKind.CARD_READER]
        return max(found, key=lambda finding: list(Level).index(finding.level), default=None)


def _found(reader: DeviceStatus) -> Finding:
    if reader.fault is FaultCode.SERVICE_DOWN:
        return Finding(Level.ALARM, Cause.SERVICE_DOWN)
    if reader.state is DeviceState.FAULT:
        return Finding(Level.ALARM, Cause.READER_FAULT)
    if reader.state is DeviceState.ABSENT:
        return Finding(Level.WARN, Cause.READER_AWAY)
    return Finding(Level.OK, Cause.READER_WORKS)
