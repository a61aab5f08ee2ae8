"""A signature as a picture: the ink's strokes, thicker where the pen was pressed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from protocol.wire.messages.applications import Ink, Sample, Stroke

_HARDEST = 4095
_STEPS = 8
_THINNEST, _THICKEST = 0.006, 0.016
_UNKNOWN_STEP = _STEPS // 2


def signature_svg(ink: Ink) -> str:
    """The SVG document, in the units of the pad."""
    paths = "".join(path for stroke in ink.strokes for path in _paths(stroke, ink.width))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ink.width} {ink.height}" fill="none" stroke="#1a1a1a" '
        f'stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )


def _paths(stroke: Stroke, width: int) -> Iterator[str]:
    """One path for each run of samples that were drawn with the same pressure; a touch without a way is a dot."""
    if len(stroke) == 1:
        yield _path(f"M{stroke[0].x} {stroke[0].y}h0", _step(stroke[0]), width)
        return
    for step, pairs in groupby(pairwise(stroke), key=lambda pair: _step(pair[1])):
        ways = list(pairs)
        start = ways[0][0]
        line = "".join(f"L{end.x} {end.y}" for _, end in ways)
        yield _path(f"M{start.x} {start.y}{line}", step, width)


def _step(sample: Sample) -> int:
    return _UNKNOWN_STEP if sample.p < 0 else min(_STEPS - 1, sample.p * _STEPS // (_HARDEST + 1))


def _path(way: str, step: int, width: int) -> str:
    thickness = width * (_THINNEST + (_THICKEST - _THINNEST) * step / (_STEPS - 1))
    return f'<path d="{way}" stroke-width="{thickness:.1f}"/>'
