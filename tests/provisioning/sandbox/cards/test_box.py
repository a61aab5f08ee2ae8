"""Cards in the box keep their tries, their PINs and their certificates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.cards.card_file import CardFile, CardKind, PinName
from provisioning.sandbox.cards.issuing import CardPlan, issue_card, number_b
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.jpki.names import Purpose

from ..holders import HANAKO, NOW, hanakos_card
from .script import JPKI, select, verify


def _send(box: CardBox, *commands: str) -> str:
    card = box.take("hanako")
    assert card is not None
    return [card.transmit(bytes.fromhex(command)).hex().upper() for command in commands][-1]


@pytest.fixture
def box(tmp_path: Path, hierarchy: Hierarchy) -> CardBox:
    box = CardBox(tmp_path / "cards")
    box.write("hanako", hanakos_card(hierarchy))
    return box


def test_a_card_comes_out_as_it_went_in(box: CardBox, hierarchy: Hierarchy) -> None:
    card = hanakos_card(hierarchy)
    box.write("again", card)
    assert box.read("again") == card
    assert box.names() == ("again", "hanako")
    assert box.read("nobody") is None
    assert box.take("../hanako") is None


def test_tries_are_counted_on_the_disk_before_the_card_answers(box: CardBox) -> None:
    assert _send(box, JPKI, select("0018"), verify("0000")) == "63C2"
    assert _send(box, JPKI, select("0018"), verify("0000")) == "63C1"
    assert _send(box, JPKI, select("0018"), verify("0000")) == "63C0"
    assert _send(box, JPKI, select("0018"), verify("1234")) == "6984"


def test_the_town_hall_unlocks_a_card(box: CardBox) -> None:
    for _ in range(3):
        _send(box, JPKI, select("0018"), verify("0000"))
    assert box.unlock("hanako")
    assert _send(box, JPKI, select("0018"), verify("1234")) == "9000"
    assert not box.unlock("nobody")


def test_a_new_pin_is_kept(box: CardBox) -> None:
    _send(box, JPKI, select("0018"), verify("1234"), "00240180" + "0435363738")
    assert _send(box, JPKI, select("0018"), verify("5678")) == "9000"


def test_what_was_never_set_stays_blocked(box: CardBox, hierarchy: Hierarchy) -> None:
    box.write("hanako", hanakos_card(hierarchy, CardPlan(HANAKO, kind=CardKind.FACE_AUTHENTICATION)))
    box.unlock("hanako")
    assert _send(box, JPKI, select("0018"), "00200080") == "63C0"
    box.write("hanako", hanakos_card(hierarchy, CardPlan(HANAKO, with_auth=False)))
    box.unlock("hanako")
    assert _send(box, JPKI, select("0018"), "00200080") == "63C0"


def test_only_the_owner_reads_a_card(box: CardBox, tmp_path: Path) -> None:
    assert (tmp_path / "cards" / "hanako.json").stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="lower case"):
        box.write("../hanako", _read(box))


def test_neither_numbers_nor_pins_nor_keys_are_shown(box: CardBox) -> None:
    shown = repr(_read(box)) + repr(CardPlan(HANAKO))
    for secret in ("123456789018", "99999000001", "1234'", "ABC123", "PRIVATE"):
        assert secret not in shown


def test_a_card_of_long_ago_is_expired_and_of_the_older_generation(hierarchy: Hierarchy) -> None:
    card = issue_card(CardPlan(HANAKO, issued=date(2020, 5, 1)), hierarchy, NOW)
    assert card.auth is not None
    assert hierarchy.of(Purpose.AUTH)[0].has_issued(card.auth.serial)
    assert card.expiry == date(2030, 4, 1)


def test_locked_pins_have_no_try_left(hierarchy: Hierarchy) -> None:
    card = issue_card(CardPlan(HANAKO, locked=frozenset({PinName.AUTH})), hierarchy, NOW)
    assert card.secrets[PinName.AUTH].left == 0
    assert card.secrets[PinName.SIGN].left == 5


def test_the_number_of_the_face_is_birth_year_of_the_era_last_year_and_code() -> None:
    assert number_b(date(1980, 2, 17), date(2035, 2, 17), "2285") == "55021720352285"
    assert number_b(date(2020, 2, 24), date(2030, 2, 24), "0001") == "02022420300001"


def _read(box: CardBox) -> CardFile:
    card = box.read("hanako")
    assert card is not None
    return card
