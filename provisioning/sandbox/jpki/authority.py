"""One generation of one practice authority: its files, the register of what it issued, and the program that answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from ...key_files import write_certificate, write_private_key
from .names import Purpose, authority_name, authority_title, own_revocation_point, responder_name
from .validity import end_of, start_of

SIGNATURE = hashes.SHA256()


@dataclass(frozen=True)
class Authority:
    """One generation; the keys are in `directory`, and every certificate it ever issued in `directory/issued`."""

    purpose: Purpose
    generation: int
    directory: Path
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def name(self) -> str:
        """What files, lists and addresses call it: `auth-2`."""
        return self.directory.name

    @property
    def responder(self) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
        """The certificate and key with which revocation answers of this generation are signed."""
        return _read_pair(self.directory, "responder")

    def register(self, certificate: x509.Certificate) -> None:
        """Remember that this generation issued it."""
        write_certificate(self._issued_file(certificate.serial_number), certificate)

    def has_issued(self, serial: int) -> bool:
        """Whether a certificate with this serial number was ever issued here."""
        return self._issued_file(serial).exists()

    def fresh_serial(self) -> int:
        """Four bytes that no certificate of this generation has."""
        while self.has_issued(serial := 0x07000000 | secrets.randbits(24)):
            pass
        return serial

    def _issued_file(self, serial: int) -> Path:
        return self.directory / "issued" / f"{serial:08X}.crt"


def read_authority(directory: Path) -> Authority:
    """The authority in a directory named `<purpose>-<generation>`."""
    purpose, _, generation = directory.name.partition("-")
    certificate, key = _read_pair(directory, "ca")
    return Authority(Purpose(purpose), int(generation), directory, certificate, key)


def write_authority(directory: Path, purpose: Purpose, generation: int, first: date, last: date) -> None:
    """Fill a new directory: the authority's key and certificate, and those of the program that answers for it."""
    (directory / "issued").mkdir(parents=True)
    key = new_key()
    certificate = _self_signed(purpose, key, generation, first, last)
    _write_pair(directory, "ca", certificate, key)
    responder_key = new_key()
    responder = _responder(certificate, key, responder_key, responder_name(purpose, generation))
    _write_pair(directory, "responder", responder, responder_key)


def new_key() -> rsa.RSAPrivateKey:
    """RSA-2048, as every key of the service."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def usage(*, signs_certificates: bool = False, promises: bool = False) -> x509.KeyUsage:
    """What a key may do: issue, or sign, or sign what cannot be denied afterwards."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=promises,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _self_signed(
    purpose: Purpose, key: rsa.RSAPrivateKey, generation: int, first: date, last: date
) -> x509.Certificate:
    name = authority_name(purpose)
    points = x509.CRLDistributionPoints([own_revocation_point(purpose)])
    return (
        x509.CertificateBuilder(name, name, key.public_key(), generation)
        .not_valid_before(start_of(first))
        .not_valid_after(end_of(last))
        .add_extension(usage(signs_certificates=True), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([authority_title(purpose)]), critical=False)
        .add_extension(points, critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SIGNATURE)
    )


def _responder(
    issuer: x509.Certificate, issuer_key: rsa.RSAPrivateKey, key: rsa.RSAPrivateKey, name: x509.Name
) -> x509.Certificate:
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
    return (
        x509.CertificateBuilder(issuer.subject, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(issuer.not_valid_before_utc)
        .not_valid_after(issuer.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(), critical=True)
        .add_extension(purposes, critical=False)
        .add_extension(x509.OCSPNoCheck(), critical=False)
        .add_extension(authority_key, critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(issuer_key, SIGNATURE)
    )


def _write_pair(directory: Path, name: str, certificate: x509.Certificate, key: rsa.RSAPrivateKey) -> None:
    write_certificate(directory / f"{name}.crt", certificate)
    write_private_key(directory / f"{name}.key", key)


def _read_pair(directory: Path, name: str) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    certificate = x509.load_pem_x509_certificate((directory / f"{name}.crt").read_bytes())
    key = load_pem_private_key((directory / f"{name}.key").read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{name}.key is not an RSA key")
    return certificate, key
