"""Where they come from or go to: a 市区町村 of Japan or a country, and whether it is this village."""

from __future__ import annotations

from protocol.japanese.municipalities import Municipality, municipality_named

from .state import State

COUNTRIES = {
    "US": "アメリカ合衆国",
    "CN": "中国",
    "KR": "韓国",
    "TW": "台湾",
    "PH": "フィリピン",
    "VN": "ベトナム",
    "TH": "タイ",
    "ID": "インドネシア",
    "IN": "インド",
    "NP": "ネパール",
    "BR": "ブラジル",
    "PE": "ペルー",
    "CA": "カナダ",
    "AU": "オーストラリア",
    "GB": "イギリス",
    "DE": "ドイツ",
    "FR": "フランス",
}
"""The countries that have a tile: their ISO codes and what an application calls them."""


def is_other_country(state: State) -> bool:
    """Whether it is a country without a tile, typed or about to be."""
    return state.draft.country is not None and state.draft.country not in COUNTRIES.values()


def home(state: State) -> Municipality | None:
    """The municipality of this counter; None where several bear its name."""
    return municipality_named(state.footing.catalogue.municipality) if state.footing is not None else None


def is_here(state: State, prefecture: str, municipality: str) -> bool:
    """Whether a 市区町村 is the one of this counter."""
    here = home(state)
    return here is not None and (here.prefecture, here.full) == (prefecture, municipality)


def is_from_outside_prefecture(state: State) -> bool | None:
    """Whether they come from another 都道府県; None: not known."""
    here = home(state)
    if here is None or not state.draft.prefecture:
        return None
    return state.draft.prefecture != here.prefecture


def may_use_card(state: State) -> bool:
    """Whether the move may go by My Number card (特例転出, 特例転入): somebody who moves has one, or may have."""
    if state.household is None:
        return state.life_event == "TENNYU" or state.identification.proof is not None
    movers = (member for member in state.household.members if member.key in state.chosen)
    return any(member.facts.get("mynumber") is True for member in movers)
