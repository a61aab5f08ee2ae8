"""What may happen a thousand times a second is logged the first time, and then once a minute."""

from __future__ import annotations

_SECONDS = 60.0


class Rarely:
    """Decides when to say again what keeps happening; whoever says it says how often it has been."""

    def __init__(self) -> None:
        self._said_at: float | None = None

    def is_due(self, now: float) -> bool:
        """Whether to say it at this moment of the loop's time."""
        if self._said_at is not None and now - self._said_at < _SECONDS:
            return False
        self._said_at = now
        return True
