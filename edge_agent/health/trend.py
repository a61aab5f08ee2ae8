"""Where a measured value is going: a straight line through what was measured, and when it meets a limit."""

from __future__ import annotations

from collections import deque

_FEWEST = 5


class Trend:
    """Keeps one sample in `every_seconds`, the last `most`; a span under `span_seconds` foretells nothing."""

    def __init__(self, *, every_seconds: float, most: int, span_seconds: float) -> None:
        self._every = every_seconds
        self._span = span_seconds
        self._samples: deque[tuple[float, float]] = deque(maxlen=most)

    def add(self, at: float, value: float) -> None:
        """Note a value at a moment in seconds; one that comes too early after the last is left out."""
        if not self._samples or at - self._samples[-1][0] >= self._every:
            self._samples.append((at, value))

    def seconds_until(self, limit: float) -> float | None:
        """From the last sample until the line has fallen to `limit`; None: it does not fall, or too little is known."""
        slope_and_value = self._line()
        if slope_and_value is None:
            return None
        slope, value = slope_and_value
        return max(0.0, (limit - value) / slope) if slope < 0 else None

    def _line(self) -> tuple[float, float] | None:
        """Slope by least squares, and the value of the line at the last sample."""
        if len(self._samples) < _FEWEST or self._samples[-1][0] - self._samples[0][0] < self._span:
            return None
        count, last = len(self._samples), self._samples[-1][0]
        middle = sum(at for at, _ in self._samples) / count
        mean = sum(value for _, value in self._samples) / count
        spread = sum((at - middle) ** 2 for at, _ in self._samples)
        slope = sum((at - middle) * (value - mean) for at, value in self._samples) / spread
        return slope, mean + slope * (last - middle)
