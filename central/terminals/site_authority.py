"""The site's authority as central holds it: what terminals are given of it, and certificates for their keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from provisioning import authority

from ..errors import BadSettings
from ..settings import EnrolmentSettings


class Certifier(Protocol):
    """The part of the authority that issues."""

    @property
    def certificate(self) -> bytes:
        """The authority's own certificate (DER)."""

    def certify(self, terminal: str, public_key: bytes, at: datetime) -> bytes:
        """A certificate (DER) for a terminal's raw Ed25519 key. Blocks."""


@dataclass(frozen=True)
class SiteAuthority:
    """`certificate` is DER; the two keys are PEM."""

    folder: Path = field(repr=False)
    lives: timedelta
    certificate: bytes
    signing_key: bytes
    sealing_key: bytes

    def certify(self, terminal: str, public_key: bytes, at: datetime) -> bytes:
        """A certificate (DER) for a terminal's raw Ed25519 key. Blocks."""
        key = Ed25519PublicKey.from_public_bytes(public_key)
        return authority.certify_terminal(self.folder, terminal, key, at + self.lives).public_bytes(Encoding.DER)


def read_site_authority(settings: EnrolmentSettings, believed: Path) -> SiteAuthority:
    """Read it; it has to be the one in the file `believed`. Blocks. Raises BadSettings."""
    folder = settings.authority
    try:
        if (folder / "ca.crt").read_bytes() != believed.read_bytes():
            raise BadSettings(f"enrolment.authority_file: {folder}: not the authority of {believed}")
        certificate = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
        signing, sealing = ((folder / f"central-{use}.pub").read_bytes() for use in ("signing", "sealing"))
        settings.authority_file.read_bytes()
    except (OSError, ValueError) as error:
        raise BadSettings(f"enrolment.authority_file: {folder}: {error}") from error
    lives = timedelta(days=settings.certificate_days)
    return SiteAuthority(folder, lives, certificate.public_bytes(Encoding.DER), signing, sealing)


def requested_key(csr: bytes) -> bytes | None:
    """The raw Ed25519 key of a certificate request (DER) that its own key signed; None: it is no such request."""
    try:
        request = x509.load_der_x509_csr(csr)
        key = request.public_key()
        is_sound = request.is_signature_valid
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return None
    return key.public_bytes_raw() if is_sound and isinstance(key, Ed25519PublicKey) else None


def serial_of(certificate: bytes) -> str:
    """The serial of a certificate (DER) in hexadecimal, as the database keeps it."""
    return f"{x509.load_der_x509_certificate(certificate).serial_number:x}"


def end_of(certificate: bytes) -> datetime:
    """Until when a certificate (DER) is good."""
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc
