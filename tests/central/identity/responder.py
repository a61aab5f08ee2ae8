"""An authority's revocation service that can be told to misbehave."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from provisioning.sandbox.jpki.authority import Authority, new_key
from tests.central.clock import TestClock

_STRANGER = new_key()


class Manner(Enum):
    """How the responder answers."""

    PLAIN = auto()
    SILENT = auto()
    BROKEN = auto()
    REFUSING = auto()
    OTHER_SERIAL = auto()
    OTHER_NONCE = auto()
    NO_NONCE = auto()
    STALE = auto()
    FROM_THE_FUTURE = auto()
    FORGED = auto()
    UNDELEGATED = auto()
    BY_THE_AUTHORITY = auto()


@dataclass
class Responder:
    """Answers OCSP and hands out the list of one generation."""

    authority: Authority
    clock: TestClock
    manner: Manner = Manner.PLAIN
    revoked: set[int] = field(default_factory=set)
    asked: int = 0

    def stand_in_for(self, authority: Authority) -> None:
        """Answer for another generation."""
        self.authority = authority
        self.__dict__.pop("_responder", None)

    def application(self) -> web.Application:
        """Serve POST /ocsp and GET /crl."""
        application = web.Application()
        application.add_routes([web.post("/ocsp", self._answer), web.get("/crl", self._list)])
        return application

    def crl(
        self,
        *,
        age: timedelta = timedelta(),
        key: rsa.RSAPrivateKey | None = None,
        scope: x509.IssuingDistributionPoint | None = None,
    ) -> bytes:
        """The list as it was made some time ago."""
        made = self.clock.now() - age
        builder = x509.CertificateRevocationListBuilder(
            self.authority.certificate.subject, made, made + timedelta(days=2)
        )
        for serial in self.revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder(serial, made - timedelta(hours=1)).build()
            )
        if scope is not None:
            builder = builder.add_extension(scope, critical=True)
        return builder.sign(key or self.authority.key, SHA256()).public_bytes(Encoding.DER)

    def answer(self, request: ocsp.OCSPRequest) -> bytes:
        """The response to a request, in the manner of the day."""
        if self.manner is Manner.REFUSING:
            return ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(
                Encoding.DER
            )
        return self._signed(self._builder(request)).public_bytes(Encoding.DER)

    def _builder(self, request: ocsp.OCSPRequest) -> ocsp.OCSPResponseBuilder:
        serial, made = request.serial_number, self._made()
        is_revoked = serial in self.revoked
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=serial + 1 if self.manner is Manner.OTHER_SERIAL else serial,
            algorithm=request.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if is_revoked else ocsp.OCSPCertStatus.GOOD,
            this_update=made,
            next_update=made + timedelta(minutes=30),
            revocation_time=made if is_revoked else None,
            revocation_reason=None,
        )
        if self.manner is Manner.NO_NONCE:
            return builder
        asked = request.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        nonce = asked[::-1] if self.manner is Manner.OTHER_NONCE else asked
        return builder.add_extension(x509.OCSPNonce(nonce), critical=False)

    def _made(self) -> datetime:
        shift = {Manner.STALE: -timedelta(hours=2), Manner.FROM_THE_FUTURE: timedelta(hours=2)}
        return self.clock.now() + shift.get(self.manner, timedelta())

    def _signed(self, builder: ocsp.OCSPResponseBuilder) -> ocsp.OCSPResponse:
        certificate, key = self._responder
        if self.manner is Manner.BY_THE_AUTHORITY:
            certificate, key = self.authority.certificate, self.authority.key
        if self.manner is Manner.FORGED:
            key = _STRANGER
        if self.manner is Manner.UNDELEGATED:
            certificate, key = _undelegated(self.authority), _STRANGER
        named = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, certificate).certificates([certificate])
        if self.manner is Manner.FORGED:
            named = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, certificate).certificates([certificate])
        return named.sign(key, SHA256())

    @functools.cached_property
    def _responder(self) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
        return self.authority.responder

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.manner is Manner.SILENT:
            await asyncio.sleep(10)
        if self.manner is Manner.BROKEN:
            raise web.HTTPServiceUnavailable
        body = self.answer(ocsp.load_der_ocsp_request(await request.read()))
        return web.Response(body=body, content_type="application/ocsp-response")

    async def _list(self, _request: web.Request) -> web.Response:
        return web.Response(body=self.crl(), content_type="application/pkix-crl")


def _undelegated(authority: Authority) -> x509.Certificate:
    """Signed by the authority, but nobody said that it may answer for it."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody")])
    mine = authority.certificate
    return (
        x509.CertificateBuilder(mine.subject, subject, _STRANGER.public_key(), x509.random_serial_number())
        .not_valid_before(mine.not_valid_before_utc)
        .not_valid_after(mine.not_valid_after_utc)
        .sign(authority.key, SHA256())
    )
