"""The practice clock: the real time plus an offset that every program of the village shares."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from types import TracebackType

_OFFSET = struct.Struct("<q")


class PracticeClock:
    """Business time of a village; it only ever moves forward. TLS, heartbeats and deadlines keep the real time."""

    is_practice = True

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shared: mmap.mmap | None = None

    def __enter__(self) -> PracticeClock:
        if not self._file.exists():
            self._file.write_bytes(_OFFSET.pack(0))
        with self._file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _OFFSET.size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    @property
    def offset(self) -> timedelta:
        """How far ahead of the real time the village is."""
        if self._shared is None:
            raise RuntimeError("the practice clock is not open")
        return timedelta(seconds=_OFFSET.unpack_from(self._shared)[0])

    def now(self) -> datetime:
        """The village's time, aware, UTC."""
        return datetime.now(UTC) + self.offset

    def forward(self, step: timedelta) -> datetime:
        """Move the village's time ahead, to the next whole second. Raises ValueError for a step back."""
        if step < timedelta():
            raise ValueError("the practice clock only moves forward")
        if self._shared is None:
            raise RuntimeError("the practice clock is not open")
        _OFFSET.pack_into(self._shared, 0, ceil((self.offset + step).total_seconds()))
        return self.now()
