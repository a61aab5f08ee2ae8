"""From what is said of a practice card to the card that is handed out."""

from __future__ import annotations

from datetime import date

from protocol.wire.messages.residents import Sex as RegisteredSex

from ..cards.card_file import PinName
from ..cards.issuing import CardPlan
from ..jpki.person import Municipality, Person, Sex, practice_individual_number, practice_resident_code
from .cards import CardState, PracticeCard
from .village import Holder, Village

DOSHI = Municipality("19422", "Yamanashi-ken", "Minamitsuru-gun-Doshi-mura")
_SEX = {RegisteredSex.MALE: Sex.MALE, RegisteredSex.FEMALE: Sex.FEMALE, RegisteredSex.UNKNOWN: Sex.UNKNOWN}


def card_plan(village: Village, card: PracticeCard) -> CardPlan:
    """How to issue this card. A revoked one is issued good: revoking it is the authority's work."""
    is_locked = card.state is CardState.PIN_LOCKED
    return CardPlan(
        person=_person(village.holder(card.holder)),
        kind=card.kind,
        issued=_years_before(village.today, card.issued_years_ago),
        with_auth=card.state is not CardState.NO_CERTIFICATE,
        with_sign=bool(card.sign_password),
        pin=card.auth_pin,
        password=card.sign_password,
        locked=frozenset({PinName.AUTH}) if is_locked else frozenset(),
    )


def _person(holder: Holder) -> Person:
    return Person(
        name=holder.name,
        address=holder.address,
        birth=holder.birth,
        sex=_SEX[holder.sex],
        municipality=DOSHI,
        individual_number=practice_individual_number(holder.index),
        resident_code=practice_resident_code(holder.index),
    )


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
