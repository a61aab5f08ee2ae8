"""The digest of what was shown names exactly that."""

from __future__ import annotations

import msgspec
import pytest

from protocol.wire.messages.applications import (
    Answered,
    ApplicationMade,
    HouseholdPlan,
    Identified,
    Listed,
    NewAddress,
    Occurred,
    Party,
    SlipCode,
)
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Birth, Sex
from protocol.wire.shown import UNSHOWN, shown_digest

PARTY = Party(
    "m1", "道志　太郎", "ドウシ　タロウ", Birth("1980-05-01"), Sex.MALE, "世帯主", True, True, True,
    facts={"hi": "SHAHO", "nenkin": 2, "foreign": False},
)  # fmt: skip
MADE = ApplicationMade(
    number="1-012",
    life_event="TENKYO",
    catalogue="a" * 64,
    moved_on="2026-03-25",
    moved_on_written="R8.3.25",
    before="道志村6181番地1",
    after=NewAddress("板橋", "4020225", "100番地2"),
    household=HouseholdPlan("new", "m1", "", 1),
    applicant="道志　太郎",
    applicant_kana="ドウシ　タロウ",
    telephone="",
    people=(PARTY,),
    answers=(Answered("a.has_dog", None), Answered("p.handbook", ("SHINTAI",), "m1")),
    procedures=(Listed("P003", "applies", "住民課"),),
    codes=(SlipCode("DSM1:C"),),
    identity=Identified("card", CardProof("challenge-1", "certificate", "signature")),
    household_as_of="2026-04-01T00:25:00Z",
    shown=UNSHOWN,
    occurrences=(Occurred("TENKYO", "2026-03-25", ("m1",), ("m1",)),),
)


def test_what_is_given_only_at_acceptance_makes_no_difference() -> None:
    accepted = msgspec.structs.replace(MADE, number="", codes=(), identity=Identified("card"), shown=shown_digest(MADE))
    assert shown_digest(accepted) == shown_digest(MADE)


def test_the_order_of_what_was_known_makes_no_difference() -> None:
    turned = msgspec.structs.replace(PARTY, facts=dict(reversed(PARTY.facts.items())))
    assert shown_digest(msgspec.structs.replace(MADE, people=(turned,))) == shown_digest(MADE)


@pytest.mark.parametrize(
    "change",
    [
        {"moved_on": "2026-03-26"},
        {"before": ""},
        {"after": NewAddress("板橋", "4020225", "100番地3")},
        {"household": HouseholdPlan("existing", "m1", "", 1)},
        {"telephone": "0312345678"},
        {"people": ()},
        {"answers": MADE.answers[:1]},
        {"procedures": ()},
        {"identity": Identified("pending")},
        {"role": "agent"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_everything_that_was_shown_makes_a_difference(change: dict[str, object]) -> None:
    assert shown_digest(msgspec.structs.replace(MADE, **change)) != shown_digest(MADE)


def test_the_digest_of_an_application_stays_the_same_for_ever() -> None:
    assert shown_digest(MADE) == "f41af85c1d47c15fcb8692d4a2ce8ba46515f5525073bcd4ee833f84ab323b13"
