"""Traces of the machine or the moment a file was written on, which the next reader cannot use."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOME = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/[\w.]")
_OUTSIDE = re.compile(r"\.\./(?:shared|\.library)\b")
_UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")


def machine_paths(text: str) -> Iterator[str]:
    """Paths that exist only where this was written."""
    for pattern in (_HOME, _OUTSIDE):
        yield from (match[0] for match in pattern.finditer(text))


def unfinished(text: str) -> Iterator[str]:
    """Marks of work left for later; later has an issue instead."""
    return (match[0] for match in _UNFINISHED.finditer(text))
