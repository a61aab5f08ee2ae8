"""Cards are handed out once, and 住基 is told which certificate is whose."""

from __future__ import annotations

import time
from pathlib import Path

from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.juki.links import read_links
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.registries import Registries

from .holders import NOW


def test_the_second_start_hands_out_nothing_and_is_quick(tmp_path: Path) -> None:
    box = CardBox(tmp_path / "cards")
    registries = Registries(tmp_path, box, sockets=tmp_path, ports=Ports(), logs=tmp_path)
    people, certified = registries.hand_out_cards(NOW)
    assert set(box.names()) == {card.key for card in people.cards}
    before = {name: box.read(name) for name in box.names()}
    began = time.monotonic()
    _, again = registries.hand_out_cards(NOW)
    assert time.monotonic() - began < 5
    assert again == certified
    assert {name: box.read(name) for name in box.names()} == before
    assert read_links(tmp_path / "links.json") == tuple(each.link for each in certified)
