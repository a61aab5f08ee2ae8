"""Whether the signal lamp works now: it is lit, then blinks, then is dark, and somebody looks at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Never

from protocol.devices import DeviceState, FaultCode

from ..devices.signal_lamp.port import Signal, SignalLamp
from .card_reader import VisitInProgress

_STEP_SECONDS = 0.1
_SHOWN = (Signal.LIT, Signal.BLINKING, Signal.DARK)


@dataclass(frozen=True)
class LampShown:
    """The lamp was told all it can say; whether it said so, only who looked at it knows."""


FoundOfLamp = LampShown | FaultCode | VisitInProgress


class SignalLampCheck:
    """Stands between the lamp and whoever uses it, who has it back as soon as a test ends, or a visit begins."""

    def __init__(self, lamp: SignalLamp, *, is_resting: Callable[[], bool], each_seconds: float = 2.0) -> None:
        self._lamp = lamp
        self._is_resting = is_resting
        self._each_seconds = each_seconds
        self._wanted = Signal.DARK
        self._is_looking = False

    def show(self, signal: Signal) -> None:
        """Say this from now on, or from the end of the test."""
        self._wanted = signal
        if not self._is_looking:
            self._lamp.show(signal)

    async def took(self, event: Never) -> None:
        """A lamp has nothing to report but its standing."""

    async def look(self, seconds: float) -> FoundOfLamp:
        """Show everything once, in at most so many seconds."""
        self._is_looking = True
        try:
            for signal in _SHOWN:
                self._lamp.show(signal)
                ended = await self._waited(min(self._each_seconds, seconds / len(_SHOWN)))
                if ended is not None:
                    return ended
            return LampShown()
        finally:
            self._is_looking = False
            self._lamp.show(self._wanted)

    async def _waited(self, seconds: float) -> FaultCode | VisitInProgress | None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while True:
            standing = self._lamp.status
            if not self._is_resting():
                return VisitInProgress()
            if standing.state is not DeviceState.READY:
                return standing.fault or FaultCode.OFFLINE
            if loop.time() >= ends:
                return None
            await asyncio.sleep(_STEP_SECONDS)
