"""OpenSC takes the card for a My Number card, and openssl its signatures for genuine."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.card_file import CardFile, Credential

from ..holders import NOW
from .reader import Reader
from .script import DIGEST_INFO, JPKI, select, verify

pytestmark = pytest.mark.asyncio(loop_scope="module")

AUTH_TOKEN, SIGN_TOKEN = "JPKI (User Authentication PIN)", "JPKI (Digital Signature PIN)"


def _card(service: CardService, name: str = "hanako") -> CardFile:
    card = service.box.read(name)
    assert card is not None
    return card


async def test_it_is_taken_for_a_my_number_card(reader: Reader) -> None:
    await reader.insert("hanako")
    assert (await reader.run("opensc-tool", "-n")).out.strip() == "jpki"


async def test_its_pins_and_certificates_are_listed(reader: Reader) -> None:
    await reader.insert("hanako")
    listed = (await reader.run("pkcs15-tool", "-D")).out
    assert listed.count("X.509 Certificate [") == 4
    assert "Tries left     : 3" in listed
    assert "Tries left     : 5" in listed


async def test_its_certificates_are_read_byte_for_byte(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako")
    card = _card(service)
    assert card.auth is not None
    assert card.sign is not None
    auth = await reader.run("pkcs15-tool", "--read-certificate", "1")
    assert auth.out.strip() == card.auth.certificate.strip()
    hidden = await reader.run("pkcs15-tool", "--read-certificate", "2")
    assert hidden.code != 0
    opened = await reader.run(
        "pkcs15-tool", "--read-certificate", "2", "--verify-pin", "--auth-id", "2", "--pin", "ABC123"
    )
    assert card.sign.certificate.strip() in opened.out


@pytest.mark.parametrize("number", [1, 2])
async def test_both_keys_sign_what_openssl_verifies(
    reader: Reader, service: CardService, tmp_path: Path, number: int
) -> None:
    await reader.insert("hanako")
    card = _card(service)
    credential, token, pin = (card.auth, AUTH_TOKEN, "1234") if number == 1 else (card.sign, SIGN_TOKEN, "ABC123")
    assert credential is not None
    _write_judges_files(tmp_path, credential)
    signed = await reader.run(
        "pkcs11-tool", "--token-label", token, "--login", "--pin", pin, "--sign", "--id", f"{number:02d}",
        "--mechanism", "SHA256-RSA-PKCS", "-i", f"{tmp_path}/message", "-o", f"{tmp_path}/signature",
    )  # fmt: skip
    assert signed.code == 0, signed.said
    judged = await reader.run(
        "openssl", "dgst", "-sha256", "-verify", f"{tmp_path}/key.pem", "-signature", f"{tmp_path}/signature",
        f"{tmp_path}/message",
    )  # fmt: skip
    assert judged.out.strip() == "Verified OK"
    # openssl does not know the policies of the service
    at = ["-attime", str(int(NOW.timestamp())), "-ignore_critical"]
    chain = await reader.run("openssl", "verify", *at, "-CAfile", f"{tmp_path}/ca.crt", f"{tmp_path}/card.crt")
    assert chain.out.strip().endswith("card.crt: OK")


def _write_judges_files(directory: Path, credential: Credential) -> None:
    public = x509.load_pem_x509_certificate(credential.certificate.encode()).public_key()
    (directory / "message").write_bytes(b"hello")
    (directory / "card.crt").write_text(credential.certificate)
    (directory / "ca.crt").write_text(credential.authority)
    (directory / "key.pem").write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


async def test_a_signature_is_the_same_through_every_client(reader: Reader, tmp_path: Path) -> None:
    await reader.insert("hanako")
    (tmp_path / "hash").write_bytes(hashlib.sha256(b"hello").digest())
    signed = await reader.run(
        "pkcs15-crypt", "-s", "-k", "1", "--pkcs1", "--sha-256", "--pin", "1234", "-R",
        "-i", f"{tmp_path}/hash", "-o", f"{tmp_path}/signature",
    )  # fmt: skip
    assert signed.code == 0, signed.said
    answers = await reader.send(JPKI, select("0018"), verify("1234"), select("0017"), f"802A008033{DIGEST_INFO}00")
    assert answers[-1] == (tmp_path / "signature").read_bytes().hex().upper() + "9000"


async def test_wrong_pins_count_down_and_a_locked_card_stays_locked(reader: Reader, service: CardService) -> None:
    await reader.insert("unlucky")
    wrong = await reader.run("pkcs15-tool", "--verify-pin", "--auth-id", "1", "--pin", "0000")
    assert "incorrect" in wrong.out + wrong.said
    assert "Tries left     : 2" in (await reader.run("pkcs15-tool", "--list-pins")).out
    for _ in range(2):
        await reader.run("pkcs15-tool", "--verify-pin", "--auth-id", "1", "--pin", "0000")
    await service.hand.remove()
    await service.cards.kill()
    await service.cards.start()
    await reader.insert("unlucky")
    right = await reader.run("pkcs15-tool", "--verify-pin", "--auth-id", "1", "--pin", "1234")
    assert right.code != 0
    await reader.until(card_is_there=True)
    assert (await reader.send(JPKI, select("0018"), "00200080"))[-1] == "63C0"
