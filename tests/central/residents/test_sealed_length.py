"""Who reads along at the broker learns from no answer how many people live together, or whether it is known."""

from __future__ import annotations

import pytest

from central.link.questions import QuestionDesk
from central.residents.answers import Households, ProvedPerson
from central.residents.record import HouseholdRecord, Names, Qualifications, ResidentRecord
from central.residents.registry import NoHousehold
from central.residents.visit_keys import VisitKeys
from protocol.wire.messages.residents import AskHousehold, Household

from ..clock import TestClock
from ..link.asker import Asker
from ..terminal import OPENER, RecordingSession
from .people import NOW, household, number, resident
from .test_answers import Answered, OneHousehold

pytestmark = pytest.mark.usefixtures("database")

LONG = Names(registered="\U00020bb7\U000e0101" * 20, kana="ヨ" * 40)
KNOWN = Qualifications(insurance="kokuho", pension_kind=1, care_level="yokaigo5", has_seal=True, has_card=True)


def _member(index: int) -> ResidentRecord:
    return resident(index, "子" if index > 1 else "世帯主", names=LONG, qualifications=KNOWN)


async def _proved(_terminal: str, _visit: str) -> ProvedPerson | None:
    return ProvedPerson(number(1), "card", NOW)


async def _answered(household: Answered) -> tuple[int, Household]:
    """How long the whole answer is as it is published, and what it says."""
    clock, session, asker = TestClock(), RecordingSession(), Asker(AskHousehold(), visit="visit-1")
    households = Households(OneHousehold(household), _proved, VisitKeys(b"k" * 32), clock, withheld_seconds=0)
    await QuestionDesk(session, OPENER, {AskHousehold: households.answer}, clock).take(asker.message())
    said = asker.read(session.published[0])
    assert isinstance(said, Household)
    return len(session.published[0][1]), said


def _of(people: int) -> HouseholdRecord:
    return household(*(_member(index) for index in range(1, people + 1)))


async def test_a_household_of_one_of_eight_of_twenty_and_none_are_answered_in_one_length() -> None:
    alone, eight, twenty, nothing = [await _answered(each) for each in (_of(1), _of(8), _of(20), NoHousehold())]
    assert [len(said.members) for _, said in (alone, eight, twenty, nothing)] == [1, 8, 20, 0]
    assert {length for length, _ in (alone, eight, twenty, nothing)} == {alone[0]}


async def test_a_larger_one_takes_the_next_step() -> None:
    (alone, _), (crowd, said) = await _answered(_of(1)), await _answered(_of(80))
    assert len(said.members) == 80
    assert crowd > 1.9 * alone
