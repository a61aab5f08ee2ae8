"""Any version of the catalogue that ever was, and the one in force on a day."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

from protocol.village.catalogue import Catalogue, decode_catalogue

from .models import KeptCatalogue

_REMEMBERED = 8

# A version is the hash of its content, so what is remembered can never be outdated.
_remembered: OrderedDict[str, Catalogue] = OrderedDict()


@dataclass(frozen=True)
class Published:
    """The canonical bytes that terminals are given, under the serial of their loading."""

    serial: int
    version: str
    content: bytes = field(repr=False)


async def catalogue(version: str) -> Catalogue | None:
    """The catalogue of this version (64 hexadecimal digits); None when it was never loaded."""
    known = _remembered.get(version)
    if known is None:
        kept = await KeptCatalogue.get_or_none(version=version)
        if kept is None:
            return None
        known = _remembered[version] = decode_catalogue(bytes(kept.content))
    _remembered.move_to_end(version)
    while len(_remembered) > _REMEMBERED:
        _remembered.popitem(last=False)
    return known


async def current(day: date) -> Published | None:
    """Of the catalogues effective on this day the one that was loaded last; None when there is none."""
    effective = KeptCatalogue.filter(effective_from__lte=day.isoformat())
    kept = await effective.order_by("-serial").first()
    return None if kept is None else Published(kept.serial, kept.version, bytes(kept.content))
