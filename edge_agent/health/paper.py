"""Whether the receipt printer has paper and can print."""

from __future__ import annotations

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause, CheckName, Level

from .card_reader import Devices
from .findings import Finding


class PaperCheck:
    """Without a printer in the settings there is nothing to be well."""

    name = CheckName.PAPER

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

    async def look(self) -> Finding | None:
        """Ask the supervisor."""
        printers = [each for each in self._devices.statuses() if each.kind is DeviceKind.RECEIPT_PRINTER]
        return _found(printers[0]) if printers else None


def _found(printer: DeviceStatus) -> Finding:
    if printer.fault is FaultCode.PAPER_OUT:
        return Finding(Level.ALARM, Cause.PAPER_OUT)
    if printer.state is DeviceState.FAULT:
        return Finding(Level.ALARM, Cause.PRINTER_FAULT)
    if printer.state is DeviceState.ABSENT:
        return Finding(Level.ALARM, Cause.PRINTER_AWAY)
    return Finding(Level.OK, Cause.PAPER_THERE)
