"""A proof from a visit without the line is judged afterwards: as of the visit, but revoked as of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from central.audit.queries import lines_of
from central.identity.gateways.crl import FetchedList
from central.identity.use_cases.check_late import LateFinding, LateProof, Verdict, check_late
from central.identity.use_cases.keep_list import keep_list
from central.residents.record import Standing
from protocol.wire.messages.identity import Challenge, Outcome
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.jpki.names import Purpose

from ..residents.people import number
from .cards import Card, auth_card, key_id_of
from .hall import TERMINAL, VISIT, Hall, outcome_of, true_codes, with_other
from .responder import Manner

SHOWN = "ab" * 32
WEEK = 7 * 24 * 3600


def late(hall: Hall, card: Card, challenge: Challenge, **changes: object) -> LateProof:
    """The application of a visit that is over now, with this card's proof."""
    now = hall.clock.now()
    proof = card.proof(challenge, terminal=TERMINAL, visit=VISIT, context=SHOWN)
    usual = LateProof("case-1", TERMINAL, VISIT, now, now, "TENKYO", SHOWN, proof)
    return replace(usual, **changes)  # type: ignore[arg-type]


async def stocked(hall: Hall, **changes: object) -> LateProof:
    """A resident's proof over a challenge of the stock."""
    return late(hall, hall.resident_card(), (await hall.stock(1))[0], **changes)


async def verdict(hall: Hall, proof: LateProof) -> Verdict:
    """What is known now."""
    return (await check_late(hall.bench, proof)).verdict


async def test_a_resident_is_confirmed_a_week_later_and_as_often_as_it_is_asked(hall: Hall) -> None:
    proof = await stocked(hall)
    hall.clock.go_on(WEEK)
    await hall.stock(20)
    for _ in range(2):
        assert await check_late(hall.bench, proof) == LateFinding(Verdict.CONFIRMED, number(1))
    (line, _) = await lines_of(kind="event")
    assert (line["result"], line["code"], line["subjects"]) == ("confirmed", "", [number(1)])
    assert line["detail"]["application"] == "case-1"


async def test_a_proof_that_stood_as_pending_in_its_visit_still_counts(hall: Hall) -> None:
    card, challenge = hall.resident_card(), await hall.challenge()
    hall.responder.manner = Manner.BROKEN
    proof = card.proof(challenge, terminal=TERMINAL, visit=VISIT, context=SHOWN)
    assert outcome_of(await hall.prove(proof)) is Outcome.PENDING
    claimed = late(hall, card, challenge)
    assert await verdict(hall, claimed) is Verdict.UNKNOWN
    hall.responder.manner = Manner.PLAIN
    assert await verdict(hall, claimed) is Verdict.CONFIRMED


async def test_a_challenge_serves_one_application_and_one_visit(hall: Hall) -> None:
    proof = await stocked(hall)
    assert await verdict(hall, proof) is Verdict.CONFIRMED
    assert await verdict(hall, replace(proof, application="case-2")) is Verdict.HELD
    assert await verdict(hall, replace(proof, application="case-2", visit="visit-2")) is Verdict.HELD
    assert outcome_of(await hall.prove(proof.proof)) is Outcome.NEUTRAL
    assert [flaw for _, flaw in await true_codes()] == ["challenge"] * 3 + [""]


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"terminal": "counter-2"}, "challenge"),
        ({"visit": "visit-2"}, "signature"),
        ({"shown": "cd" * 32}, "context"),
    ],
)
async def test_a_proof_for_something_else_is_held(hall: Hall, changes: dict[str, object], flaw: str) -> None:
    assert await verdict(hall, await stocked(hall, **changes)) is Verdict.HELD
    assert await true_codes() == [("V00", flaw)]


@pytest.mark.parametrize("part", ["certificate", "signature"])
async def test_what_cannot_be_read_is_held(hall: Hall, part: str) -> None:
    proof = await stocked(hall)
    assert await verdict(hall, replace(proof, proof=with_other(proof.proof, **{part: "~"}))) is Verdict.HELD
    assert await true_codes() == [("V00", "unreadable")]


