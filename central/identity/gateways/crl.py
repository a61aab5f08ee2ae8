"""CRL: fetches an authority's list of revoked certificates and reads one that was kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from .ocsp import Revocation

_LONGEST = 64 * 1024 * 1024
_CHUNK = 65536
_CLOCK_SKEW = timedelta(minutes=5)
_UNDERSTOOD = frozenset({x509.IssuingDistributionPoint.oid})


@dataclass(frozen=True)
class FetchedList:
    """A list that the authority signed: its bytes and when it was made."""

    content: bytes
    this_update: datetime


async def fetch_list(url: str, issuer: x509.Certificate, *, seconds: float) -> FetchedList | None:
    """The list at `url`; None when none came within `seconds` that `issuer` signed."""
    try:
        async with asyncio.timeout(seconds):
            content = await _get(url)
    except (TimeoutError, aiohttp.ClientError, OSError):
        return None
    found = await asyncio.to_thread(_genuine, content, issuer)
    return None if found is None else FetchedList(content, found.last_update_utc)


def look_up(
    content: bytes, certificate: x509.Certificate, issuer: x509.Certificate, *, now: datetime, oldest: timedelta
) -> Revocation:
    """What a kept list says; UNKNOWN when it is older than `oldest`, outdated or not about this certificate."""
    revoked = _genuine(content, issuer)
    if revoked is None or not _is_fresh(revoked, now, oldest) or not _covers(revoked, certificate):
        return Revocation.UNKNOWN
    entry = revoked.get_revoked_certificate_by_serial_number(certificate.serial_number)
    return Revocation.GOOD if entry is None else Revocation.REVOKED


async def _get(url: str) -> bytes:
    async with (
        aiohttp.ClientSession(raise_for_status=True) as client,
        client.get(url, allow_redirects=False) as answer,
    ):
        content = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > _LONGEST:
                return b""
        return bytes(content)


def _genuine(content: bytes, issuer: x509.Certificate) -> x509.CertificateRevocationList | None:
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return None
    try:
        revoked = x509.load_der_x509_crl(content)
        is_signed = revoked.issuer == issuer.subject and revoked.is_signature_valid(key)
        unknown = [each for each in revoked.extensions if each.critical and each.oid not in _UNDERSTOOD]
    except (ValueError, TypeError, x509.DuplicateExtension):
        return None
    return revoked if is_signed and not unknown else None


def _is_fresh(revoked: x509.CertificateRevocationList, now: datetime, oldest: timedelta) -> bool:
    until = revoked.next_update_utc
    age = now - revoked.last_update_utc
    return -_CLOCK_SKEW <= age <= oldest and (until is None or now <= until)


def _covers(revoked: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    try:
        scope = revoked.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except x509.ExtensionNotFound:
        return True
    if scope.only_contains_ca_certs or scope.only_contains_attribute_certs or scope.indirect_crl:
        return False
    if scope.only_some_reasons is not None:
        return False
    return scope.full_name is None or not _points(certificate).isdisjoint(scope.full_name)


def _points(certificate: x509.Certificate) -> set[x509.GeneralName]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return set()
    return {name for point in points for name in point.full_name or ()}
