"""The invented residents and their cards: right in themselves, and everybody the stories need."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from central.residents.numbers import is_registry_number
from central.residents.record import RegisteredDate
from protocol.japanese.ages import birthday_age
from provisioning.sandbox.cards.card_file import CardKind, PinName
from provisioning.sandbox.people.cards import CardState, Expected, PracticeCard
from provisioning.sandbox.people.plans import card_plan
from provisioning.sandbox.people.village import Born, load_village

TODAY = date(2026, 4, 1)
VILLAGE = load_village(TODAY)
PEOPLE = [person for house in VILLAGE.households for person in house.members]
CARDS = VILLAGE.cards
by_key = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)


def test_every_number_has_its_check_digit_and_is_somebodys_alone() -> None:
    numbers = [person.atena_no for person in PEOPLE] + [house.household_no for house in VILLAGE.households]
    assert all(is_registry_number(each) for each in numbers)
    assert max(Counter(numbers).values()) == 1


def test_every_key_names_one() -> None:
    assert max(Counter(person.key for person in PEOPLE).values()) == 1
    assert max(Counter(card.key for card in CARDS).values()) == 1


@pytest.mark.parametrize("today", [TODAY, date(2026, 6, 14), date(2027, 12, 31), date(2028, 2, 29)])
def test_who_is_told_by_age_is_that_old_whenever_the_village_begins(today: date) -> None:
    village = load_village(today)
    ages = {key: birthday_age(village.holder(key).birth, today) for key in ("tome", "ren", "rin")}
    assert ages == {"tome": 80, "ren": 14, "rin": 14}


def test_a_birth_that_is_not_known_exactly_keeps_its_words() -> None:
    assert Born(text="昭和20年3月頃").on(TODAY) == RegisteredDate("1945-03-01", True, "昭和20年3月頃", "昭和")


def test_a_birth_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="昭和100年"):
        Born(text="昭和100年").on(TODAY)


@by_key
def test_the_holder_of_every_card_lives_in_the_register(card: PracticeCard) -> None:
    assert VILLAGE.holder(card.holder).atena_no in {person.atena_no for person in PEOPLE}


@by_key
def test_the_two_pins_of_a_card_differ(card: PracticeCard) -> None:
    pins = [pin for pin in (card.auth_pin, card.profile_pin) if pin]
    assert len(set(pins)) == len(pins)
    assert all(len(pin) == 4 and pin.isdigit() for pin in pins)


@by_key
def test_a_card_keeps_its_pins_to_itself(card: PracticeCard) -> None:
    assert card.key in repr(card)
    assert not any(pin in repr(card) for pin in (card.auth_pin, card.profile_pin) if pin)


def test_every_kind_every_state_and_every_screen_has_a_card() -> None:
    assert {card.kind for card in CARDS} == set(CardKind)
    assert {card.state for card in CARDS} == set(CardState)
    assert {card.expected for card in CARDS} | {card.when_moving_in for card in CARDS} >= set(Expected)


@by_key
def test_a_card_can_be_issued_as_it_is_described(card: PracticeCard) -> None:
    plan = card_plan(VILLAGE, card)
    assert plan.person.name == VILLAGE.holder(card.holder).name
    assert plan.with_auth == (card.state is not CardState.NO_CERTIFICATE)
    assert (PinName.AUTH in plan.locked) == (card.state is CardState.PIN_LOCKED)
    assert plan.issued is not None
    assert plan.issued < TODAY
