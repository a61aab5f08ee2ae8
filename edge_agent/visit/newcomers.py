"""Those of whom 住基 gave nothing: whoever stands here, and those who move to the village with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from protocol.japanese.ages import age
from protocol.japanese.names import SPACE
from protocol.village.catalogue import FactValue

from .courses import is_of_newcomers
from .draft import Draft, Joining, OwnWords, Relation
from .state import State

OWN = "own"
"""The key of whoever stands here without a household."""

MOST = 9
"""How many may come with them."""

_INSURED_FOR_CARE, _MAY_WORK, _MAY_BEAR = 40, 15, (10, 59)
_SEXES = {Relation.WIFE: "female", Relation.MOTHER: "female", Relation.HUSBAND: "male", Relation.FATHER: "male"}
_WORDS = {
    Relation.HEAD: "世帯主",
    Relation.WIFE: "妻",
    Relation.HUSBAND: "夫",
    Relation.CHILD: "子",
    Relation.FATHER: "父",
    Relation.MOTHER: "母",
}


def key_of(place: int) -> str:
    """The key of the newcomer at a place, from 0."""
    return f"n{place + 1}"


def everybody(draft: Draft) -> dict[str, OwnWords]:
    """Whoever stands here and those who come with them, by key."""
    others = {key_of(place): person for place, person in enumerate(draft.newcomers)}
    return {OWN: draft.own or OwnWords(), **others}


def person_on_screen(state: State) -> OwnWords:
    """Whom the screen is about; nothing is known yet of somebody who is about to be added."""
    return everybody(state.draft).get(state.draft.person or OWN, OwnWords())


def with_person(draft: Draft, person: OwnWords) -> Draft:
    """The draft with what is now known of whom the screen is about."""
    if not draft.person:
        return draft.with_(own=person)
    others = {**everybody(draft), draft.person: person}
    return draft.with_(newcomers=tuple(other for key, other in others.items() if key != OWN))


def asks_relation(state: State) -> bool:
    """Whether it is known whose household it will be, so that 続柄 can be said."""
    return is_of_newcomers(state) and state.draft.joining in {Joining.NEW, Joining.EXISTING}


def asks_sex(state: State, person: OwnWords) -> bool:
    """Whether neither the card nor the 続柄 says it."""
    return is_of_newcomers(state) and not person.is_from_card and person.relation not in _SEXES


def sex_of(person: OwnWords) -> str:
    """What the 続柄 says of it, else what was said: `male`, `female`, `unknown`, "" where nothing was."""
    implied = _SEXES.get(person.relation) if person.relation is not None else None
    return implied or person.sex


def relation_word(person: OwnWords) -> str:
    """続柄 as 住民票 writes it; "" where it is settled at the counter."""
    return _WORDS.get(person.relation, "") if person.relation is not None else ""


def contradicts(person: OwnWords, relation: Relation) -> bool:
    """Whether what the card says of their sex forbids this 続柄."""
    return person.is_from_card and person.sex in {"male", "female"} and _SEXES.get(relation, person.sex) != person.sex


def is_whole(state: State, person: OwnWords) -> bool:
    """Whether nothing is missing of somebody."""
    has_relation = person.relation is not None or not asks_relation(state)
    has_sex = bool(person.sex) or not asks_sex(state, person)
    return bool(person.kana or person.name) and person.birth is not None and has_relation and has_sex


def heads(draft: Draft) -> tuple[str, ...]:
    """The keys of those who said that they lead the new household."""
    return tuple(key for key, person in everybody(draft).items() if person.relation is Relation.HEAD)


def family_name(draft: Draft) -> str:
    """The 氏 in kana that was typed last, with a space behind it; "" when none was."""
    typed = (person.kana for person in reversed(everybody(draft).values()) if SPACE in person.kana)
    return next((kana.partition(SPACE)[0] + SPACE for kana in typed), "")


def without_relations(draft: Draft) -> Draft:
    """The draft when it is another household whose 世帯主 every 続柄 is told to."""
    if draft.own is None:
        return draft
    bare = tuple(replace(person, relation=None) for person in draft.newcomers)
    return draft.with_(own=replace(draft.own, relation=None), newcomers=bare)


def settled_by_law(person: OwnWords, day: date) -> dict[str, FactValue]:
    """Facts that follow from age and sex on a day: 介護保険 from 40, 国民年金 and work from 15, who can be pregnant."""
    if person.birth is None or day < person.birth:
        return {}
    years, facts = age(person.birth, day), dict[str, FactValue]()
    if years < _INSURED_FOR_CARE:
        facts["kaigo"] = ""
    if years < _MAY_WORK:
        facts["nenkin"] = 0
    if sex_of(person) == "male" or not _MAY_BEAR[0] <= years <= _MAY_BEAR[1]:
        facts["pregnant"] = False
    return facts
