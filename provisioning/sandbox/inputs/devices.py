"""All input devices of the counter, each on its cable."""

from __future__ import annotations

from itertools import count

from .bus import Bus
from .cable import Cable
from .description import serial_reader, tablet, typing_reader
from .requests import Asked, Device, Outcome, Plug, Scan, Situation, Write
from .scanner import KEYS_AT_ONCE, SIGNS_AT_ONCE, Scanner, sent, typed
from .tablet import REPORTS_AT_ONCE, Tablet

_FIRST_INPUT = 5
_AT_FIRST = (Device.TYPING_READER, Device.PEN)


class Inputs:
    """What a hand can do with them. At first the reader that types and the tablet are plugged in."""

    def __init__(self, bus: Bus) -> None:
        inputs, lines = count(_FIRST_INPUT), count()
        self._cables = {
            Device.TYPING_READER: Cable(bus, typing_reader, inputs, burst=KEYS_AT_ONCE),
            Device.SERIAL_READER: Cable(bus, serial_reader, lines, burst=SIGNS_AT_ONCE),
            Device.PEN: Cable(bus, tablet, inputs, burst=REPORTS_AT_ONCE),
        }
        self._scanners = {
            Device.TYPING_READER: Scanner(self._cables[Device.TYPING_READER], typed),
            Device.SERIAL_READER: Scanner(self._cables[Device.SERIAL_READER], sent),
        }
        self._tablet = Tablet(self._cables[Device.PEN])

    def plug_in_the_first(self) -> None:
        """Begin as a counter is laid out."""
        for device in _AT_FIRST:
            self._cables[device].plug(is_in=True)

    async def plug(self, request: Plug) -> Outcome:
        """Put a device into the state that is asked for."""
        self._cables[request.device].plug(is_in=request.is_in)
        return Outcome.DONE

    async def scan(self, request: Scan) -> Outcome:
        """Hold a code before a reader; a pen has no use for one."""
        scanner = self._scanners.get(request.device)
        return Outcome.NO_SUCH_KEY if scanner is None else await scanner.scan(request)

    async def write(self, request: Write) -> Outcome:
        """Write on the tablet."""
        return await self._tablet.write(request)

    async def situation(self, request: Asked) -> Situation:
        """How a device stands now."""
        return Situation(self._cables[request.device].is_in)
