"""Any version of the catalogue that ever was, and the one in force on a day."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

from tortoise.queryset import QuerySet

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


async def in_force(day: date) -> Catalogue | None:
    """The catalogue in force on this day, read whole once and then from memory; None when there is none."""
    version = await _effective(day).first().values_list("version", flat=True)
    return None if version is None else await catalogue(str(version))


async def current(day: date) -> Published | None:
    """What terminals are given on this day: always read whole. None when there is none."""
    kept = await _effective(day).first()
    return None if kept is None else Published(kept.serial, kept.version, bytes(kept.content))


def _effective(day: date) -> QuerySet[KeptCatalogue]:
    """Of the catalogues effective on a day the one that was loaded last comes first."""
    return KeptCatalogue.filter(effective_from__lte=day.isoformat()).order_by("-serial")
