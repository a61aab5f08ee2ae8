"""What is kept of one card: whose it is, its certificates and keys, and its PINs with the tries that are left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from ..jpki.person import Person
from .files import Secret


class CardKind(StrEnum):
    """The cards that people put on the reader."""

    MY_NUMBER = "my-number"
    FACE_AUTHENTICATION = "face-authentication"
    RESIDENT_REGISTER = "resident-register"
    DRIVERS_LICENCE = "drivers-licence"


class PinName(StrEnum):
    """Every key a holder or a terminal presents; each has a counter of its own."""

    AUTH = "auth"
    SIGN = "sign"
    ENTRY = "entry"
    ENTRY_NUMBER_A = "entry-number-a"
    ENTRY_NUMBER_B = "entry-number-b"
    FACE_BIRTH = "face-birth"
    FACE_NUMBER_A = "face-number-a"
    FACE_NUMBER_B = "face-number-b"
    RESIDENT = "resident"
    COMMON = "common"
    LICENCE_1 = "licence-1"
    LICENCE_2 = "licence-2"


@dataclass(frozen=True)
class Credential:
    """A certificate of the card with its key and the certificate of the authority, all PEM."""

    certificate: str
    key: str = field(repr=False)
    authority: str

    @property
    def serial(self) -> int:
        """The serial number of the certificate."""
        return x509.load_pem_x509_certificate(self.certificate.encode()).serial_number

    @property
    def certificate_der(self) -> bytes:
        """The certificate as it stands on the chip."""
        return _der(self.certificate)

    @property
    def authority_der(self) -> bytes:
        """The authority's certificate as it stands on the chip."""
        return _der(self.authority)

    def private_key(self) -> rsa.RSAPrivateKey:
        """The key that never leaves a real chip."""
        key = load_pem_private_key(self.key.encode(), password=None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("the key of a card is RSA")
        return key


@dataclass(frozen=True)
class CardFile:
    """One card. `chip_serial` has 15 digits, `security_code` the four of the face. Only the secrets ever change."""

    kind: CardKind
    person: Person
    issued: date
    expiry: date
    chip_serial: str
    security_code: str
    secrets: dict[PinName, Secret]
    auth: Credential | None = None
    sign: Credential | None = None


def _der(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)
