"""The two certificates of a resident: one that says nothing about the person, and one that carries the 4情報."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from protocol.japanese.eras import ERAS

from .authority import SIGNATURE, Authority, usage
from .names import POLICIES, authority_title, holder_name, revocation_point
from .person import Person
from .validity import certificate_expiry, day_in_japan, end_of

_PERSONAL = "1.2.392.200149.8.5.5."
_ERA_DIGIT = {era.name: str(number) for number, era in enumerate(ERAS.eras, start=1)}
_LETTERS = "ABCDEFGHIJKLMNOP"


def issue_auth(authority: Authority, person: Person, key: rsa.RSAPublicKey, issued: datetime) -> x509.Certificate:
    """A 利用者証明用電子証明書: it names nobody. The authority remembers it."""
    opaque = f"{secrets.token_hex(4).upper()}{''.join(secrets.choice(_LETTERS) for _ in range(5))}"
    subject = holder_name(f"{opaque}{person.municipality.code}{secrets.randbelow(10000):04d}A")
    return _issue(authority, person, _builder(authority, person, subject, key, issued), promises=False)


def issue_sign(authority: Authority, person: Person, key: rsa.RSAPublicKey, issued: datetime) -> x509.Certificate:
    """A 署名用電子証明書: name, address, birth date and sex stand in it. The authority remembers it."""
    municipality = person.municipality
    common = f"{issued:%Y%m%d%H%M%S}{secrets.randbelow(10**6):06d}{municipality.code}"
    subject = holder_name(common, municipality.prefecture_roman, municipality.city_roman)
    builder = _builder(authority, person, subject, key, issued)
    personal = x509.SubjectAlternativeName(list(_personal(person)))
    return _issue(authority, person, builder.add_extension(personal, critical=False), promises=True)


def _builder(
    authority: Authority, person: Person, subject: x509.Name, key: rsa.RSAPublicKey, issued: datetime
) -> x509.CertificateBuilder:
    last = end_of(certificate_expiry(person.birth, day_in_japan(issued)))
    return (
        x509.CertificateBuilder(authority.certificate.subject, subject, key, authority.fresh_serial())
        .not_valid_before(issued)
        .not_valid_after(min(last, authority.certificate.not_valid_after_utc))
    )


def _issue(
    authority: Authority, person: Person, builder: x509.CertificateBuilder, *, promises: bool
) -> x509.Certificate:
    place = person.municipality
    point = revocation_point(authority.purpose, place.prefecture_roman, place.city_roman)
    policy = x509.PolicyInformation(POLICIES[authority.purpose], None)
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    certificate = (
        builder.add_extension(usage(promises=promises), critical=True)
        .add_extension(x509.CertificatePolicies([policy]), critical=True)
        .add_extension(x509.IssuerAlternativeName([authority_title(authority.purpose)]), critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority.key, SIGNATURE)
    )
    authority.register(certificate)
    return certificate


def _personal(person: Person) -> Iterator[x509.GeneralName]:
    yield _other_name(1, person.name)
    yield _other_name(4, f"{_era_digit(person.birth)}{person.birth:%Y%m%d}")
    yield _other_name(3, person.sex)
    yield _other_name(5, person.address)
    yield _other_name(2, "0" * len(person.name))
    yield _other_name(6, "0" * len(person.address))


def _other_name(number: int, text: str) -> x509.OtherName:
    content = text.encode()
    size = len(content)
    length = (
        bytes([size]) if size < 0x80 else bytes([0x81, size]) if size < 0x100 else b"\x82" + size.to_bytes(2, "big")
    )
    return x509.OtherName(x509.ObjectIdentifier(f"{_PERSONAL}{number}"), b"\x0c" + length + content)


def _era_digit(day: date) -> str:
    era = ERAS.at(day)
    return _ERA_DIGIT[era.name] if era is not None else "0"
