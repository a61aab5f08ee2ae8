"""The certificate on the disk is the newest that central has for this terminal's key, and never half of one."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from edge_agent.link.renewal import Renewal, with_kept_certificate
from edge_agent.settings import (
    AgentSettings,
    CentralSettings,
    KioskSettings,
    OutboxSettings,
    Profile,
    TerminalSettings,
)
from protocol.wire.keys import load_signing_key
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.questions import Body as Question
from protocol.wire.messages.renewal import AskCertificate, CertificateHeld
from provisioning.authority import certify_terminal, create_site, issue_terminal

NOW = datetime(2026, 4, 1, tzinfo=UTC)


class Central:
    """Gives the answers that it was told to, one after the other."""

    def __init__(self, *answers: Answer | None) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    async def ask(self, body: Question) -> Answer | None:
        """The next answer."""
        self.asked.append(body)
        return self.answers.pop(0)


class Counter:
    """The files of a terminal and its authority."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        create_site(self.site, NOW)
        self.home = issue_terminal(self.site, "counter-1")
        self.crt, self.key = self.home / "terminal.crt", self.home / "terminal.key"

    def newer(self, key: Ed25519PublicKey | None = None) -> bytes:
        """Another certificate, for this terminal's key or another."""
        own = load_signing_key(self.key).public_key()
        issued = certify_terminal(self.site, "counter-1", key or own, NOW + timedelta(days=730))
        return issued.public_bytes(Encoding.DER)

    def newer_pem_of_another_key(self) -> bytes:
        """What lies there from before another enrolment."""
        other = Ed25519PrivateKey.generate().public_key()
        return x509.load_der_x509_certificate(self.newer(other)).public_bytes(Encoding.PEM)

    def held(self) -> bytes:
        """The certificate on the disk (DER)."""
        return x509.load_pem_x509_certificate(self.crt.read_bytes()).public_bytes(Encoding.DER)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


def _answer(newest: bytes = b"", *, is_coming: bool = False) -> CertificateHeld:
    return CertificateHeld(base64.b64encode(newest).decode(), is_coming, "2028-03-31T00:00:00.000Z")


async def test_a_newer_certificate_takes_the_place_of_the_old_one(counter: Counter) -> None:
    before, newer = counter.held(), counter.newer()
    central = Central(_answer(is_coming=True), _answer(newer), _answer())
    renewal = Renewal(central, counter.crt, counter.key)
    assert [await renewal.look() for _ in range(3)] == [True, False, False]
    assert counter.held() == newer
    digests = [hashlib.sha256(one).hexdigest() for one in (before, before, newer)]
    assert central.asked == [AskCertificate(held=digest) for digest in digests]
    assert sorted(file.name for file in counter.home.iterdir() if file.name.startswith(".")) == []


@pytest.mark.parametrize("what", ["another key", "rubbish", "not base64"])
async def test_what_does_not_fit_the_key_is_not_kept(counter: Counter, what: str) -> None:
    before = counter.held()
    other = counter.newer(Ed25519PrivateKey.generate().public_key())
    given = {"another key": _answer(other), "rubbish": _answer(b"rubbish")}
    answer = given.get(what, CertificateHeld("?", False, ""))
    assert not await Renewal(Central(answer), counter.crt, counter.key).look()
    assert counter.held() == before


async def test_a_folder_that_cannot_be_written_ends_nothing(counter: Counter) -> None:
    newer = counter.newer()
    (counter.home / ".terminal.crt.new").mkdir()
    before = counter.held()
    assert not await Renewal(Central(_answer(newer)), counter.crt, counter.key).look()
    assert counter.held() == before


async def test_without_an_answer_it_asks_again_soon_and_after_a_refusal_later(counter: Counter) -> None:
    renewal = Renewal(Central(None, Refused(code="not-served")), counter.crt, counter.key)
    assert [await renewal.look(), await renewal.look()] == [True, False]


async def test_without_a_certificate_nothing_is_asked(counter: Counter) -> None:
    counter.crt.unlink()
    central = Central()
    assert not await Renewal(central, counter.crt, counter.key).look()
    assert central.asked == []


async def test_it_goes_on_asking(counter: Counter) -> None:
    central = Central(*[_answer(is_coming=at % 2 == 0) for at in range(100)])
    renewal = Renewal(central, counter.crt, counter.key, soon_seconds=0.001, later_seconds=0.001)
    running = asyncio.create_task(renewal.run())
    async with asyncio.timeout(5):
        while len(central.asked) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    running.cancel()


def _settings(counter: Counter, folder: Path) -> AgentSettings:
    home = counter.home
    central = CentralSettings(
        "broker.example", home / "ca.crt", counter.crt, counter.key, (home / "central-signing.pub",),
        home / "central-sealing.pub",
    )  # fmt: skip
    kiosk = KioskSettings(folder / "token", "道志村", {})
    outbox = OutboxSettings(folder / "outbox.db")
    return AgentSettings(Profile.PRACTICE, TerminalSettings("counter-1", 1), central, outbox, kiosk)


def test_the_certificate_is_kept_where_the_agent_may_write(counter: Counter, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    settings = _settings(counter, state)
    kept = with_kept_certificate(settings).central.certificate_file
    assert kept == state / "terminal.crt"
    assert kept.read_bytes() == counter.crt.read_bytes()
    newer = x509.load_der_x509_certificate(counter.newer()).public_bytes(Encoding.PEM)
    kept.write_bytes(newer)
    assert with_kept_certificate(settings).central.certificate_file.read_bytes() == newer


def test_after_another_enrolment_the_certificate_of_the_old_key_is_left(counter: Counter, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "terminal.crt").write_bytes(counter.newer_pem_of_another_key())
    kept = with_kept_certificate(_settings(counter, state)).central.certificate_file
    assert kept.read_bytes() == counter.crt.read_bytes()


def test_without_a_folder_to_write_in_the_enrolled_certificate_serves(counter: Counter, tmp_path: Path) -> None:
    settings = _settings(counter, tmp_path / "not-there")
    assert with_kept_certificate(settings).central.certificate_file == counter.crt
