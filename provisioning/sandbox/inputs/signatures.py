"""A few invented signatures: how a hand writes them on the tablet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from .description import TABLET_HEIGHT, TABLET_WIDTH
from .requests import Point

Corner = tuple[float, float]

# Strokes of a character within a square of 100, in the order they are written.
_CHARACTERS: dict[str, tuple[tuple[Corner, ...], ...]] = {
    "山": (((50, 10), (50, 82)), ((16, 42), (16, 84), (84, 82)), ((84, 40), (84, 88))),
    "田": (
        ((18, 18), (18, 88)), ((18, 20), (82, 18), (82, 88)), ((50, 20), (50, 84)), ((20, 52), (80, 52)),
        ((20, 85), (80, 85)),
    ),
    "川": (((22, 14), (20, 50), (10, 86)), ((50, 18), (50, 76)), ((80, 10), (80, 90))),
    "小": (((50, 8), (51, 86), (40, 78)), ((26, 36), (12, 66)), ((74, 34), (90, 64))),
    "中": (((20, 28), (20, 62)), ((20, 30), (80, 28), (80, 62)), ((22, 60), (78, 60)), ((50, 6), (50, 96))),
    "一": (((10, 50), (50, 48), (90, 52)),),
    "二": (((24, 28), (76, 26)), ((10, 78), (90, 78))),
}  # fmt: skip
SIGNATURES = ("山田一二", "中川一", "小山二")

_STEP = 2.5
_RATIO = TABLET_HEIGHT / TABLET_WIDTH
_FIRM, _LIGHT = 0.85, 0.25
_MARGIN, _ROOM = 0.05, 0.9


def signature(name: str) -> list[list[Point]]:
    """The strokes of a name, from the left to the right across the tablet. Raises KeyError for one nobody wrote."""
    side = min(_ROOM / len(name), 0.5)
    strokes = []
    for place, character in enumerate(name):
        for corners in _CHARACTERS[character]:
            strokes.append([_point(corner, side, place, part) for corner, part in _walked(corners)])
    return strokes


def _point(corner: Corner, side: float, place: int, part: float) -> Point:
    """A brush comes down firmly and leaves lightly; the tablet is not square."""
    x, y = corner
    top = (1 - side / _RATIO) / 2
    pressure = _FIRM - (_FIRM - _LIGHT) * part**2
    return Point(_MARGIN + (place + x / 100) * side, top + y / 100 * side / _RATIO, pressure)


def _walked(corners: Sequence[Corner]) -> list[tuple[Corner, float]]:
    """Points close together along the corners, each with how much of the way lies behind it."""
    points = [corners[0]]
    for (left, top), (right, bottom) in pairwise(corners):
        steps = max(1, round(math.hypot(right - left, bottom - top) / _STEP))
        points += [
            (left + (right - left) * step / steps, top + (bottom - top) * step / steps) for step in range(1, steps + 1)
        ]
    return [(point, at / (len(points) - 1)) for at, point in enumerate(points)]
