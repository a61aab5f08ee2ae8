"""Whether the clock of the counter can be trusted."""

from __future__ import annotations

from protocol.health import Cause, CheckName, Level

from ..clock import CounterClock
from .findings import Finding


class ClockCheck:
    """Doubtful: neither a time server nor central agrees with it; then expiry dates are not judged here."""

    name = CheckName.CLOCK

    def __init__(self, clock: CounterClock) -> None:
        self._clock = clock

    async def look(self) -> Finding:
        """Ask the clock itself."""
        if self._clock.is_trusted:
            return Finding(Level.OK, Cause.CLOCK_TRUSTED)
        return Finding(Level.WARN, Cause.CLOCK_DOUBTFUL)
