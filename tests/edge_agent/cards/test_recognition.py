"""Cards are told apart by what they hold."""

from __future__ import annotations

import pytest

from edge_agent.cards.recognition import CardKind, recognise
from edge_agent.cards.transport import Gone

from .scripted import (
    ASK_TRIES,
    PULLED,
    SELECT_JPKI,
    SELECT_LICENCE,
    SELECT_PIN,
    SELECT_SIGNING_PIN,
    SELECT_TEXT,
    SELECT_TEXT_PIN,
    SELECT_TOKEN,
    Scripted,
)

READ_LABEL = "00B0000020"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("JPKIAPICCTOKEN", CardKind.JUKI_CARD),
        ("JPKIAPGPSETOKEN", CardKind.OTHER),
        ("JPKIAPIOSTOKEN", CardKind.OTHER),
        ("", CardKind.OTHER),
    ],
)
async def test_cards_with_the_jpki_application_are_told_apart_by_their_label(label: str, kind: CardKind) -> None:
    answer = label.ljust(32).encode().hex() + "9000"
    card = Scripted([(SELECT_JPKI, "9000"), (SELECT_TOKEN, "9000"), (READ_LABEL, answer)])
    assert await recognise(card) == kind


TRIES = {
    "auth": [(SELECT_JPKI, "9000"), (SELECT_PIN, "9000")],
    "sign": [(SELECT_JPKI, "9000"), (SELECT_SIGNING_PIN, "9000")],
    "text": [(SELECT_TEXT, "9000"), (SELECT_TEXT_PIN, "9000")],
}


@pytest.mark.parametrize(
    ("tries", "kind"),
    [
        ({"auth": "63C3"}, CardKind.MY_NUMBER),
        ({"auth": "63C0", "sign": "63C5"}, CardKind.MY_NUMBER),
        ({"auth": "63C0", "sign": "63C0", "text": "63C1"}, CardKind.MY_NUMBER),
        ({"auth": "63C0", "sign": "6A88", "text": "63C0"}, CardKind.FACE_ONLY),
        ({"auth": "63C0", "sign": PULLED}, Gone()),
        ({"auth": "6581"}, CardKind.MY_NUMBER),
    ],
)
async def test_a_my_number_card_none_of_whose_pins_has_a_try_left_is_one_without_pins(
    tries: dict[str, str], kind: CardKind | Gone
) -> None:
    label = "JPKIAPICCTOKEN2".ljust(32).encode().hex() + "9000"
    script = [(SELECT_JPKI, "9000"), (SELECT_TOKEN, "9000"), (READ_LABEL, label)]
    for pin, answer in tries.items():
        script += [*TRIES[pin], (ASK_TRIES, answer)]
    card = Scripted(script)
    assert await recognise(card) == kind
    assert card.script == []


@pytest.mark.parametrize(
    ("answer", "kind"), [("9000", CardKind.DRIVERS_LICENCE), ("6A82", CardKind.OTHER), ("6E00", CardKind.OTHER)]
)
async def test_without_it_a_driver_s_licence_is_told_by_its_own(answer: str, kind: CardKind) -> None:
    assert await recognise(Scripted([(SELECT_JPKI, "6A82"), (SELECT_LICENCE, answer)])) == kind


@pytest.mark.parametrize(
    "script",
    [
        [(SELECT_JPKI, PULLED)],
        [(SELECT_JPKI, "9000"), (SELECT_TOKEN, "9000"), (READ_LABEL, PULLED)],
        [(SELECT_JPKI, "6A82"), (SELECT_LICENCE, PULLED)],
    ],
)
async def test_a_card_pulled_meanwhile_is_gone(script: list[tuple[str, str]]) -> None:
    assert await recognise(Scripted(script)) == Gone()
