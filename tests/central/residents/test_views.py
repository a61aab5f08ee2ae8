"""What the counter gets to see of a household."""

from __future__ import annotations

import pytest

from central.residents.household import members
from central.residents.record import Kind, Names, Preferred, Qualifications, RegisteredDate
from central.residents.views import household_view, shown_name
from central.residents.visit_keys import VisitKeys
from protocol.wire.codec import decode, encode
from protocol.wire.messages import answers
from protocol.wire.messages.residents import Birth, Household, Sex

from .people import household, number, resident

KEYS = VisitKeys(b"k" * 32)
IVS = "葛\U000e0100城\u3000祐\U000e0101子"
NAMES = ("𠮷田\u3000髙﨑", IVS, "渡邉\U000e01ef\u3000静", "神\u3000神")


def seen(*people: object, visit: str = "v1") -> Household:
    record = household(*people)  # type: ignore[arg-type]
    shown = members(record)
    return household_view(record, shown, shown[0], KEYS, visit)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_reaches_the_counter_character_by_character(name: str) -> None:
    wire = encode(seen(resident(1, name=name)))
    read: answers.Body = decode(wire, answers.Body)  # type: ignore[arg-type]
    assert isinstance(read, Household)
    assert read.members[0].name.encode() == name.encode()


def test_a_birth_that_is_not_known_exactly_is_told_in_its_words() -> None:
    born = RegisteredDate("1945-03-01", unknown=True, text="昭和20年3月頃", era="昭和")
    assert seen(resident(1, birth=born)).members[0].birth == Birth("1945-03-01", "昭和20年3月頃", unknown=True)


def test_no_number_leaves() -> None:
    view = seen(resident(1), resident(2, "妻"))
    assert number(1) not in encode(view).decode()
    assert number(2) not in encode(view).decode()


def test_a_key_names_a_person_within_one_visit_only() -> None:
    first, again, other = (seen(resident(1), resident(2, "妻"), visit=visit) for visit in ("v1", "v1", "v2"))
    assert [each.key for each in first.members] == [each.key for each in again.members]
    assert not {each.key for each in first.members} & {each.key for each in other.members}
    assert first.holder == first.members[0].key


def test_a_key_stays_when_somebody_else_leaves_the_household() -> None:
    assert (
        seen(resident(1), resident(2, "妻"), resident(3, "子")).members[2].key
        == seen(resident(1), resident(3, "子")).members[1].key
    )


def test_only_what_the_registry_knows_is_a_fact() -> None:
    known = Qualifications(insurance="KOKUHO", has_seal=False)
    assert seen(resident(1, qualifications=known)).members[0].facts == {
        "foreign": False,
        "hi": "KOKUHO",
        "inkan": False,
    }


def test_who_will_move_out_is_marked() -> None:
    leaving = resident(2, "妻", sex=Sex.FEMALE, moves_out_on=RegisteredDate("2026-04-08"))
    assert [each.is_moving_out for each in seen(resident(1), leaving).members] == [False, True]


@pytest.mark.parametrize(
    ("preferred", "name"),
    [(Preferred.REGISTERED, "KIM MINJUN"), (Preferred.ALIAS, "金田\u3000俊"), (Preferred.KANJI, "金\u3000民俊")],
)
def test_a_foreign_resident_goes_by_the_preferred_name_and_keeps_the_roman_one(preferred: Preferred, name: str) -> None:
    names = Names(roman="KIM MINJUN", kanji="金\u3000民俊", alias="金田\u3000俊", preferred=preferred)
    member = seen(resident(1, names=names, kind=Kind.FOREIGN)).members[0]
    assert (member.name, member.roman, member.is_foreign) == (name, "KIM MINJUN", True)


def test_a_name_that_is_preferred_but_not_there_is_not_used() -> None:
    assert shown_name(Kind.FOREIGN, Names(roman="A B", preferred=Preferred.ALIAS)) == ("A B", "")