async def test_a_foreign_authority_is_held(hall: Hall, impostor: Hierarchy) -> None:
    card = auth_card(impostor.of(Purpose.AUTH)[-1])
    assert await verdict(hall, late(hall, card, (await hall.stock(1))[0])) is Verdict.HELD
    assert await true_codes() == [("V00", "issuer")]


@pytest.mark.parametrize(("hours", "expected"), [(-1, Verdict.HELD), (23, Verdict.CONFIRMED), (24, Verdict.HELD)])
async def test_the_visit_must_lie_within_the_life_of_its_challenge(hall: Hall, hours: int, expected: Verdict) -> None:
    visited = hall.clock.now() + timedelta(hours=hours)
    proof = await stocked(hall, visited_at=visited)
    hall.clock.go_on(WEEK)
    assert await verdict(hall, proof) is expected


async def test_a_counter_whose_clock_cannot_be_trusted_is_believed_the_challenge(hall: Hall) -> None:
    proof = await stocked(hall, visited_at=None)
    hall.clock.go_on(WEEK)
    assert await verdict(hall, proof) is Verdict.CONFIRMED


async def test_a_stock_that_was_lost_at_a_restart_counts_for_visits_before(hall: Hall) -> None:
    proof = await stocked(hall)
    hall.clock.go_on(60)
    for _ in range(4):
        await hall.stock(20)
    assert await verdict(hall, proof) is Verdict.CONFIRMED


async def test_the_certificate_must_have_been_valid_then_not_now(hall: Hall) -> None:
    card = hall.resident_card()
    hall.clock.moment = card.certificate.not_valid_after_utc
    during = late(hall, card, (await hall.stock(1))[0])
    hall.clock.go_on(1)
    after = late(hall, card, (await hall.stock(1))[0], application="case-2")
    assert await verdict(hall, during) is Verdict.CONFIRMED
    assert await verdict(hall, after) is Verdict.HELD
    assert [code for code, _ in await true_codes()] == ["V01", ""]


async def test_a_card_that_was_revoked_since_is_told_apart_and_names_nobody(hall: Hall) -> None:
    card = hall.resident_card()
    proof = late(hall, card, (await hall.stock(1))[0])
    hall.responder.revoked.add(card.certificate.serial_number)
    assert await check_late(hall.bench, proof) == LateFinding(Verdict.REVOKED)
    (line,) = await lines_of(kind="event")
    assert (line["result"], line["code"], line["subjects"]) == ("revoked", "V02", [number(1)])


async def test_while_the_responder_is_silent_the_kept_list_decides(hall: Hall) -> None:
    hall.responder.manner = Manner.BROKEN
    card = hall.resident_card()
    proof = late(hall, card, (await hall.stock(1))[0])
    assert await verdict(hall, proof) is Verdict.UNKNOWN
    await _keep(hall, hall.clock.now())
    assert await verdict(hall, proof) is Verdict.CONFIRMED
    hall.responder.revoked.add(card.certificate.serial_number)
    await _keep(hall, hall.clock.now())
    assert await verdict(hall, proof) is Verdict.REVOKED


async def test_while_the_registry_is_down_nothing_is_known(hall: Hall) -> None:
    hall.registry.is_down = True
    assert await verdict(hall, await stocked(hall)) is Verdict.UNKNOWN


async def test_who_may_not_do_this_is_held_and_only_the_audit_log_says_why(hall: Hall) -> None:
    proof = await stocked(hall)
    hall.becomes(standing=Standing.MOVED_OUT)
    assert await check_late(hall.bench, proof) == LateFinding(Verdict.HELD)
    assert await true_codes() == [("R02", "")]


async def test_an_event_that_the_catalogue_does_not_know_is_held(hall: Hall) -> None:
    assert await verdict(hall, await stocked(hall, life_event="HANAMI")) is Verdict.HELD


async def _keep(hall: Hall, at: datetime) -> None:
    await keep_list(key_id_of(hall.auth), FetchedList(hall.responder.crl(), at), at)
