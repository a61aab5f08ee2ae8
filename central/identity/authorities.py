"""The pinned 利用者証明用 authorities: every generation with its own key, all under one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import SignatureAlgorithmOID

from ..errors import BadSettings
from ..settings import AuthoritySettings

_PRACTICE_MARK = "TEST"


@dataclass(frozen=True)
class Authority:
    """One generation: its certificate, its key id (lower-case hexadecimal), where revocation is asked ("": nowhere)."""

    certificate: x509.Certificate
    key_id: str
    ocsp_url: str = ""
    crl_url: str = ""

    def has_issued(self, certificate: x509.Certificate) -> bool:
        """Whether this generation signed it; the common name alone says nothing."""
        named = authority_key_id(certificate)
        if named and named != self.key_id:
            return False
        if certificate.signature_algorithm_oid != SignatureAlgorithmOID.RSA_WITH_SHA256:
            return False
        try:
            certificate.verify_directly_issued_by(self.certificate)
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True


def authority_key_id(certificate: x509.Certificate) -> str:
    """The key id that a certificate names as its issuer's; "" when it names none."""
    try:
        named = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except x509.ExtensionNotFound:
        return ""
    return named.hex() if named else ""


def read_authorities(settings: Mapping[str, AuthoritySettings], *, may_practise: bool = False) -> tuple[Authority, ...]:
    """Every generation that is pinned. Blocks; raises BadSettings, also for one made for practice unless it may be."""
    if not settings:
        raise BadSettings("identity.authorities: at least one is needed")
    authorities = tuple(_authority(each) for each in settings.values())
    for each in authorities:
        name = each.certificate.subject.rfc4514_string()
        if not may_practise and _PRACTICE_MARK in name:
            raise BadSettings(f"identity.authorities: {name}: a practice authority")
    return authorities


def _authority(settings: AuthoritySettings) -> Authority:
    certificate = _certificate(settings.ca_file)
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        key_id = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest.hex()
    except (x509.ExtensionNotFound, ValueError) as error:
        raise BadSettings(f"{settings.ca_file}: not the certificate of an authority") from error
    if not constraints.ca:
        raise BadSettings(f"{settings.ca_file}: not the certificate of an authority")
    return Authority(certificate, key_id, settings.ocsp_url, settings.crl_url)


def _certificate(file: Path) -> x509.Certificate:
    try:
        content = file.read_bytes()
        pem = content.startswith(b"-----")
        return x509.load_pem_x509_certificate(content) if pem else x509.load_der_x509_certificate(content)
    except (OSError, ValueError) as error:
        raise BadSettings(f"{file}: {error}") from error
