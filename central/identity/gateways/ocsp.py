"""OCSP: asks an authority's responder about one certificate; believes only what is signed, fresh and about it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import aiohttp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

_CONTENT_TYPE = "application/ocsp-request"
_LONGEST = 65536
_NONCE_BYTES = 16
_CLOCK_SKEW = timedelta(minutes=5)
_OLDEST_WITHOUT_END = timedelta(hours=1)


class Revocation(StrEnum):
    """What is known of a certificate. A suspended one (certificateHold) is revoked."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OcspQuestion:
    """About which certificate, by whose responder."""

    certificate: x509.Certificate
    issuer: x509.Certificate
    url: str


async def ask_ocsp(question: OcspQuestion, *, seconds: float, now: datetime) -> Revocation:
    """What the responder says within `seconds`; UNKNOWN when it says nothing that can be believed."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    request = _request(question, nonce)
    try:
        async with asyncio.timeout(seconds):
            der = await _post(question.url, request.public_bytes(Encoding.DER))
    except (TimeoutError, aiohttp.ClientError, OSError):
        return Revocation.UNKNOWN
    return read_answer(der, request, question.issuer, nonce=nonce, now=now)


def read_answer(
    der: bytes, request: ocsp.OCSPRequest, issuer: x509.Certificate, *, nonce: bytes, now: datetime
) -> Revocation:
    """What a response says to `request`; UNKNOWN when it is not the issuer's, not fresh or about something else."""
    try:
        response = ocsp.load_der_ocsp_response(der)
        if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return Revocation.UNKNOWN
        if not (_is_to(response, nonce) and _is_from(response, issuer, now)):
            return Revocation.UNKNOWN
        single = next((each for each in response.responses if _is_about(each, request)), None)
    except (ValueError, TypeError, x509.DuplicateExtension):
        return Revocation.UNKNOWN
    if single is None or not _is_fresh(single, now):
        return Revocation.UNKNOWN
    return _meaning(single.certificate_status)


def _request(question: OcspQuestion, nonce: bytes) -> ocsp.OCSPRequest:
    # The hash only names the issuer; responders that know no other than SHA-1 are common (RFC 5019).
    builder = ocsp.OCSPRequestBuilder().add_certificate(question.certificate, question.issuer, SHA1())  # noqa: S303
    return builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()


async def _post(url: str, request: bytes) -> bytes:
    headers = {"Content-Type": _CONTENT_TYPE}
    async with (
        aiohttp.ClientSession(raise_for_status=True) as client,
        client.post(url, data=request, headers=headers, allow_redirects=False) as answer,
    ):
        content = await answer.content.read(_LONGEST)
        return content if answer.content.at_eof() else b""


def _meaning(status: ocsp.OCSPCertStatus) -> Revocation:
    match status:
        case ocsp.OCSPCertStatus.GOOD:
            return Revocation.GOOD
        case ocsp.OCSPCertStatus.REVOKED:
            return Revocation.REVOKED
        case _:
            return Revocation.UNKNOWN


def _is_to(response: ocsp.OCSPResponse, nonce: bytes) -> bool:
    try:
        echoed = response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return True
    return secrets.compare_digest(echoed, nonce)


def _is_about(single: ocsp.OCSPSingleResponse, request: ocsp.OCSPRequest) -> bool:
    return (
        single.serial_number == request.serial_number
        and single.hash_algorithm.name == request.hash_algorithm.name
        and single.issuer_key_hash == request.issuer_key_hash
        and single.issuer_name_hash == request.issuer_name_hash
    )


def _is_fresh(single: ocsp.OCSPSingleResponse, now: datetime) -> bool:
    made, until = single.this_update_utc, single.next_update_utc
    return made - _CLOCK_SKEW <= now <= (until or made + _OLDEST_WITHOUT_END) + _CLOCK_SKEW


def _is_from(response: ocsp.OCSPResponse, issuer: x509.Certificate, now: datetime) -> bool:
    signers = [each for each in (issuer, *response.certificates) if _is_named(each, response)]
    return any(_has_signed(each, response) and (each == issuer or _may_answer(each, issuer, now)) for each in signers)


def _is_named(signer: x509.Certificate, response: ocsp.OCSPResponse) -> bool:
    if response.responder_name is not None:
        return signer.subject == response.responder_name
    return x509.SubjectKeyIdentifier.from_public_key(signer.public_key()).digest == response.responder_key_hash


def _has_signed(signer: x509.Certificate, response: ocsp.OCSPResponse) -> bool:
    key, algorithm = signer.public_key(), response.signature_hash_algorithm
    if not isinstance(key, rsa.RSAPublicKey) or algorithm is None or algorithm.digest_size < SHA256.digest_size:
        return False
    try:
        key.verify(response.signature, response.tbs_response_bytes, PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True


def _may_answer(signer: x509.Certificate, issuer: x509.Certificate, now: datetime) -> bool:
    try:
        signer.verify_directly_issued_by(issuer)
        purposes = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    is_valid = signer.not_valid_before_utc <= now <= signer.not_valid_after_utc
    return is_valid and ExtendedKeyUsageOID.OCSP_SIGNING in purposes
