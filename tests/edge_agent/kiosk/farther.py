"""Departures, arrivals and changes of the household before the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from edge_agent.visit.draft import Change, Joining, OwnWords, Problem, Relation, Written
from edge_agent.visit.state import Screen, State

OWN = OwnWords("道志　次郎", birth=date(1990, 4, 1), sex="male", is_from_card=True, relation=Relation.HEAD)
WIFE = OwnWords(kana="ドウシ　ハル", birth=date(1991, 5, 5), written=Written("H", 3, 5, 5), relation=Relation.WIFE)
HALF = OwnWords(kana="ドウシ　ソラ")
BORN = Written("S", 60, 1, 7)
TYPED = OwnWords(kana="ドウシ　サブロウ", birth=date(1985, 1, 7), written=BORN, sex="unknown", relation=Relation.OTHER)

ABROAD = replace(TYPED, kana="ゴンザレス　アナ", birth=date(1985, 3, 15), written=Written("", 1985, 3, 15))

TOKYO: dict[str, object] = {"prefecture": "東京都", "municipality": "世田谷区", "with_card": True}


def farther_states(moving: State) -> dict[str, State]:
    """Made of the check page of a 転居."""
    return {**_departures(moving), **_changes(moving), **_arrivals(moving)}


def leaving(moving: State, screen: Screen, event: str = "TENSHUTSU", draft: Mapping[str, object] = TOKYO) -> State:
    """A screen of a departure."""
    kept = replace(moving.draft, town=None, lot="", building=None, joining=None, head="")
    return replace(moving, screen=screen, life_event=event, draft=replace(kept, **draft))  # type: ignore[arg-type]


def changing(moving: State, screen: Screen, change: Change | None, **draft: object) -> State:
    """A screen of a 世帯変更."""
    return leaving(moving, screen, "SETAI", {"change": change, **draft})


def arriving(moving: State, screen: Screen, event: str = "TENNYU", **draft: object) -> State:
    """A screen of an arrival."""
    kept = replace(moving.draft, own=OWN, newcomers=(WIFE,), head="", answers=(), joining=Joining.NEW)
    stranger = replace(moving, household=None, chosen=frozenset(), screen=screen, life_event=event)
    return replace(stranger, draft=replace(kept, **draft))  # type: ignore[arg-type]


def _departures(moving: State) -> dict[str, State]:
    return {
        "abroad-leaving": leaving(moving, Screen.ABROAD),
        "leaving-household": leaving(moving, Screen.HOUSEHOLD),
        "prefecture": leaving(moving, Screen.PREFECTURE),
        "municipality": leaving(moving, Screen.MUNICIPALITY, draft={"prefecture": "北海道"}),
        "municipality-inside": leaving(
            moving, Screen.MUNICIPALITY, draft={"prefecture": "山梨県", "problem": Problem.INSIDE}
        ),
        "with-card": leaving(moving, Screen.WITH_CARD),
        "leaving-day": leaving(moving, Screen.MOVED_ON),
        "leaving-review": leaving(moving, Screen.REVIEW, draft={**TOKYO, "remaining_head": "1"}),
        "country": leaving(moving, Screen.COUNTRY, "TENSHUTSU_ABROAD", {"country": "ドイツ"}),
        "other-country": leaving(moving, Screen.OTHER_COUNTRY, "TENSHUTSU_ABROAD", {"country": "モンゴル"}),
        "abroad-review": leaving(moving, Screen.REVIEW, "TENSHUTSU_ABROAD", {"country": "ドイツ"}),
    }


def _changes(moving: State) -> dict[str, State]:
    return {
        "change-kind": changing(moving, Screen.CHANGE_KIND, None),
        "change-kind-alone": changing(moving, Screen.CHANGE_KIND, Change.NUSHI, problem=Problem.ALONE),
        "parting-household": changing(moving, Screen.HOUSEHOLD, Change.BUNRI, problem=Problem.NOBODY_LEFT),
        "uniting-household": changing(moving, Screen.HOUSEHOLD, Change.KOSEI),
        "livelihood-apart": changing(moving, Screen.LIVELIHOOD, Change.BUNRI, problem=Problem.LIVELIHOOD_SHARED),
        "livelihood-shared": changing(moving, Screen.LIVELIHOOD, Change.KOSEI),
        "joined-head": changing(moving, Screen.JOINED_HEAD, Change.KOSEI, joining=Joining.EXISTING),
        "young-head": changing(moving, Screen.ALERT, Change.NUSHI, head="4"),
        "change-review": changing(
            moving, Screen.REVIEW, Change.KOSEI, joining=Joining.EXISTING, joined_head="オオムロ　ケン"
        ),
        "head-review": changing(moving, Screen.REVIEW, Change.NUSHI, joining=Joining.NEW, head="2"),
    }


def _arrivals(moving: State) -> dict[str, State]:
    return {
        "abroad-arriving": arriving(moving, Screen.ABROAD, "TENNYU_ABROAD"),
        "no-household-newcomer": arriving(moving, Screen.NO_HOUSEHOLD),
        "birth-own": arriving(moving, Screen.BIRTH, own=TYPED, newcomers=()),
        "birth": arriving(moving, Screen.BIRTH, newcomers=(WIFE, HALF), person="n2"),
        "birth-western": arriving(moving, Screen.BIRTH, own=ABROAD, newcomers=(), problem=Problem.WESTERN_YEAR),
        "relation": arriving(moving, Screen.RELATION),
        "relation-problem": arriving(
            moving, Screen.RELATION, newcomers=(WIFE, HALF), person="n2", problem=Problem.TWO_HEADS
        ),
        "sex": arriving(moving, Screen.SEX, newcomers=(WIFE, HALF), person="n2"),
        "newcomers": arriving(moving, Screen.NEWCOMERS, newcomers=(WIFE, HALF)),
        "newcomers-six": arriving(moving, Screen.NEWCOMERS, newcomers=(WIFE,) * 5),
        "newcomers-problem": arriving(moving, Screen.NEWCOMERS, own=TYPED, problem=Problem.NO_HEAD),
        "given-name": arriving(moving, Screen.GIVEN_NAME, person="n2"),
        "arriving-with-card": arriving(moving, Screen.WITH_CARD),
        "question-together": arriving(moving, Screen.QUESTION, newcomers=(WIFE, replace(WIFE, kana="ドウシ　ナツ"))),
        "arriving-review-western": arriving(
            moving, Screen.REVIEW, "TENNYU", own=ABROAD, newcomers=(), is_everybody=True, **TOKYO
        ),
        "arriving-review": arriving(moving, Screen.REVIEW, "TENNYU", own=TYPED, is_everybody=True, **TOKYO),
    }
