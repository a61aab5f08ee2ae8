"""A certificate with less than a third of its life before it is renewed, for the same key, without anybody."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.audit.queries import lines_of
from central.link.asked import Asked
from central.terminals.answers import CertificateAnswers
from central.terminals.register import newest_certificate
from central.terminals.site_file import PlaceEntry, SiteFile, TerminalEntry
from central.terminals.use_cases.keep_certificate import keep_certificate
from central.terminals.use_cases.register_site import register_site
from central.terminals.use_cases.renew_certificates import renew_certificates
from central.terminals.use_cases.retire_terminal import retire_terminal
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.renewal import AskCertificate, CertificateHeld

from .hall import Hall

ASKED = Asked("counter-1", "")
DAYS = 730


async def _in_service(hall: Hall) -> tuple[Ed25519PrivateKey, bytes]:
    key = Ed25519PrivateKey.generate()
    raw = key.public_key().public_bytes_raw()
    entry = TerminalEntry("counter-1", 1, "1番窓口", "honcho")
    await register_site(SiteFile([PlaceEntry("honcho", "役場", {})], [entry]), {"counter-1": raw})
    certificate = hall.authority.certify("counter-1", raw, hall.clock.now())
    await keep_certificate("counter-1", certificate, hall.clock.now())
    return key, certificate


async def _ask(hall: Hall, held: bytes) -> CertificateHeld:
    digest = hashlib.sha256(held).hexdigest()
    answer = await CertificateAnswers(hall.clock).held(ASKED, AskCertificate(held=digest))
    assert isinstance(answer, CertificateHeld)
    return answer


async def _renewed(hall: Hall) -> int:
    return await renew_certificates(hall.authority, hall.clock.now())


async def test_nothing_happens_before_two_thirds_of_its_life(hall: Hall) -> None:
    _, certificate = await _in_service(hall)
    hall.clock.moment += timedelta(days=DAYS * 2 / 3) - timedelta(minutes=1)
    answer = await _ask(hall, certificate)
    assert (answer.newest, answer.is_coming, answer.ends[:10]) == ("", False, "2028-03-31")
    assert await _renewed(hall) == 0


async def test_a_terminal_gets_a_new_certificate_for_its_old_key(hall: Hall) -> None:
    key, certificate = await _in_service(hall)
    hall.clock.moment += timedelta(days=DAYS * 2 / 3, minutes=1)
    answers = [await _ask(hall, certificate) for _ in range(2)]
    assert [(answer.newest, answer.is_coming) for answer in answers] == [("", True)] * 2
    assert [await _renewed(hall), await _renewed(hall)] == [1, 0]
    answer = await _ask(hall, certificate)
    assert not answer.is_coming
    newer = base64.b64decode(answer.newest)
    issued = x509.load_der_x509_certificate(newer)
    assert issued.public_key() == key.public_key()
    assert issued.not_valid_after_utc == hall.clock.now() + timedelta(days=DAYS)
    assert (await _ask(hall, newer)).newest == ""
    assert (await lines_of())[0]["action"] == "certificate-renewed"


async def test_a_terminal_with_some_other_certificate_is_given_the_newest(hall: Hall) -> None:
    _, certificate = await _in_service(hall)
    assert base64.b64decode((await _ask(hall, b"another")).newest) == certificate


async def test_a_retired_terminal_is_renewed_no_more(hall: Hall) -> None:
    _, certificate = await _in_service(hall)
    hall.clock.moment += timedelta(days=DAYS - 1)
    assert (await _ask(hall, certificate)).is_coming
    await retire_terminal("counter-1", hall.clock.now())
    assert await _renewed(hall) == 0
    assert await newest_certificate("counter-1") is None
    answer = await CertificateAnswers(hall.clock).held(ASKED, AskCertificate(held=""))
    assert answer == Refused(code="no-certificate")
