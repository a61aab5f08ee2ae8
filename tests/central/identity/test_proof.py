"""A proof counts when this card signed this challenge, once, for this visit at this terminal; nothing else does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from central.link.asked import Asked
from central.residents.registry import CertificateKey, LinkedPerson, NotLinked, RegistryDown
from protocol.wire.card_proof import card_digest, digest_info
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import BeginIdentity, CardProof, Challenge, Outcome
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.jpki.names import POLICIES, Purpose

from ..link.transactions import open_transactions
from ..residents.people import number, resident
from .cards import ISSUED, Card, auth_card, odd_card, sign_card
from .hall import TERMINAL, VISIT, Hall, Registry, outcome_of, true_codes, with_other

SHORT_KEY = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505


async def test_a_resident_is_identified_and_may_be_asked_about_for_a_quarter_of_an_hour(hall: Hall) -> None:
    assert await hall.show(hall.resident_card()) is Outcome.IDENTIFIED
    person = await hall.proved()
    assert person is not None
    assert (person.atena_no, person.assurance) == (number(1), "card")
    hall.clock.go_on(15 * 60)
    assert await hall.proved() is not None
    hall.clock.go_on(1)
    assert await hall.proved() is None


async def test_a_card_of_the_older_generation_is_known_by_that_generations_key(hall: Hall) -> None:
    hall.responder.stand_in_for(hall.older)
    card = auth_card(hall.older)
    hall.registry.people[card.key_at(hall.older)] = resident(1)
    assert await hall.show(card) is Outcome.IDENTIFIED
    hall.registry.people = {card.key_at(hall.auth): resident(1)}
    assert await hall.show(card) is Outcome.NEUTRAL


async def test_a_proof_counts_once(hall: Hall) -> None:
    proof = hall.resident_card().proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
    assert outcome_of(await hall.prove(proof)) is Outcome.IDENTIFIED
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "challenge"), ("", "")]
    assert await hall.proved() is None


@pytest.mark.parametrize(("terminal", "visit"), [("counter-2", VISIT), (TERMINAL, "visit-2")])
async def test_a_challenge_of_another_terminal_or_visit_does_not_count(hall: Hall, terminal: str, visit: str) -> None:
    challenge = await hall.challenge(terminal, visit)
    proof = hall.resident_card().proof(challenge, terminal=TERMINAL, visit=VISIT)
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "challenge")]


@pytest.mark.parametrize(("terminal", "visit"), [("counter-2", VISIT), (TERMINAL, "visit-2")])
async def test_a_signature_for_another_terminal_or_visit_does_not_count(hall: Hall, terminal: str, visit: str) -> None:
    proof = hall.resident_card().proof(await hall.challenge(), terminal=terminal, visit=visit)
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "signature")]


async def test_a_challenge_expires_after_five_minutes(hall: Hall) -> None:
    card, challenge = hall.resident_card(), await hall.challenge()
    hall.clock.go_on(5 * 60)
    assert outcome_of(await hall.prove(card.proof(challenge, terminal=TERMINAL, visit=VISIT))) is Outcome.NEUTRAL


async def test_a_stocked_challenge_serves_one_visit_within_a_day(hall: Hall) -> None:
    card, stock = hall.resident_card(), await hall.stock(30)
    assert len(stock) == 20
    hall.clock.go_on(24 * 3600 - 1)
    proofs = [card.proof(each, terminal=TERMINAL, visit=VISIT) for each in stock]
    assert outcome_of(await hall.prove(proofs[0])) is Outcome.IDENTIFIED
    assert outcome_of(await hall.prove(proofs[0])) is Outcome.NEUTRAL
    hall.clock.go_on(1)
    assert outcome_of(await hall.prove(proofs[1])) is Outcome.NEUTRAL


async def test_a_terminal_cannot_hoard_challenges_for_visits(hall: Hall) -> None:
    hall.limits = replace(hall.limits, challenges_waiting=3)
    for _ in range(3):
        await hall.challenge()
    assert await hall.answers.begin(Asked(TERMINAL, VISIT), BeginIdentity()) == Refused(code="too-many")
    assert len(await hall.stock(20)) == 20
    hall.clock.go_on(5 * 60 + 1)
    await hall.challenge()


async def test_a_terminal_that_restarts_often_always_gets_a_stock_and_only_two_are_good(hall: Hall) -> None:
    card = hall.resident_card()
    lost, *_, before, last = [await hall.stock(20) for _ in range(8)]
    assert await hall.stock(-5) == ()
    for stock, outcome in ((lost, Outcome.NEUTRAL), (before, Outcome.IDENTIFIED), (last, Outcome.IDENTIFIED)):
        proof = card.proof(stock[0], terminal=TERMINAL, visit=VISIT)
        assert outcome_of(await hall.prove(proof)) is outcome


async def test_the_context_is_signed_for(hall: Hall) -> None:
    application = hashlib.sha256("転居届".encode()).hexdigest()
    challenge, card = await hall.challenge(), hall.resident_card()
    signed = card.proof(challenge, terminal=TERMINAL, visit=VISIT, context=application)
    assert outcome_of(await hall.prove(signed)) is Outcome.IDENTIFIED
    again = card.proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT, context=application)
    assert outcome_of(await hall.prove(with_other(again, context=""))) is Outcome.NEUTRAL


def _forged(card: Card, challenge: Challenge, tail: bytes, padding: int, *, info: bytes | None = None) -> CardProof:
    nonce = base64.b64decode(challenge.nonce)
    digest = card_digest(terminal=TERMINAL, visit=VISIT, challenge=challenge.id, nonce=nonce, context="")
    encoded = b"\x00\x01" + b"\xff" * padding + b"\x00" + (info or digest_info(digest)) + tail
    signature = base64.b64encode(card.sign_raw(encoded.ljust(256, b"\x00"))).decode()
    return with_other(card.proof(challenge, terminal=TERMINAL, visit=VISIT), signature=signature)


@pytest.mark.parametrize(("tail", "padding"), [(b"\x07" * 194, 8), (b"\x00" * 194, 8), (b"\x00", 201), (b"", 8)])
async def test_short_padding_and_trailing_bytes_are_no_signature(hall: Hall, tail: bytes, padding: int) -> None:
    proof = _forged(hall.resident_card(), await hall.challenge(), tail, padding)
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "signature")]


async def test_the_signature_is_over_the_one_digest_info(hall: Hall) -> None:
    card = hall.resident_card()
    assert outcome_of(await hall.prove(_forged(card, await hall.challenge(), b"", 202))) is Outcome.IDENTIFIED
    challenge = await hall.challenge()
    nonce = base64.b64decode(challenge.nonce)
    digest = card_digest(terminal=TERMINAL, visit=VISIT, challenge=challenge.id, nonce=nonce, context="")
    without_null = bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20" + digest
    proof = _forged(card, challenge, b"", 256 - 3 - len(without_null), info=without_null)
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL


@pytest.mark.parametrize("text", ["", "~", base64.b64encode(b"no certificate").decode(), "A" * 20000])
async def test_what_is_no_certificate_or_signature_does_not_count(hall: Hall, text: str) -> None:
    card = hall.resident_card()
    for part in ("certificate", "signature"):
        proof = card.proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
        assert outcome_of(await hall.prove(with_other(proof, **{part: text}))) is Outcome.NEUTRAL


async def test_a_certificate_with_something_after_it_is_none(hall: Hall) -> None:
    card = hall.resident_card()
    proof = card.proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
    longer = base64.b64encode(card.der + b"\x00").decode()
    assert outcome_of(await hall.prove(with_other(proof, certificate=longer))) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "unreadable")]


async def test_an_authority_that_only_shares_the_name_is_not_believed(hall: Hall, impostor: Hierarchy) -> None:
    other = impostor.of(Purpose.AUTH)[-1]
    assert other.certificate.subject == hall.auth.certificate.subject
    for card in (auth_card(other), odd_card(other, names_issuer=False)):
        hall.registry.people[card.key_at(hall.auth)] = resident(1)
        assert await hall.show(card) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "issuer")] * 2


async def test_a_certificate_for_signing_documents_is_refused(hall: Hall) -> None:
    assert await hall.show(sign_card(hall.signing)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "issuer")]


async def test_only_certificates_for_proving_identity_count(hall: Hall) -> None:
    odd = [
        odd_card(hall.auth, promises=True),
        odd_card(hall.auth, policy=POLICIES[Purpose.SIGN]),
        odd_card(hall.auth, is_authority=True),
        odd_card(hall.auth, stranger=x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")),
    ]
    for card in odd:
        hall.registry.people[card.key_at(hall.auth)] = resident(1)
        assert await hall.show(card) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "purpose")] * len(odd)


async def test_a_certificate_that_names_no_issuer_key_is_matched_by_its_signature(hall: Hall) -> None:
    card = odd_card(hall.auth, names_issuer=False)
    hall.registry.people[card.key_at(hall.auth)] = resident(1)
    assert await hall.show(card) is Outcome.IDENTIFIED


async def test_a_key_of_another_size_does_not_count(hall: Hall) -> None:
    assert await hall.show(odd_card(hall.auth, key=SHORT_KEY)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "signature")]


async def test_a_certificate_counts_from_its_first_to_its_last_second(hall: Hall) -> None:
    card = hall.resident_card()
    hall.clock.moment = card.certificate.not_valid_after_utc
    assert await hall.show(card) is Outcome.IDENTIFIED
    hall.clock.go_on(1)
    assert await hall.show(card) is Outcome.EXPIRED
    hall.clock.moment = ISSUED
    hall.clock.go_on(-1)
    assert await hall.show(card) is Outcome.NEUTRAL
    assert [code for code, _ in await true_codes()] == ["V00", "V01", ""]


async def test_a_later_proof_in_the_same_visit_is_the_one_that_counts(hall: Hall) -> None:
    assert await hall.show(hall.resident_card()) is Outcome.IDENTIFIED
    assert await hall.show(auth_card(hall.auth)) is Outcome.NEUTRAL
    assert await hall.proved() is None


async def test_outside_a_visit_nobody_proves_anything(hall: Hall) -> None:
    assert await hall.answers.begin(Asked(TERMINAL, ""), BeginIdentity()) == Refused(code="no-visit")
    proof = hall.resident_card().proof((await hall.stock(1))[0], terminal=TERMINAL, visit="")
    assert await hall.prove(proof, visit="") == Refused(code="no-visit")


@pytest.mark.parametrize("events", [("HANAMI",), ("TENKYO", "HANAMI")])
async def test_an_event_that_the_catalogue_does_not_know_is_refused(hall: Hall, events: tuple[str, ...]) -> None:
    proof = hall.resident_card().proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
    assert await hall.prove(proof, *events) == Refused(code="unknown-life-event")
    assert outcome_of(await hall.prove(proof)) is Outcome.IDENTIFIED


class _Witness(Registry):
    """住基 that notes what the database was doing when it was asked, and may end the process there."""

    def __init__(self, known: Registry, *, ends: bool = False) -> None:
        super().__init__(known.people)
        self.open_transactions: list[int] = []
        self._ends = ends

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose certificate it is."""
        self.open_transactions.append(await open_transactions())
        if self._ends:
            raise asyncio.CancelledError
        return await super().person(key)


async def test_while_others_are_asked_about_a_person_no_transaction_is_open(hall: Hall) -> None:
    card = hall.resident_card()
    hall.registry = witness = _Witness(hall.registry)
    assert await hall.show(card) is Outcome.IDENTIFIED
    assert witness.open_transactions == [0]


async def test_a_process_that_ends_while_it_asks_has_used_the_challenge_and_noted_nothing(hall: Hall) -> None:
    proof = hall.resident_card().proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
    known, hall.registry = hall.registry, _Witness(hall.registry, ends=True)
    with pytest.raises(asyncio.CancelledError):
        await hall.prove(proof)
    assert await hall.proved() is None
    assert await true_codes() == []
    hall.registry = known
    assert outcome_of(await hall.prove(proof)) is Outcome.NEUTRAL
    assert await true_codes() == [("V00", "challenge")]
