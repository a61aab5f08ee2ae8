"""The emulated tablet: what the kernel reports while somebody writes on it."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator, Sequence

from evdev import ecodes

from .cable import Cable
from .description import STRONGEST, TABLET_HEIGHT, TABLET_WIDTH
from .requests import Outcome, Point, Write

REPORTS_AT_ONCE = 10  # 7 events of 24 bytes each at the most
_EVENT = struct.Struct("qqHHi")


class Tablet:
    """A tablet behind a cable; an axis is reported only where it has changed, as the kernel does."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable

    async def write(self, request: Write) -> Outcome:
        """Write strokes. Ends early when the tablet is pulled out."""
        return await self._cable.send(_reports(request), request.pace)


def _reports(request: Write) -> Iterator[bytes]:
    began, count = time.monotonic(), 0
    said: dict[int, int] = {}
    for place, stroke in enumerate(request.strokes):
        is_last = place == len(request.strokes) - 1
        for report in _stroke(stroke, said, is_lossy=request.is_lossy, is_lifted=request.is_whole or not is_last):
            count += 1
            yield _stamped(report, began + count * request.pace)


def _stroke(
    points: Sequence[Point], said: dict[int, int], *, is_lossy: bool, is_lifted: bool
) -> Iterator[list[tuple[int, int, int]]]:
    for place, point in enumerate(points):
        if is_lossy and place == len(points) // 2:
            yield [(ecodes.EV_SYN, ecodes.SYN_DROPPED, 0), *_changed(_axes(point), {})]
            said.clear()
            continue
        touches = [(ecodes.EV_KEY, key, 1) for key in (ecodes.BTN_TOOL_PEN, ecodes.BTN_TOUCH)] if not place else []
        yield touches + list(_changed(_axes(point), said))
    if is_lifted:
        lifted = [(ecodes.EV_KEY, key, 0) for key in (ecodes.BTN_TOUCH, ecodes.BTN_TOOL_PEN)]
        yield lifted + list(_changed({ecodes.ABS_PRESSURE: 0}, said))


def _axes(point: Point) -> dict[int, int]:
    return {
        ecodes.ABS_X: round(point.x * TABLET_WIDTH),
        ecodes.ABS_Y: round(point.y * TABLET_HEIGHT),
        ecodes.ABS_PRESSURE: round(point.pressure * STRONGEST),
    }


def _changed(axes: dict[int, int], said: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    for code, value in axes.items():
        if said.get(code) != value:
            said[code] = value
            yield ecodes.EV_ABS, code, value


def _stamped(report: list[tuple[int, int, int]], at: float) -> bytes:
    seconds, rest = divmod(round(at * 1_000_000), 1_000_000)
    events = [*report, (ecodes.EV_SYN, ecodes.SYN_REPORT, 0)]
    return b"".join(_EVENT.pack(seconds, rest, *event) for event in events)
