"""What each stop means for each life event, as the village's table says: row by row, and with real cards."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from central.errors import BadSettings
from central.identity.admissions import Admissions, read_admissions
from central.residents.record import RegisteredDate, Standing
from protocol.village.catalogue import canonical_bytes
from protocol.village.stops import Stop, Verdict
from protocol.wire.messages.identity import Outcome
from provisioning.site.catalogue import TABLES

from ..residents.people import number
from .cards import Card, auth_card
from .hall import CATALOGUE, MOVES_OUT, Hall, true_codes
from .responder import Manner

ADMISSIONS = Admissions(CATALOGUE.admissions)
GUIDANCE = [event.code for event in CATALOGUE.events if event.code != "SHOMEI"]
NEWCOMERS = ("TENNYU", "TENNYU_ABROAD", "SHUSSHO")
FOURTEEN = RegisteredDate("2011-04-02")
RESIDENTS = [code for code in GUIDANCE if code not in NEWCOMERS]


def _rows() -> Iterator[tuple[str, Stop, Outcome]]:
    with (TABLES / "outcomes.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from ((row["event"], stop, Outcome(row[stop])) for stop in Stop)


@pytest.mark.parametrize(("event", "stop", "outcome"), list(_rows()))
def test_the_table_is_what_decides(event: str, stop: Stop, outcome: Outcome) -> None:
    assert ADMISSIONS.outcome(stop, [event]) is outcome


def test_the_catalogue_and_the_wire_speak_of_the_same_outcomes() -> None:
    assert {verdict.value for verdict in Verdict} == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize("event", [*GUIDANCE, "SHOMEI"])
def test_no_event_lets_a_revoked_card_be_told_from_another_cause(event: str) -> None:
    outcome = {stop: ADMISSIONS.outcome(stop, [event]) for stop in Stop}
    assert outcome[Stop.CERTIFICATE_REVOKED] is Outcome.NEUTRAL
    assert outcome[Stop.CERTIFICATE_EXPIRED] is Outcome.EXPIRED
    assert outcome[Stop.NOT_LINKED] is outcome[Stop.NO_LONGER_RESIDENT]
    assert outcome[Stop.NOT_LINKED] is (Outcome.STRANGER if event in NEWCOMERS else Outcome.NEUTRAL)


@pytest.mark.parametrize("event", GUIDANCE)
def test_a_block_or_a_coming_move_never_stops_an_application(event: str) -> None:
    assert ADMISSIONS.outcome(Stop.WITHHELD, [event]) is Outcome.IDENTIFIED
    assert ADMISSIONS.outcome(Stop.MOVING_OUT, [event]) is Outcome.IDENTIFIED
    assert ADMISSIONS.outcome(Stop.NOT_CHECKED, [event]) is Outcome.PENDING


@pytest.mark.parametrize("event", [*GUIDANCE, "SHOMEI"])
def test_a_card_of_somebody_under_15_does_nothing(event: str) -> None:
    assert ADMISSIONS.outcome(Stop.UNDER_AGE, [event]) is Outcome.UNDER_AGE


def test_of_several_events_a_newcomer_stays_one_and_otherwise_the_strictest_decides() -> None:
    assert ADMISSIONS.outcome(Stop.NOT_LINKED, ["KONIN", "TENNYU"]) is Outcome.STRANGER
    assert ADMISSIONS.outcome(Stop.WITHHELD, ["TENKYO", "SHOMEI"]) is Outcome.NEUTRAL
    assert ADMISSIONS.outcome(Stop.NOT_CHECKED, ["SHOMEI", "TENKYO"]) is Outcome.UNAVAILABLE
    assert ADMISSIONS.outcome(None, ["SHOMEI", "TENKYO"]) is Outcome.IDENTIFIED


def test_a_catalogue_that_decides_nothing_or_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    with pytest.raises(BadSettings):
        read_admissions(file)
    file.write_bytes(canonical_bytes(CATALOGUE))
    assert read_admissions(file).knows(["TENKYO"])
    assert not read_admissions(file).knows([])
    file.write_bytes(canonical_bytes(msgspec.structs.replace(CATALOGUE, admissions=())))
    with pytest.raises(BadSettings, match="decides nothing"):
        read_admissions(file)


async def _of(hall: Hall, stop: Stop | None) -> Card:
    """A card that meets this stop."""
    if stop is Stop.NOT_LINKED:
        return auth_card(hall.auth)
    card = hall.resident_card()
    match stop:
        case Stop.CERTIFICATE_EXPIRED:
            hall.clock.moment = card.certificate.not_valid_after_utc
            hall.clock.go_on(1)
        case Stop.CERTIFICATE_REVOKED:
            hall.responder.revoked.add(card.certificate.serial_number)
        case Stop.NOT_CHECKED:
            hall.responder.manner = Manner.BROKEN
        case Stop.NO_LONGER_RESIDENT:
            hall.becomes(standing=Standing.MOVED_OUT)
        case Stop.MOVING_OUT:
            hall.becomes(moves_out_on=MOVES_OUT)
        case Stop.WITHHELD:
            hall.protect()
        case Stop.UNDER_AGE:
            hall.becomes(birth=FOURTEEN)
        case _:
            pass
    return card


@pytest.mark.parametrize("event", ["TENNYU", "TENKYO", "SHOMEI"])
@pytest.mark.parametrize("stop", [None, *Stop])
async def test_a_card_that_meets_a_stop_ends_as_the_table_says(hall: Hall, stop: Stop | None, event: str) -> None:
    card = await _of(hall, stop)
    outcome = await hall.show(card, event)
    assert outcome is ADMISSIONS.outcome(stop, [event])
    assert await true_codes() == [(stop or "", "")]
    person = await hall.proved()
    assert (person.atena_no if person else "") == (number(1) if outcome is Outcome.IDENTIFIED else "")


@pytest.mark.parametrize("standing", [Standing.MOVED_OUT, Standing.DECEASED, Standing.OTHER])
async def test_whoever_is_no_longer_a_resident_is_a_newcomer_or_nobody(hall: Hall, standing: Standing) -> None:
    card = hall.resident_card()
    hall.becomes(standing=standing)
    assert await hall.show(card, "TENKYO") is Outcome.NEUTRAL
    assert await hall.show(card, "TENNYU") is Outcome.STRANGER


async def test_a_block_outlasts_its_written_end_and_comes_before_a_coming_move(hall: Hall) -> None:
    card = hall.resident_card()
    hall.becomes(moves_out_on=MOVES_OUT)
    hall.protect()
    assert await hall.show(card) is Outcome.IDENTIFIED
    assert await true_codes() == [("R04", "")]


@pytest.mark.parametrize(
    ("birth", "outcome"),
    [
        (FOURTEEN, Outcome.UNDER_AGE),
        (RegisteredDate("2011-04-01"), Outcome.IDENTIFIED),
        (RegisteredDate("2012-01-01", unknown=True, text="平成24年頃"), Outcome.UNDER_AGE),
        (RegisteredDate("", unknown=True, text="不詳"), Outcome.IDENTIFIED),
    ],
)
async def test_a_card_may_be_used_from_the_15th_birthday(hall: Hall, birth: RegisteredDate, outcome: Outcome) -> None:
    card = hall.resident_card()
    hall.becomes(birth=birth)
    assert await hall.show(card) is outcome


async def test_under_age_is_said_of_a_protected_resident_as_of_any_other(hall: Hall) -> None:
    card = hall.resident_card()
    hall.becomes(birth=FOURTEEN)
    hall.protect()
    assert await hall.show(card) is Outcome.UNDER_AGE


async def test_nobody_learns_by_age_that_somebody_once_lived_here_or_that_a_card_is_revoked(hall: Hall) -> None:
    card = hall.resident_card()
    hall.becomes(birth=FOURTEEN, standing=Standing.MOVED_OUT)
    assert await hall.show(card) is Outcome.NEUTRAL
    hall.becomes(birth=FOURTEEN)
    hall.responder.revoked.add(card.certificate.serial_number)
    assert await hall.show(card) is Outcome.NEUTRAL
