"""Those who leave the village, who come to it, and who change their household; each screen reached by touches."""

from __future__ import annotations

from dataclasses import replace

from edge_agent.visit.draft import OwnWords
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State

from .moving import (
    FAMILY,
    NEXT,
    NO_TELEPHONE,
    TODAY,
    WHEN,
    WHERE,
    Touch,
    answered,
    at_household,
    at_no_household,
    touched,
)

TOKYO: tuple[Touch, ...] = ((Action.CHOOSE_PREFECTURE, "東京都"), (Action.CHOOSE_MUNICIPALITY, "世田谷区"))
ON_PAPER: Touch = (Action.SET_WITH_CARD, "no")
LEAVING: Touch = (Action.SET_DAY, "R8.4.20")
TO_GERMANY: Touch = (Action.CHOOSE_COUNTRY, "DE")
FROM_THE_CARD = OwnWords("道志　次郎", birth=TODAY.replace(year=1990), sex="male", is_from_card=True)
WIFE: tuple[Touch, ...] = (
    (Action.ADD_PERSON, ""),
    (Action.SET_GIVEN_NAME, "ドウシ　ハル"),
    (Action.SET_BIRTH, "H3.5.5"),
    (Action.CHOOSE_RELATION, "wife"),
)
ALL: Touch = (Action.EVERYBODY, "")


def child(name: str, birth: str = "R1.6.1", sex: str = "female") -> tuple[Touch, ...]:
    """Another one comes with them."""
    return (
        (Action.ADD_PERSON, ""),
        (Action.SET_GIVEN_NAME, f"ドウシ　{name}"),
        (Action.SET_BIRTH, birth),
        (Action.CHOOSE_RELATION, "child"),
        (Action.CHOOSE_SEX, sex),
    )


def leaving(*keys: str, event: str = "TENSHUTSU") -> State:
    """These people leave; the screen after つぎへ."""
    begun = replace(at_household(), life_event=event)
    return touched(begun, *((Action.CHOOSE_PERSON, key) for key in keys), NEXT)


def left(*keys: str) -> State:
    """The check page of those who leave for 東京."""
    begun = leaving(*(keys or ("m3",)))
    if begun.screen is Screen.REMAINING_HEAD:
        begun = touched(begun, (Action.CHOOSE_REMAINING_HEAD, "m2"))
    asked = touched(begun, *TOKYO, ON_PAPER, LEAVING, NO_TELEPHONE)
    return touched(answered(asked), NEXT)


def left_for_abroad() -> State:
    """The check page of the son who leaves for Germany."""
    asked = touched(leaving("m3", event="TENSHUTSU_ABROAD"), TO_GERMANY, LEAVING, NO_TELEPHONE)
    return touched(answered(asked), NEXT)


def changing(kind: str) -> State:
    """A 世帯変更 of this kind, before the people are chosen."""
    return touched(replace(at_household(), screen=Screen.CHANGE_KIND, life_event="SETAI"), (Action.CHOOSE_CHANGE, kind))


def changed(kind: str, *touches: Touch) -> State:
    """The check page of a 世帯変更 of this kind; `touches` lead from the kind to the day."""
    asked = touched(changing(kind), *touches, (Action.SET_DAY, "R8.4.1"), NO_TELEPHONE)
    return touched(answered(asked), NEXT)


def arriving(own: OwnWords | None = FROM_THE_CARD, event: str = "TENNYU") -> State:
    """Somebody who does not live here yet, before the first question about them."""
    begun = replace(at_no_household(), life_event=event)
    return touched(replace(begun, draft=replace(begun.draft, own=own)), NEXT)


def leading() -> State:
    """Somebody who comes with others and leads the new household: the list of people."""
    return touched(arriving(), (Action.CHOOSE_JOINING, "new"), (Action.CHOOSE_RELATION, "head"))


FAMILY_OF_FOUR: tuple[Touch, ...] = (*WIFE, *child("ソラ"), *child("ウミ", "R3.1.1", "male"), ALL)
FROM_TOKYO: tuple[Touch, ...] = (*TOKYO, ON_PAPER, *WHERE, WHEN, NO_TELEPHONE)


def arrived(*touches: Touch) -> State:
    """The check page of a 転入; `touches` lead from the list of people to the 都道府県."""
    return touched(answered(touched(leading(), *(touches or FAMILY_OF_FOUR), *FROM_TOKYO)), NEXT)


PARTED: tuple[Touch, ...] = ((Action.CHOOSE_PERSON, "m3"), NEXT, (Action.SET_LIVELIHOOD, "yes"))
YOUNG: tuple[Touch, ...] = ((Action.CHOOSE_HEAD, "m4"), (Action.SET_DAY, "R8.4.1"))

FARTHER_PLACES = {
    "no-household/arriving": replace(at_no_household(), life_event="TENNYU"),
    "proxy": touched(at_household(), (Action.FOR_ANOTHER, "")),
    "prefecture": leaving("m3"),
    "municipality": touched(leaving("m3"), TOKYO[0]),
    "with-card": touched(leaving("m3"), *TOKYO),
    "country": leaving("m3", event="TENSHUTSU_ABROAD"),
    "other-country": touched(leaving("m3", event="TENSHUTSU_ABROAD"), (Action.CHOOSE_COUNTRY, "other")),
    "change-kind": replace(at_household(FAMILY), screen=Screen.CHANGE_KIND, life_event="SETAI"),
    "livelihood": touched(changing("BUNRI"), *PARTED[:2]),
    "joined-head": touched(changing("KOSEI"), *PARTED[:2]),
    "birth": touched(arriving(None), (Action.SET_NAME, "ドウシ　ジロウ")),
    "relation": touched(arriving(), (Action.CHOOSE_JOINING, "new")),
    "sex": touched(leading(), *child("ソラ")[:4]),
    "newcomers": leading(),
    "newcomers/two": touched(leading(), *WIFE),
    "given-name": touched(leading(), WIFE[0]),
    "alert": touched(changing("NUSHI"), *YOUNG),
}
