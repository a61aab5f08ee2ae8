"""Answers by OCSP, signed by the program that each generation delegated to (RFC 6960)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from central.clock import Clock

from ..jpki.authority import SIGNATURE, Authority
from ..jpki.hierarchy import Hierarchy
from .register import Register, Revocation

FRESH_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class _Delegated:
    authority: Authority
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)


class Responder:
    """Good, revoked or unknown, as of the practice clock."""

    def __init__(self, hierarchy: Hierarchy, register: Register, clock: Clock) -> None:
        self._delegated = tuple(_Delegated(each, *each.responder) for each in hierarchy.authorities)
        self._register = register
        self._clock = clock

    def answer(self, asked: bytes) -> bytes:
        """The answer to one DER request about one certificate. Raises ValueError for a register it cannot read."""
        try:
            request = ocsp.load_der_ocsp_request(asked)
            delegated = self._answerable(request)
        except (ValueError, NotImplementedError):
            return refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        if delegated is None:
            return refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        return self._signed(request, delegated).public_bytes(Encoding.DER)

    def _answerable(self, request: ocsp.OCSPRequest) -> _Delegated | None:
        """Who answers for the issuer. All generations have one name; the key tells them apart."""
        for each in self._delegated:
            key = each.authority.key.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
            name = each.authority.certificate.subject.public_bytes()
            digests = (_digest(name, request.hash_algorithm), _digest(key, request.hash_algorithm))
            if digests == (request.issuer_name_hash, request.issuer_key_hash):
                return each
        return None

    def _signed(self, request: ocsp.OCSPRequest, delegated: _Delegated) -> ocsp.OCSPResponse:
        authority, now = delegated.authority, self._clock.now().replace(microsecond=0)
        revoked = self._register.find(authority.name, request.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number,
            algorithm=request.hash_algorithm,
            cert_status=_status(authority, request.serial_number, revoked),
            this_update=now,
            next_update=now + FRESH_FOR,
            revocation_time=revoked.at if revoked else None,
            revocation_reason=revoked.reason if revoked else None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, delegated.certificate)
        for extension in request.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                builder = builder.add_extension(extension.value, critical=False)
        return builder.certificates([delegated.certificate]).sign(delegated.key, SIGNATURE)


def refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    """An answer without a verdict; nobody signs it."""
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)


def _status(authority: Authority, serial: int, revoked: Revocation | None) -> ocsp.OCSPCertStatus:
    if revoked is not None:
        return ocsp.OCSPCertStatus.REVOKED
    return ocsp.OCSPCertStatus.GOOD if authority.has_issued(serial) else ocsp.OCSPCertStatus.UNKNOWN


def _digest(content: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(content)
    return digest.finalize()
