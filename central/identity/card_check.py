"""What a card's proof is worth: genuine, valid, not revoked, and whose it is; in that order, whatever takes longest."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from cryptography import x509

from protocol.japanese.ages import birthday_age
from protocol.village.opening import JAPAN
from protocol.village.stops import Stop

from ..clock import Clock
from ..residents.blocks import is_withheld
from ..residents.record import Standing
from ..residents.registry import (
    Cause,
    CertificateKey,
    LinkedPerson,
    NoHousehold,
    NotLinked,
    RegistryDown,
    ResidentRegistry,
)
from .authorities import Authority
from .card_certificate import proves_identity, read_certificate
from .causes import Flaw
from .gateways.ocsp import Revocation
from .revocation import RevocationCheck
from .signatures import is_signed

_AGE_OF_CARDS = 15


@dataclass(frozen=True)
class Claim:
    """What a terminal hands in: the digest that the card was asked to sign, its certificate (DER) and its signature.

    `at` is when the card was there (None: now). Revocation is always that of now.
    """

    digest: bytes
    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    at: datetime | None = None


@dataclass(frozen=True)
class Finding:
    """Whose card it is ("": not known) and what stops the visit; `flaw` is set when the proof is not genuine."""

    stop: Stop | None = None
    atena_no: str = field(default="", repr=False)
    flaw: Flaw | None = None


_Linked = LinkedPerson | NotLinked | RegistryDown


@dataclass(frozen=True)
class _Person:
    """`is_under_age` is said of residents only: of others nobody learns that 住基 knows them."""

    linked: _Linked
    is_withheld: bool = False
    is_under_age: bool = False


class CardCheck:
    """Judges claims. It never raises for what a card, an authority or 住基 does."""

    def __init__(
        self,
        authorities: Collection[Authority],
        revocation: RevocationCheck,
        registry: ResidentRegistry,
        clock: Clock,
        *,
        policies: Collection[str],
        registry_seconds: float,
    ) -> None:
        self._authorities = authorities
        self._revocation = revocation
        self._registry = registry
        self._clock = clock
        self._policies = policies
        self._registry_seconds = registry_seconds

    async def judge(self, claim: Claim) -> Finding:
        """The first thing that stops this card, in the order of the design."""
        certificate = read_certificate(claim.certificate)
        if certificate is None:
            return Finding(flaw=Flaw.UNREADABLE)
        if not is_signed(claim.digest, claim.signature, certificate.public_key()):
            return Finding(flaw=Flaw.SIGNATURE)
        authority = next((each for each in self._authorities if each.has_issued(certificate)), None)
        if authority is None:
            return Finding(flaw=Flaw.ISSUER)
        if not proves_identity(certificate, self._policies):
            return Finding(flaw=Flaw.PURPOSE)
        return await self._of_genuine(certificate, authority, claim.at or self._clock.now())

    async def _of_genuine(self, certificate: x509.Certificate, authority: Authority, at: datetime) -> Finding:
        if at < max(certificate.not_valid_before_utc, authority.certificate.not_valid_before_utc):
            return Finding(flaw=Flaw.NOT_YET_VALID)
        if at > min(certificate.not_valid_after_utc, authority.certificate.not_valid_after_utc):
            return Finding(Stop.CERTIFICATE_EXPIRED)
        key = CertificateKey(authority.key_id, certificate.serial_number)
        said, person = await asyncio.gather(self._revocation.ask(certificate, authority), self._person(key))
        if said is Revocation.UNKNOWN:
            said = await self._revocation.look_up(certificate, authority)
        return _finding(said, person)

    async def _person(self, key: CertificateKey) -> _Person:
        try:
            async with asyncio.timeout(self._registry_seconds):
                return await self._asked(key)
        except TimeoutError:
            return _Person(RegistryDown(Cause.DEADLINE))

    async def _asked(self, key: CertificateKey) -> _Person:
        linked = await self._registry.person(key)
        if not isinstance(linked, LinkedPerson):
            return _Person(linked)
        today = self._clock.now().astimezone(JAPAN).date()
        match await self._registry.household(linked.atena_no):
            case RegistryDown() as down:
                return _Person(down)
            case NoHousehold():
                return _Person(linked, is_under_age=_is_under_age(linked, today))
            case household:
                return _Person(linked, is_withheld(household, today), _is_under_age(linked, today))


def _finding(said: Revocation, person: _Person) -> Finding:
    linked = person.linked
    atena_no = linked.atena_no if isinstance(linked, LinkedPerson) else ""
    if said is Revocation.REVOKED:
        return Finding(Stop.CERTIFICATE_REVOKED, atena_no)
    if person.is_under_age:
        return Finding(Stop.UNDER_AGE, atena_no)
    if said is Revocation.UNKNOWN or isinstance(linked, RegistryDown):
        return Finding(Stop.NOT_CHECKED, atena_no)
    if isinstance(linked, NotLinked):
        return Finding(Stop.NOT_LINKED)
    return Finding(_stop_of(linked, is_withheld=person.is_withheld), atena_no)


def _is_under_age(person: LinkedPerson, today: date) -> bool:
    born = person.person.birth.day
    return person.standing is Standing.RESIDENT and born is not None and birthday_age(born, today) < _AGE_OF_CARDS


def _stop_of(person: LinkedPerson, *, is_withheld: bool) -> Stop | None:
    if person.standing is not Standing.RESIDENT:
        return Stop.NO_LONGER_RESIDENT
    if is_withheld:
        return Stop.WITHHELD
    return Stop.MOVING_OUT if person.is_moving_out else None
