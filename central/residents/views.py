"""The household as the counter may see it."""

from __future__ import annotations

from collections.abc import Sequence

from protocol.wire.messages.residents import Birth, Household, Member

from ..clock import rfc3339
from .record import HouseholdRecord, Kind, Names, Preferred, Qualifications, ResidentRecord
from .relation import Joint
from .visit_keys import VisitKeys

UNKNOWN_HOUSEHOLD = Household(is_known=False)


def household_view(
    household: HouseholdRecord, shown: Sequence[ResidentRecord], holder: ResidentRecord, keys: VisitKeys, visit: str
) -> Household:
    """`shown` in their order; `holder` is one of them."""
    return Household(
        is_known=True,
        as_of=rfc3339(household.as_of),
        holder=keys.of(visit, holder.atena_no),
        address=holder.address.line,
        postal_code=holder.address.postal_code,
        members=tuple(_member(person, keys.of(visit, person.atena_no)) for person in shown),
    )


def _member(person: ResidentRecord, key: str) -> Member:
    name, kana = shown_name(person.kind, person.names)
    return Member(
        key=key,
        name=name,
        kana=kana,
        birth=Birth(iso=person.birth.iso, text=person.birth.text, unknown=person.birth.unknown),
        sex=person.sex,
        relation=person.relation.text,
        is_head=person.relation.codes == (Joint.HEAD,),
        roman=person.names.roman,
        is_foreign=person.kind is Kind.FOREIGN,
        is_moving_out=person.moves_out_on is not None,
        facts=known_facts(person),
    )


def shown_name(kind: Kind, names: Names) -> tuple[str, str]:
    """The name a person goes by and its フリガナ, character by character as 住基 has them."""
    if kind is Kind.JAPANESE:
        return names.registered, names.kana
    if names.preferred is Preferred.ALIAS and names.alias:
        return names.alias, names.alias_kana
    if names.preferred is Preferred.KANJI and names.kanji:
        return names.kanji, names.kana
    return names.roman or names.kanji, names.kana


def known_facts(person: ResidentRecord) -> dict[str, bool | int | str]:
    """The guidance facts of a person (p.*, without the scope) that 住基 knows; what it does not know is absent."""
    known = person.qualifications
    facts = {"foreign": person.kind is Kind.FOREIGN, **_qualified(known)}
    return {name: value for name, value in facts.items() if value is not None}


def _qualified(known: Qualifications) -> dict[str, bool | int | str | None]:
    return {
        "hi": known.insurance,
        "nenkin": known.pension_kind,
        "kaigo": known.care_level,
        "inkan": known.has_seal,
        "mynumber": known.has_card,
    }
