"""Enrolment, on the terminal: its key is made here and stays here; a code and a person's look bring the certificate."""

from __future__ import annotations

import argparse
import http.client
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from protocol.enrolment import (
    AUTHORITY_PATH,
    REQUEST_PATH,
    Content,
    EnrolmentReply,
    EnrolmentRequest,
    Granted,
    Waiting,
    central_proof,
    code_key,
    fingerprint,
    folded_code,
    is_same_proof,
    terminal_proof,
)
from protocol.errors import Malformed
from protocol.wire.codec import decode, encode

from .errors import CodeRefused, EnrolmentCutShort, NotOurCentral, ProvisioningError, TerminalExists
from .key_files import appears_whole, write_certificate, write_private_key, write_public_file

SETTINGS_FILE = "terminal.toml"
_DEADLINE_SECONDS = 10.0
_AGAIN_SECONDS = 1.0
_PATIENCE_SECONDS = 20.0
_LONGEST_ANSWER = 64 * 1024

Show = Callable[[str], None]


@dataclass(frozen=True)
class Endpoint:
    """Where central enrols."""

    host: str
    port: int


@dataclass(frozen=True)
class _Claim:
    """One key, its request, and what the code makes of both."""

    private_key: Ed25519PrivateKey
    csr: bytes
    code_key: bytes
    authority: x509.Certificate

    @property
    def authority_der(self) -> bytes:
        return self.authority.public_bytes(Encoding.DER)


def enrol(endpoint: Endpoint, code: str, folder: Path, *, show: Show) -> str:
    """Fill a new `folder` for this terminal and return its id. Blocks until a person at the console has confirmed.

    `show` is given the fingerprint to compare. Raises CodeRefused, NotOurCentral, EnrolmentCutShort, TerminalExists.
    """
    folded = folded_code(code)
    if folded is None:
        raise CodeRefused("not a code")
    with appears_whole(folder, TerminalExists) as fresh:
        claim = _claim(endpoint, folded)
        granted = _until_granted(endpoint, claim, show)
        _write(fresh, claim, granted)
    return granted.terminal


def _claim(endpoint: Endpoint, code: str) -> _Claim:
    private_key = Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "terminal")])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(private_key, None)
    try:
        authority = x509.load_der_x509_certificate(_asked(endpoint, _unknown(), "GET", AUTHORITY_PATH))
    except ValueError as error:
        raise NotOurCentral("no certificate") from error
    return _Claim(private_key, request.public_bytes(Encoding.DER), code_key(code), authority)


def _until_granted(endpoint: Endpoint, claim: _Claim, show: Show) -> Granted:
    proof = terminal_proof(claim.code_key, claim.csr, claim.authority_der)
    asked, tls = encode(EnrolmentRequest(csr=claim.csr, proof=proof)), _issued_by(claim.authority)
    shown, heard_at = False, time.monotonic()
    while True:
        try:
            content = _proved(claim, _asked(endpoint, tls, "POST", REQUEST_PATH, asked))
        except EnrolmentCutShort:
            if not shown or time.monotonic() - heard_at > _PATIENCE_SECONDS:
                raise
        else:
            heard_at = time.monotonic()
            if isinstance(content, Granted):
                return content
            if not shown:
                show(fingerprint(claim.csr))
            shown = True
        time.sleep(_AGAIN_SECONDS)


def _proved(claim: _Claim, answer: bytes) -> Content:
    """What central says, which only somebody with the code and this authority can have said to this request."""
    try:
        reply = decode(answer, EnrolmentReply)
        proof = central_proof(claim.code_key, claim.csr, claim.authority_der, reply.content)
        if not is_same_proof(proof, reply.proof):
            raise NotOurCentral("the proof is wrong")
        content: Waiting | Granted = decode(reply.content, Waiting | Granted)  # type: ignore[arg-type]
    except Malformed as error:
        raise NotOurCentral("not an answer") from error
    return content


def _write(folder: Path, claim: _Claim, granted: Granted) -> None:
    certificate = _checked(claim, granted)
    write_private_key(folder / "terminal.key", claim.private_key)
    write_certificate(folder / "terminal.crt", certificate)
    write_certificate(folder / "ca.crt", claim.authority)
    write_public_file(folder / "central-signing.pub", granted.signing_key)
    write_public_file(folder / "central-sealing.pub", granted.sealing_key)
    write_public_file(folder / SETTINGS_FILE, _settings(granted).encode())


def _checked(claim: _Claim, granted: Granted) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(granted.certificate)
        certificate.verify_directly_issued_by(claim.authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise NotOurCentral("not a certificate of this authority") from error
    names = [str(name.value) for name in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    if certificate.public_key() != claim.private_key.public_key() or names != [granted.terminal]:
        raise NotOurCentral("somebody else's certificate")
    return certificate


def _settings(granted: Granted) -> str:
    terminal = {"id": granted.terminal, "number": granted.number}
    central = {
        "host": granted.broker_host, "port": granted.broker_port, "ca_file": "ca.crt",
        "certificate_file": "terminal.crt", "key_file": "terminal.key", "signing_files": ["central-signing.pub"],
        "sealing_file": "central-sealing.pub",
    }  # fmt: skip
    return f"[terminal]\n{_lines(terminal)}\n[central]\n{_lines(central)}"


def _lines(table: dict[str, object]) -> str:
    return "".join(f"{name} = {msgspec.json.encode(value).decode()}\n" for name, value in table.items())


def _asked(endpoint: Endpoint, tls: ssl.SSLContext, verb: str, path: str, body: bytes | None = None) -> bytes:
    """The body of a good answer. Raises CodeRefused, and EnrolmentCutShort for everything that may pass."""
    connection = http.client.HTTPSConnection(endpoint.host, endpoint.port, timeout=_DEADLINE_SECONDS, context=tls)
    try:
        connection.request(verb, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read(_LONGEST_ANSWER)
    except ssl.SSLCertVerificationError as error:
        raise NotOurCentral("the connection is another's") from error
    except (OSError, http.client.HTTPException) as error:
        raise EnrolmentCutShort(type(error).__name__) from error
    finally:
        connection.close()
    if answer.status == http.client.FORBIDDEN:
        raise CodeRefused("central")
    if answer.status != http.client.OK:
        raise EnrolmentCutShort(str(answer.status))
    return content


def _unknown() -> ssl.SSLContext:
    """Nobody is known yet: what comes over this is believed only once the code has proved it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _issued_by(authority: x509.Certificate) -> ssl.SSLContext:
    context = _unknown()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=authority.public_bytes(Encoding.PEM).decode())
    return context


def main() -> None:
    """`--central HOST:PORT --code XXXX-XXXX-XXXX --folder DIR`; a promise that does not hold ends it with status 1."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.enrol")
    parser.add_argument("--central", required=True, metavar="HOST:PORT")
    parser.add_argument("--code", required=True, metavar="XXXX-XXXX-XXXX")
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    host, _, port = options.central.rpartition(":")
    if not host or not port.isdigit():
        parser.error("--central is HOST:PORT")
    try:
        terminal = enrol(Endpoint(host.strip("[]"), int(port)), options.code, options.folder, show=_say)
    except ProvisioningError as error:
        sys.exit(f"enrol: {error.code}: {error}")
    _say(terminal)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
