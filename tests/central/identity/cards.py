"""Cards of invented people, with everything that can be wrong with one."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from central.residents.registry import CertificateKey
from protocol.wire.card_proof import card_digest
from protocol.wire.messages.identity import CardProof, Challenge
from provisioning.sandbox.jpki.authority import Authority, new_key, usage
from provisioning.sandbox.jpki.certificates import issue_auth, issue_sign
from provisioning.sandbox.jpki.names import POLICIES, Purpose
from provisioning.sandbox.jpki.person import Municipality, Person, Sex

ISSUED = datetime(2025, 6, 1, tzinfo=UTC)
HANAKO = Person(
    "道志　花子", "山梨県南都留郡道志村６１８１番地１", date(1980, 4, 2), Sex.FEMALE,
    Municipality("19422", "Yamanashi-ken", "Doshi-mura"), "", "",
)  # fmt: skip
_KEY = new_key()


@dataclass(frozen=True)
class Card:
    """An authentication certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = _KEY

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def sign(self, digest: bytes) -> bytes:
        """As COMPUTE DIGITAL SIGNATURE does."""
        return self.key.sign(digest, PKCS1v15(), Prehashed(SHA256()))

    def sign_raw(self, encoded: bytes) -> bytes:
        """The private-key operation on any 256 bytes."""
        numbers = self.key.private_numbers()
        return pow(int.from_bytes(encoded), numbers.d, numbers.public_numbers.n).to_bytes(256)

    def proof(self, challenge: Challenge, *, terminal: str, visit: str, context: str = "") -> CardProof:
        """The proof that this card's holder gives at a terminal in a visit."""
        nonce = base64.b64decode(challenge.nonce)
        digest = card_digest(terminal=terminal, visit=visit, challenge=challenge.id, nonce=nonce, context=context)
        return CardProof(challenge.id, _text(self.der), _text(self.sign(digest)), context)

    def key_at(self, authority: Authority) -> CertificateKey:
        """What 住基 knows it by."""
        return CertificateKey(key_id_of(authority), self.certificate.serial_number)


def key_id_of(authority: Authority) -> str:
    """The authority's key id in hexadecimal."""
    key_id = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    return key_id.hex()


def auth_card(authority: Authority, issued: datetime = ISSUED) -> Card:
    """A good one."""
    return Card(issue_auth(authority, HANAKO, _KEY.public_key(), issued))


def sign_card(authority: Authority) -> Card:
    """A 署名用 certificate."""
    return Card(issue_sign(authority, HANAKO, _KEY.public_key(), ISSUED))


def odd_card(
    authority: Authority,
    *,
    is_authority: bool = False,
    promises: bool = False,
    policy: x509.ObjectIdentifier = POLICIES[Purpose.AUTH],
    names_issuer: bool = True,
    key: rsa.RSAPrivateKey = _KEY,
    stranger: x509.ExtensionType | None = None,
) -> Card:
    """A certificate that the authority signed although something about it is odd."""
    name = authority.certificate.subject
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), authority.fresh_serial())
        .not_valid_before(ISSUED)
        .not_valid_after(ISSUED + timedelta(days=1000))
        .add_extension(usage(promises=promises), critical=True)
        .add_extension(x509.CertificatePolicies([x509.PolicyInformation(policy, None)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if names_issuer:
        issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
        builder = builder.add_extension(issuer_key, critical=False)
    if stranger is not None:
        builder = builder.add_extension(stranger, critical=True)
    return Card(builder.sign(authority.key, SHA256()), key)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
