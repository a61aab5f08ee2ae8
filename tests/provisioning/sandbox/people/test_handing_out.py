"""Handing the practice cards out: each once, with two PINs, revoked and linked as described."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography import x509

from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.cards.card_file import CardFile, PinName
from provisioning.sandbox.jpki.hierarchy import Hierarchy, ensure_hierarchy
from provisioning.sandbox.jpki.names import Purpose
from provisioning.sandbox.juki.links import Link
from provisioning.sandbox.people.handing_out import Office, hand_out
from provisioning.sandbox.people.village import load_village
from provisioning.sandbox.revocation.register import Register

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SOME = ("hanako", "ichiro", "keiko", "setsuko", "rin", "sho", "taro-juki", "taro-licence")
WHOLE = load_village(date(2026, 4, 1))
VILLAGE = msgspec.structs.replace(WHOLE, cards=tuple(card for card in WHOLE.cards if card.key in SOME))


class Handed:
    """What was handed out."""

    def __init__(self, directory: Path) -> None:
        self.hierarchy: Hierarchy = ensure_hierarchy(directory / "jpki", NOW)
        self.box = CardBox(directory / "cards")
        self.revocations = Register(directory / "revoked.txt")
        self.links = self.again()

    def again(self) -> tuple[Link, ...]:
        """Hand out once more."""
        certified = hand_out(VILLAGE, Office(self.box, self.hierarchy, self.revocations), NOW)
        return tuple(each.link for each in certified)

    def card(self, key: str) -> CardFile:
        """A card of the box."""
        found = self.box.read(key)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    return Handed(tmp_path_factory.mktemp("cards"))


def test_every_card_is_in_the_box(handed: Handed) -> None:
    assert set(handed.box.names()) == set(SOME)


def test_a_card_that_is_there_stays_as_it_is(handed: Handed) -> None:
    before = handed.card("hanako")
    assert handed.again() == handed.links
    assert handed.card("hanako") == before


def test_the_two_pins_differ(handed: Handed) -> None:
    held = handed.card("hanako").secrets
    told = next(card for card in VILLAGE.cards if card.key == "hanako")
    assert (held[PinName.AUTH].value, held[PinName.ENTRY].value) == (told.auth_pin, told.profile_pin)
    licence = handed.card("taro-licence").secrets
    assert licence[PinName.LICENCE_1].value != licence[PinName.LICENCE_2].value


def test_only_what_is_locked_has_no_try_left(handed: Handed) -> None:
    assert handed.card("setsuko").secrets[PinName.AUTH].left == 0
    assert handed.card("setsuko").secrets[PinName.ENTRY].left == 3
    assert handed.card("hanako").secrets[PinName.AUTH].left == 3


def test_an_expired_certificate_has_ended_while_its_card_has_not(handed: Handed) -> None:
    card = handed.card("ichiro")
    assert card.auth is not None
    assert x509.load_pem_x509_certificate(card.auth.certificate.encode()).not_valid_after_utc < NOW
    assert card.expiry > NOW.date()


def test_the_revoked_certificate_and_no_other_is_on_the_list(handed: Handed) -> None:
    card = handed.card("keiko")
    assert card.auth is not None
    revoked = [each for name in handed.hierarchy.of(Purpose.AUTH) for each in handed.revocations.revoked(name.name)]
    assert [each.serial for each in revoked] == [card.auth.serial]


def test_every_certificate_of_a_my_number_card_is_linked_to_its_holder(handed: Handed) -> None:
    holders = {link.atena_no: link.is_linked for link in handed.links}
    keys = {"hanako": True, "ichiro": True, "keiko": True, "setsuko": True, "sho": False}
    assert holders == {VILLAGE.holder(key).atena_no: is_linked for key, is_linked in keys.items()}
