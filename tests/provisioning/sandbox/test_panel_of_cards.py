"""The panel's sections カード and 失効: what is pressed there happens to the cards and to the register."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import aiohttp
import msgspec
import pytest

from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.cards.card_file import PinName
from provisioning.sandbox.cards.control import CardHand, controlled
from provisioning.sandbox.cards.counter import Counter
from provisioning.sandbox.cards.journal import Journal
from provisioning.sandbox.cards.slot import Slot
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.panel.cards import Cards
from provisioning.sandbox.panel.revocation import Certificates
from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.people.handing_out import Office, hand_out
from provisioning.sandbox.people.village import load_village
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.revocation.faults import RevocationHand
from provisioning.sandbox.revocation.register import Register
from provisioning.sandbox.revocation.server import RevocationServer

from .holders import NOW, FixedClock

_EVERYBODY = load_village(date(2026, 11, 23))
_SOME = {"hanako", "keiko", "taro-licence"}
PEOPLE = msgspec.structs.replace(_EVERYBODY, cards=tuple(card for card in _EVERYBODY.cards if card.key in _SOME))


@dataclass(frozen=True)
class Desk:
    """The page, and what lies behind it. No reader looks at the slot."""

    page: aiohttp.ClientSession
    hand: CardHand
    box: CardBox
    revocation: RevocationHand

    async def press(self, path: str, **form: str) -> str:
        """The page after a button."""
        async with self.page.post(path, data=form) as answer:
            assert answer.status == 200
            return await answer.text()

    async def lying(self) -> str | None:
        """The card on reader 1."""
        return (await self.hand.situation()).slots[0].card


@pytest.fixture
async def desk(hierarchy: Hierarchy, tmp_path: Path) -> AsyncIterator[Desk]:
    box, register, ports = CardBox(tmp_path / "cards"), Register(tmp_path / "revoked"), Ports.unused()
    certified = hand_out(PEOPLE, Office(box, hierarchy, register), NOW)
    hand, revocation = CardHand(tmp_path / "hand"), RevocationHand(tmp_path / "revocation")
    sections = (
        Cards(PEOPLE.cards, box, hand),
        Certificates(certified, register, revocation, FixedClock()),
    )
    server = RevocationServer(hierarchy, register, FixedClock(), port=ports.revocation, control=tmp_path / "revocation")
    async with (
        controlled(Counter(box, (Slot(1, Journal(None)),)), tmp_path / "hand"),
        server,
        Panel(sections, port=ports.panel) as panel,
        aiohttp.ClientSession(panel.url) as page,
    ):
        yield Desk(page, hand, box, revocation)


async def test_every_card_stands_there_with_its_pins_and_where_it_leads(desk: Desk) -> None:
    text = await (await desk.page.get("/")).text()
    for card in PEOPLE.cards:
        assert card.title in text
        assert f"<code>{card.auth_pin}</code>" in text
    assert "ご家族の一覧" in text
    assert "「お取り扱いできません」" in text
    assert "「このカードでは利用できません」" in text


async def test_a_card_is_put_in_the_place_of_another_and_taken(desk: Desk) -> None:
    await desk.press("/cards/insert", card="hanako")
    assert "道志 花子さんのカードが置かれています" in await desk.press("/cards/insert", card="hanako")
    await desk.press("/cards/insert", card="keiko")
    assert await desk.lying() == "keiko"
    assert "何も置かれていません" in await desk.press("/cards/remove")
    assert await desk.lying() is None
    async with desk.page.post("/cards/insert", data={"card": "nobody"}) as refused:
        assert refused.status == 400


async def test_the_next_card_lies_upside_down_and_the_one_after_it_does_not(desk: Desk) -> None:
    await desk.press("/cards/behave", manner="upside-down")
    for expected in ("unresponsive", None):
        await desk.press("/cards/insert", card="hanako")
        wrong = (await desk.hand.situation()).slots[0].misbehaviour
        assert (wrong and wrong.fault) == expected


@pytest.mark.parametrize(("manner", "fault"), [("pulled", "pulled"), ("slow", "slow"), ("garbled", "garbled")])
async def test_a_card_that_lies_there_goes_wrong_and_is_well_again(desk: Desk, manner: str, fault: str) -> None:
    await desk.press("/cards/insert", card="hanako")
    await desk.press("/cards/behave", manner=manner)
    wrong = (await desk.hand.situation()).slots[0].misbehaviour
    assert wrong is not None
    assert wrong.fault == fault
    await desk.press("/cards/behave", manner="well")
    assert (await desk.hand.situation()).slots[0].misbehaviour is None


async def test_a_locked_card_is_unlocked(desk: Desk) -> None:
    card = desk.box.read("hanako")
    assert card is not None
    card.secrets[PinName.AUTH].left = 0
    desk.box.write("hanako", card)
    assert "0回" in await (await desk.page.get("/")).text()
    assert "0回" not in await desk.press("/cards/unlock", card="hanako")


async def test_a_certificate_is_revoked_and_withdrawn(desk: Desk) -> None:
    def count(text: str) -> int:
        return text.count("失効しています")

    assert count(await (await desk.page.get("/")).text()) == 1
    assert count(await desk.press("/certificates/revoke", card="hanako")) == 2
    assert count(await desk.press("/certificates/withdraw", card="keiko")) == 1


async def test_the_revocation_service_fails_and_works_again(desk: Desk) -> None:
    assert "確認先につながりません" in await desk.press("/certificates/fail", service="refuse")
    failing = await desk.revocation.failing()
    assert failing is not None
    assert failing.fault == "refuse"
    assert "確認先は動いています" in await desk.press("/certificates/fail", service="works")
    assert await desk.revocation.failing() is None


async def test_what_is_away_is_said_to_be_away(tmp_path: Path) -> None:
    sections = (
        Cards(PEOPLE.cards, CardBox(tmp_path), CardHand(tmp_path / "hand")),
        Certificates((), Register(tmp_path / "revoked"), RevocationHand(tmp_path / "hand"), FixedClock()),
    )
    async with (
        Panel(sections, port=Ports.unused().panel) as panel,
        aiohttp.ClientSession(panel.url) as page,
        page.post("/cards/insert", data={"card": "hanako"}) as answer,
    ):
        text = await answer.text()
    assert "カードの読取部が動いていません。" in text
    assert "失効の確認先が動いていません。" in text
