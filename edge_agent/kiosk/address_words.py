"""Addresses as the screens say them: 小字 in the order of their kana, the postal code, the new address whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from protocol.japanese.addresses import postal_code
from protocol.japanese.municipalities import Municipality
from protocol.village.catalogue import Catalogue, Town

from ..visit.state import State

_ROWS = {
    "ア": "アイウエオ",
    "カ": "カキクケコガギグゲゴ",
    "サ": "サシスセソザジズゼゾ",
    "タ": "タチツテトダヂヅデド",
    "ナ": "ナニヌネノ",
    "ハ": "ハヒフヘホバビブベボパピプペポ",
    "マ": "マミムメモ",
    "ヤ": "ヤユヨ",
    "ラ": "ラリルレロ",
    "ワ": "ワヰヱヲン",
}


_Place = TypeVar("_Place", Town, Municipality)


@dataclass(frozen=True)
class KanaRow(Generic[_Place]):
    """The places of one row of the kana table, under its first kana."""

    kana: str
    towns: tuple[_Place, ...]


def town_rows(catalogue: Catalogue | None) -> tuple[KanaRow[Town], ...]:
    """The catalogue's 小字 by rows of the kana table; rows without any are left out."""
    return kana_rows(catalogue.towns if catalogue is not None else ())


def kana_rows(places: tuple[_Place, ...]) -> tuple[KanaRow[_Place], ...]:
    """Places by rows of the kana table; rows without any are left out."""
    rows = (KanaRow(kana, tuple(place for place in places if place.kana[:1] in row)) for kana, row in _ROWS.items())
    return tuple(row for row in rows if row.towns)


@dataclass(frozen=True, repr=False)
class Place:
    """The new address so far: 〒 in digits with a hyphen, the village, 小字, 番地 and 方書; "" where not yet known."""

    postal: str
    village: str
    town: str
    lot: str
    building: str


def new_place(state: State) -> Place:
    """What is known of where they live now. 小字 is not part of an address here: only the 郵便番号 comes from it."""
    draft, catalogue = state.draft, catalogue_of(state)
    code, town = ("", "") if draft.town is None else (draft.town.postal_code, draft.town.name)
    village = catalogue.municipality if catalogue is not None else ""
    return Place(postal_code(code), village, town, draft.lot, draft.building or "")


def catalogue_of(state: State) -> Catalogue | None:
    """The catalogue that this visit stands on."""
    return state.footing.catalogue if state.footing is not None else None
