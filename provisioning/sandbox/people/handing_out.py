"""Hands every practice card out once: into the box, revoked where it must be, its certificate told to 住基."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from ..cards.box import CardBox
from ..cards.card_file import CardFile, CardKind, PinName
from ..cards.files import Secret
from ..cards.issuing import issue_card
from ..jpki.hierarchy import Hierarchy
from ..jpki.names import Purpose
from ..juki.links import Link, link_of
from ..revocation.register import Register, Revocation
from .cards import CardState, PracticeCard
from .plans import card_plan
from .village import Village

_TRIES = 3
_SECOND_PIN = {CardKind.MY_NUMBER: PinName.ENTRY, CardKind.DRIVERS_LICENCE: PinName.LICENCE_2}


@dataclass(frozen=True)
class Office:
    """What it takes to hand out cards: the box they go into, who certifies them, where revoked ones are listed."""

    box: CardBox
    hierarchy: Hierarchy
    revocations: Register


@dataclass(frozen=True)
class Certified:
    """The 利用者証明用 certificate of a handed out card; `authority` names its generation."""

    card: PracticeCard
    authority: str
    serial: int
    link: Link


def hand_out(village: Village, office: Office, now: datetime) -> tuple[Certified, ...]:
    """Every certificate in the box. A card that is there stays as it is. Blocks, the first time for seconds."""
    held = ((card, office.box.read(card.key) or _made(village, card, office, now)) for card in village.cards)
    return tuple(each for card, made in held if (each := _certified(village, card, made, office)) is not None)


def _certified(village: Village, card: PracticeCard, made: CardFile, office: Office) -> Certified | None:
    if made.auth is None or made.kind is CardKind.RESIDENT_REGISTER:
        return None
    certificate = x509.load_pem_x509_certificate(made.auth.certificate.encode())
    link = link_of(certificate, village.holder(card.holder).atena_no, is_linked=card.is_linked)
    authority = office.hierarchy.issuing_on(Purpose.AUTH, made.issued).name
    return Certified(card, authority, certificate.serial_number, link)


def _made(village: Village, card: PracticeCard, office: Office, now: datetime) -> CardFile:
    made = issue_card(card_plan(village, card), office.hierarchy, now)
    _set_second_pin(made, card)
    if card.state is CardState.REVOKED and made.auth is not None:
        authority = office.hierarchy.issuing_on(Purpose.AUTH, made.issued).name
        held = x509.ReasonFlags.certificate_hold
        office.revocations.revoke(Revocation(authority, made.auth.serial, now, held))
    office.box.write(card.key, made)
    return made


def _set_second_pin(made: CardFile, card: PracticeCard) -> None:
    name = _SECOND_PIN.get(made.kind)
    if name is not None and card.profile_pin:
        length = len(card.profile_pin)
        made.secrets[name] = Secret(card.profile_pin, _TRIES, _TRIES, shortest=length, longest=length)
