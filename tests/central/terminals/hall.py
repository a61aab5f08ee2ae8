"""A town hall that enrols terminals: its authority, an operator, a place at the 出張所, and terminals that come."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from central.settings import EnrolmentSettings
from central.staff.roles import Role
from central.staff.user import User
from central.terminals.enrolment import Post
from central.terminals.models import Place
from central.terminals.site_authority import SiteAuthority, read_site_authority
from central.terminals.use_cases.open_enrolment import Opened, open_enrolment
from protocol.enrolment import EnrolmentRequest, code_key, folded_code, terminal_proof
from provisioning.authority import create_site
from tests.central.clock import TestClock

OPERATOR = User(uuid.UUID(int=1), "unyo", "神地 わたる", "総務課", frozenset({Role.OPERATOR}), sound=False)
BRANCH = Post(2, "出張所1番窓口", "shutcho")
ADDRESS = "192.0.2.7"


def csr_of(key: Ed25519PrivateKey | EllipticCurvePrivateKey, name: str = "anybody") -> bytes:
    """A certificate request of a key, DER; what it calls itself counts for nothing."""
    from cryptography.hazmat.primitives.hashes import SHA256

    builder = x509.CertificateSigningRequestBuilder().subject_name(
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    )
    signed = builder.sign(key, None) if isinstance(key, Ed25519PrivateKey) else builder.sign(key, SHA256())
    return signed.public_bytes(Encoding.DER)


def other_kind_of_csr() -> bytes:
    """A request of a key that no terminal signs with."""
    return csr_of(generate_private_key(SECP256R1()))


@dataclass
class Newcomer:
    """A terminal that comes with a code."""

    authority: bytes
    code: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def request(self, csr: bytes | None = None, *, authority: bytes | None = None) -> EnrolmentRequest:
        """Its request, with the proof of its code for the authority that it believes."""
        wanted, folded = csr or csr_of(self.key), folded_code(self.code)
        assert folded is not None
        proof = terminal_proof(code_key(folded), wanted, authority or self.authority)
        return EnrolmentRequest(csr=wanted, proof=proof)


@dataclass(frozen=True)
class Hall:
    """The authority of a site in a folder, and who opens codes."""

    settings: EnrolmentSettings
    authority: SiteAuthority
    clock: TestClock

    async def open_code(self, post: Post = BRANCH) -> Opened:
        """端末を登録する."""
        opened = await open_enrolment(post, OPERATOR, ADDRESS, clock=self.clock)
        assert isinstance(opened, Opened), opened
        return opened

    async def newcomer(self, post: Post = BRANCH) -> tuple[Opened, Newcomer]:
        """A code, and the terminal that was given it."""
        opened = await self.open_code(post)
        return opened, Newcomer(self.authority.certificate, opened.code)


async def open_hall(folder: Path) -> Hall:
    """A fresh site in `folder/site`; the database has the place 出張所."""
    clock, site = TestClock(), folder / "site"
    create_site(site, clock.now())
    await Place.create(id="shutcho", name="出張所", opening={}, closed_days=[])
    settings = EnrolmentSettings(
        authority_file=site / "ca.key", crl_file=site / "ca.crl", broker_host="broker.example", port=0
    )
    return Hall(settings, read_site_authority(settings, site / "ca.crt"), clock)
