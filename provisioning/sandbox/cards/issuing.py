"""Handing out a practice card: certificates from the hierarchy of its day, PINs as the holder chose them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from protocol.japanese.eras import ERAS

from ..jpki.authority import Authority, new_key
from ..jpki.certificates import issue_auth, issue_sign
from ..jpki.hierarchy import Hierarchy
from ..jpki.names import Purpose
from ..jpki.person import Person
from ..jpki.validity import card_expiry, day_in_japan, start_of
from .card_file import CardFile, CardKind, Credential, PinName
from .files import Secret

_Issue = Callable[[Authority, Person, rsa.RSAPublicKey, datetime], x509.Certificate]
_WITHOUT_PIN = frozenset({PinName.AUTH, PinName.SIGN, PinName.ENTRY, PinName.RESIDENT, PinName.COMMON})


@dataclass(frozen=True)
class CardPlan:
    """A card to hand out; `issued` None is today. `locked` PINs have no try left.

    A 顔認証 card has neither a PIN nor a certificate for signing; a licence has no certificate at all.
    """

    person: Person
    kind: CardKind = CardKind.MY_NUMBER
    issued: date | None = None
    with_auth: bool = True
    with_sign: bool = True
    pin: str = field(default="1234", repr=False)
    password: str = field(default="ABC123", repr=False)
    locked: frozenset[PinName] = frozenset()
    number_tries: int = 10


def issue_card(plan: CardPlan, hierarchy: Hierarchy, now: datetime) -> CardFile:
    """The new card. Raises LookupError for a day on which no authority issued."""
    issued = plan.issued or day_in_japan(now)
    moment = start_of(issued) if plan.issued else now.replace(microsecond=0)
    expiry, code = card_expiry(plan.person.birth, issued), f"{secrets.randbelow(10000):04d}"
    is_licence = plan.kind is CardKind.DRIVERS_LICENCE
    has_sign = plan.with_sign and not is_licence and plan.kind is not CardKind.FACE_AUTHENTICATION
    auth = _credential(plan, hierarchy, Purpose.AUTH, issue_auth, moment) if plan.with_auth and not is_licence else None
    sign = _credential(plan, hierarchy, Purpose.SIGN, issue_sign, moment) if has_sign else None
    locked = plan.locked | _locked_by_kind(plan, auth, sign)
    return CardFile(
        kind=plan.kind,
        person=plan.person,
        issued=issued,
        expiry=expiry,
        chip_serial=f"{secrets.randbelow(10**15):015d}",
        security_code=code,
        secrets={name: _blocked(each) if name in locked else each for name, each in _secrets(plan, expiry, code)},
        auth=auth,
        sign=sign,
    )


def number_b(birth: date, expiry: date, security_code: str) -> str:
    """照合番号B: birth date in 和暦 without the era, last year, security code."""
    return f"{_era_birth(birth)}{expiry.year:04d}{security_code}"


def _credential(plan: CardPlan, hierarchy: Hierarchy, purpose: Purpose, issue: _Issue, moment: datetime) -> Credential:
    authority, key = hierarchy.issuing_on(purpose, day_in_japan(moment)), new_key()
    certificate = issue(authority, plan.person, key.public_key(), moment)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Credential(_pem(certificate), pem.decode(), _pem(authority.certificate))


def _locked_by_kind(plan: CardPlan, auth: Credential | None, sign: Credential | None) -> frozenset[PinName]:
    without_pin = _WITHOUT_PIN if plan.kind is CardKind.FACE_AUTHENTICATION else frozenset()
    absent = {name for name, credential in ((PinName.AUTH, auth), (PinName.SIGN, sign)) if credential is None}
    return without_pin | absent


def _secrets(plan: CardPlan, expiry: date, code: str) -> tuple[tuple[PinName, Secret], ...]:
    person, tries = plan.person, plan.number_tries
    birth, a, b = _era_birth(person.birth), person.individual_number, number_b(person.birth, expiry, code)
    return (
        (PinName.AUTH, _secret(plan.pin, 3)),
        (PinName.SIGN, Secret(plan.password, 5, 5, shortest=6, longest=16)),
        (PinName.ENTRY, _secret(plan.pin, 3)),
        (PinName.ENTRY_NUMBER_A, _secret(a, tries)),
        (PinName.ENTRY_NUMBER_B, _secret(b, tries)),
        (PinName.FACE_BIRTH, _secret(birth, tries)),
        (PinName.FACE_NUMBER_A, _secret(a, tries)),
        (PinName.FACE_NUMBER_B, _secret(b, tries)),
        (PinName.RESIDENT, _secret(plan.pin, 3)),
        (PinName.COMMON, _secret(plan.pin, 3)),
        (PinName.LICENCE_1, _secret(plan.pin, 3)),
        (PinName.LICENCE_2, _secret(plan.pin, 3)),
    )


def _secret(value: str, tries: int) -> Secret:
    return Secret(value, tries, tries, shortest=len(value), longest=len(value))


def _blocked(secret: Secret) -> Secret:
    return Secret(secret.value, 0, secret.maximum, secret.shortest, secret.longest)


def _era_birth(birth: date) -> str:
    era = ERAS.at(birth)
    year = birth.year - era.first.year + 1 if era is not None else birth.year % 100
    return f"{year:02d}{birth:%m%d}"


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
