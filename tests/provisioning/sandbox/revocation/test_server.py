"""Answers by OCSP that openssl verifies, lists that it verifies, and every way of failing."""

from __future__ import annotations

import asyncio
import base64
import time
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from provisioning.sandbox.cards.card_file import CardFile
from provisioning.sandbox.cards.issuing import CardPlan
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.revocation.faults import Failing, Fault
from provisioning.sandbox.revocation.register import Revocation

from ..holders import HANAKO, NOW, hanakos_card
from .conftest import Service


@pytest.fixture(scope="module")
def card(hierarchy: Hierarchy) -> CardFile:
    return hanakos_card(hierarchy, CardPlan(HANAKO, with_sign=False))


def _pair(card: CardFile) -> tuple[x509.Certificate, x509.Certificate]:
    assert card.auth is not None
    return (
        x509.load_pem_x509_certificate(card.auth.certificate.encode()),
        x509.load_pem_x509_certificate(card.auth.authority.encode()),
    )


def _question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    return ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA256()).build().public_bytes(Encoding.DER)


async def _ask(service: Service, question: bytes) -> ocsp.OCSPResponse:
    async with aiohttp.ClientSession() as session, session.post(f"{service.url}/ocsp", data=question) as answer:
        assert answer.content_type == "application/ocsp-response"
        return ocsp.load_der_ocsp_response(await answer.read())


async def test_an_issued_certificate_is_good_as_of_the_practice_clock(service: Service, card: CardFile) -> None:
    service.clock.moment = NOW + timedelta(days=400)
    answer = await _ask(service, _question(*_pair(card)))
    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert answer.this_update_utc == NOW + timedelta(days=400)
    assert answer.next_update_utc == NOW + timedelta(days=400, minutes=10)


async def test_a_revoked_certificate_is_revoked_at_once_and_may_come_back(service: Service, card: CardFile) -> None:
    certificate, issuer = _pair(card)
    hold = Revocation("auth-2", certificate.serial_number, NOW, x509.ReasonFlags.certificate_hold)
    service.register.revoke(hold)
    answer = await _ask(service, _question(certificate, issuer))
    assert answer.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert answer.revocation_reason is x509.ReasonFlags.certificate_hold
    assert answer.revocation_time_utc == NOW
    service.register.withdraw("auth-2", certificate.serial_number)
    assert (await _ask(service, _question(certificate, issuer))).certificate_status is ocsp.OCSPCertStatus.GOOD


async def test_generations_of_one_name_are_told_apart(service: Service, card: CardFile, hierarchy: Hierarchy) -> None:
    certificate, _ = _pair(card)
    older = hierarchy.named("auth-1")
    assert older is not None
    answer = await _ask(service, _question(certificate, older.certificate))
    assert answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN


async def test_it_answers_for_nobody_else_and_repeats_the_nonce(service: Service, card: CardFile) -> None:
    builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(b"1" * 32, b"2" * 32, 7, SHA256())
    stranger = await _ask(service, builder.build().public_bytes(Encoding.DER))
    assert stranger.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED
    nonsense = await _ask(service, b"nonsense")
    assert nonsense.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST
    with_nonce = ocsp.OCSPRequestBuilder().add_certificate(*_pair(card), SHA384())
    nonce = x509.OCSPNonce(b"0123456789abcdef")
    answer = await _ask(service, with_nonce.add_extension(nonce, critical=False).build().public_bytes(Encoding.DER))
    assert answer.extensions.get_extension_for_class(x509.OCSPNonce).value == nonce


async def test_a_question_may_stand_in_the_address(service: Service, card: CardFile) -> None:
    question = base64.b64encode(_question(*_pair(card))).decode()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{service.url}/ocsp/{question.replace('+', '%2B')}") as answer:
            assert ocsp.load_der_ocsp_response(await answer.read()).certificate_status is ocsp.OCSPCertStatus.GOOD
        async with session.get(f"{service.url}/ocsp/nonsense!") as answer:
            assert answer.status == 400


@pytest.mark.parametrize("revoked", [False, True])
async def test_openssl_trusts_the_answer(service: Service, card: CardFile, tmp_path: Path, revoked: bool) -> None:
    certificate, issuer = _pair(card)
    if revoked:
        service.register.revoke(Revocation("auth-2", certificate.serial_number, NOW))
    (tmp_path / "card.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    (tmp_path / "ca.crt").write_bytes(issuer.public_bytes(Encoding.PEM))
    said = await _openssl(
        tmp_path, "ocsp", "-issuer", "ca.crt", "-cert", "card.crt", "-CAfile", "ca.crt", "-url", f"{service.url}/ocsp",
        "-attime", str(int(NOW.timestamp())), "-validity_period", "999999999",
    )  # fmt: skip
    assert "Response verify OK" in said
    assert ("card.crt: revoked" if revoked else "card.crt: good") in said


async def test_openssl_trusts_the_list(service: Service, card: CardFile, tmp_path: Path) -> None:
    certificate, issuer = _pair(card)
    service.register.revoke(Revocation("auth-2", certificate.serial_number, NOW, x509.ReasonFlags.key_compromise))
    (tmp_path / "ca.crt").write_bytes(issuer.public_bytes(Encoding.PEM))
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{service.url}/crl/auth-2.crl") as answer:
            content = await answer.read()
        async with session.get(f"{service.url}/crl/auth-9.crl") as answer:
            assert answer.status == 404
    (tmp_path / "auth.crl").write_bytes(content)
    said = await _openssl(tmp_path, "crl", "-inform", "DER", "-in", "auth.crl", "-CAfile", "ca.crt", "-noout", "-text")
    assert "verify OK" in said
    assert f"{certificate.serial_number:08X}" in said
    assert x509.load_der_x509_crl(content).next_update_utc == NOW + timedelta(days=1)


async def test_every_way_of_failing_and_back(service: Service, card: CardFile) -> None:
    question = _question(*_pair(card))
    await service.hand.fail(Failing(Fault.TRY_LATER))
    assert (await _ask(service, question)).response_status is ocsp.OCSPResponseStatus.TRY_LATER
    await service.hand.fail(Failing(Fault.SLOW, seconds=0.3))
    began = time.monotonic()
    await _ask(service, question)
    assert time.monotonic() - began >= 0.3
    await service.hand.fail(Failing(Fault.ERROR))
    async with aiohttp.ClientSession() as session, session.post(f"{service.url}/ocsp", data=question) as answer:
        assert answer.status == 500
    await service.hand.fail(Failing(Fault.REFUSE))
    with pytest.raises(aiohttp.ClientConnectorError):
        await _ask(service, question)
    await service.hand.fail(None)
    assert (await _ask(service, question)).certificate_status is ocsp.OCSPCertStatus.GOOD


async def _openssl(directory: Path, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "openssl", *words, cwd=directory, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return said.decode()
