"""The revocation list of one generation, made anew whenever somebody fetches it."""

from __future__ import annotations

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from central.clock import Clock

from ..jpki.authority import SIGNATURE, Authority
from .register import Register, Revocation

FRESH_FOR = timedelta(days=1)


def revocation_list(authority: Authority, register: Register, clock: Clock) -> bytes:
    """DER, complete. Raises ValueError for a register that cannot be read."""
    now = clock.now().replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + FRESH_FOR)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    for each in register.revoked(authority.name):
        builder = builder.add_revoked_certificate(_entry(each))
    return builder.sign(authority.key, SIGNATURE).public_bytes(Encoding.DER)


def _entry(revocation: Revocation) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder(revocation.serial, revocation.at)
    if revocation.reason is not x509.ReasonFlags.unspecified:
        builder = builder.add_extension(x509.CRLReason(revocation.reason), critical=False)
    return builder.build()
