"""Revocation: the responder's word, else a list of today, else nobody knows; never a word that nobody signed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from cryptography import x509

from central.identity.authorities import Authority
from central.identity.gateways.crl import FetchedList
from central.identity.list_keeper import ListKeeper
from central.identity.queries import kept_content
from central.identity.use_cases.keep_list import keep_list
from protocol.wire.messages.identity import Outcome
from provisioning.sandbox.jpki.authority import new_key

from ..waiting import ended, until
from .cards import key_id_of
from .hall import Hall, true_codes
from .responder import Manner

DAY = timedelta(hours=24)
BELIEVED = [Manner.PLAIN, Manner.NO_NONCE, Manner.BY_THE_AUTHORITY]
NOT_BELIEVED = [each for each in Manner if each not in (*BELIEVED, Manner.SILENT)]


async def _keep(hall: Hall, **how: object) -> None:
    content = hall.responder.crl(**how)  # type: ignore[arg-type]
    made = x509.load_der_x509_crl(content).last_update_utc
    await keep_list(key_id_of(hall.auth), FetchedList(content, made), hall.clock.now())


@pytest.mark.parametrize("manner", BELIEVED)
async def test_the_responder_is_believed(hall: Hall, manner: Manner) -> None:
    card, hall.responder.manner = hall.resident_card(), manner
    assert await hall.show(card) is Outcome.IDENTIFIED
    hall.responder.revoked.add(card.certificate.serial_number)
    assert await hall.show(card) is Outcome.NEUTRAL
    assert await true_codes() == [("V02", ""), ("", "")]
    assert await hall.proved() is None


@pytest.mark.parametrize("manner", NOT_BELIEVED)
async def test_an_answer_that_is_not_to_the_question_is_none(hall: Hall, manner: Manner) -> None:
    card, hall.responder.manner = hall.resident_card(), manner
    assert await hall.show(card) is Outcome.PENDING
    assert await true_codes() == [("V03", "")]
    assert hall.responder.asked == 1


@pytest.mark.parametrize("manner", NOT_BELIEVED)
async def test_such_an_answer_makes_nobody_revoked_either(hall: Hall, manner: Manner) -> None:
    card, hall.responder.manner = hall.resident_card(), manner
    await _keep(hall)
    hall.responder.revoked.add(card.certificate.serial_number)
    assert await hall.show(card) is Outcome.IDENTIFIED


async def test_while_the_responder_is_silent_the_list_of_today_counts(hall: Hall) -> None:
    card, hall.responder.manner, hall.ocsp_seconds = hall.resident_card(), Manner.SILENT, 0.05
    await _keep(hall, age=DAY)
    assert await hall.show(card) is Outcome.IDENTIFIED
    hall.responder.revoked.add(card.certificate.serial_number)
    await _keep(hall)
    assert await hall.show(card) is Outcome.NEUTRAL
    assert [code for code, _ in await true_codes()] == ["V02", ""]


async def test_a_list_older_than_a_day_leaves_revocation_to_be_checked(hall: Hall) -> None:
    card, hall.responder.manner = hall.resident_card(), Manner.BROKEN
    await _keep(hall, age=DAY + timedelta(seconds=1))
    assert await hall.show(card) is Outcome.PENDING
    assert await hall.show(card, "SHOMEI") is Outcome.UNAVAILABLE
    assert await hall.proved() is None


async def test_a_list_that_another_key_signed_or_that_covers_others_says_nothing(hall: Hall) -> None:
    card, hall.responder.manner = hall.resident_card(), Manner.BROKEN
    elsewhere = x509.IssuingDistributionPoint(
        [x509.DirectoryName(x509.Name([]))], None, False, False, None, False, False
    )
    for how in ({"key": new_key()}, {"scope": elsewhere}):
        await _keep(hall, **how)
        assert await hall.show(card) is Outcome.PENDING


async def test_the_list_of_a_certificates_own_municipality_covers_it(hall: Hall) -> None:
    card, hall.responder.manner = hall.resident_card(), Manner.BROKEN
    (point,) = card.certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    own = x509.IssuingDistributionPoint(point.full_name, None, False, False, None, False, False)
    await _keep(hall, scope=own)
    assert await hall.show(card) is Outcome.IDENTIFIED


async def test_an_older_list_never_replaces_a_newer_one(hall: Hall) -> None:
    await _keep(hall)
    newest = await kept_content(key_id_of(hall.auth))
    await _keep(hall, age=DAY)
    assert await kept_content(key_id_of(hall.auth)) == newest


async def test_lists_are_fetched_again_and_again_and_only_genuine_ones_kept(hall: Hall) -> None:
    mine, other = (
        Authority(each.certificate, key_id_of(each), crl_url=f"{hall.url}/crl") for each in (hall.auth, hall.older)
    )
    keeper = ListKeeper([other, mine], hall.clock, fetch_seconds=5, every_seconds=0.05)
    running = asyncio.create_task(keeper.run())
    try:

        async def is_kept() -> bool:
            content = await kept_content(mine.key_id)
            return content is not None and len(x509.load_der_x509_crl(content)) == len(hall.responder.revoked)

        await until(is_kept)
        hall.clock.go_on(60)
        hall.responder.revoked.add(7)
        await until(is_kept)
    finally:
        await ended(running)
    assert await kept_content(other.key_id) is None


async def test_a_slow_registry_is_not_waited_for(hall: Hall) -> None:
    card = hall.resident_card()
    hall.registry.seconds, hall.registry_seconds = 5, 0.05
    assert await hall.show(card) is Outcome.PENDING


async def test_while_the_registry_is_away_nobody_is_known(hall: Hall) -> None:
    card, hall.registry.is_down = hall.resident_card(), True
    assert await hall.show(card) is Outcome.PENDING
    assert await true_codes() == [("V03", "")]
    assert await hall.proved() is None
