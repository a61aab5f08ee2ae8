"""Cards are put on, pulled, garbled and swapped at a real pcscd that may die."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.misbehaviour import Fault, Misbehaviour
from provisioning.sandbox.cards.requests import Outcome

from .reader import Reader
from .script import JPKI, select, verify

pytestmark = pytest.mark.asyncio(loop_scope="module")

READ = select("0008"), "00B0000000"


async def test_what_cannot_be_done_is_said(reader: Reader, service: CardService) -> None:
    hand = service.hand
    assert await hand.remove() is Outcome.EMPTY
    assert await hand.insert("nobody") is Outcome.NO_SUCH_CARD
    assert await hand.insert("hanako", 7) is Outcome.NO_SUCH_SLOT
    await reader.insert("hanako")
    assert await hand.insert("taro") is Outcome.OCCUPIED
    assert await hand.insert("hanako", 1) is Outcome.IN_USE
    assert await hand.unlock("hanako") is Outcome.IN_USE
    assert await hand.unlock("taro") is Outcome.DONE
    situation = await hand.situation()
    assert [slot.card for slot in situation.slots] == ["hanako", None]
    assert situation.cards == ("hanako", "taro", "unlucky")


async def test_two_cards_lie_side_by_side(reader: Reader) -> None:
    await reader.insert("hanako")
    await reader.insert("taro", 1)
    assert (await reader.send(JPKI, slot=0), await reader.send(JPKI, slot=1)) == (["9000"], ["9000"])


async def test_a_card_that_is_taken_off_is_gone(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako")
    await service.hand.remove()
    await reader.until(card_is_there=False)
    assert await reader.send(JPKI) == ["no card"]


async def test_an_answer_takes_no_40_milliseconds(reader: Reader) -> None:
    await reader.insert("hanako")
    few, many = [await _seconds(reader, count) for count in (1, 101)]
    assert (many - few) / 100 < 0.02


async def _seconds(reader: Reader, count: int) -> float:
    began = time.monotonic()
    assert len(await reader.send(*[JPKI] * count)) == count
    return time.monotonic() - began


@pytest.mark.parametrize("after", [0, 2])
async def test_a_card_is_pulled_at_any_command(reader: Reader, service: CardService, after: int) -> None:
    await reader.insert("hanako", misbehaviour=Misbehaviour(Fault.PULLED, after=after))
    answers = await reader.send(JPKI, *READ, select("0018"))
    assert answers == [*["9000", "9000"][:after], "broken"]
    assert (await service.hand.situation()).slots[0].card is None


async def test_a_try_is_spent_though_its_answer_is_lost(reader: Reader) -> None:
    await reader.insert("taro", misbehaviour=Misbehaviour(Fault.LOST, after=2))
    assert await reader.send(JPKI, select("0018"), verify("0000")) == ["9000", "9000", "broken"]
    await reader.until(card_is_there=False)
    await reader.insert("taro")
    assert (await reader.send(JPKI, select("0018"), "00200080"))[-1] == "63C2"


async def test_a_mute_card_breaks_the_connection_and_is_there_again(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako", misbehaviour=Misbehaviour(Fault.MUTE, seconds=0.2))
    assert await reader.send(JPKI) == ["broken"]
    await service.hand.misbehave(None)
    await asyncio.sleep(0.5)
    await reader.until(card_is_there=True)
    assert await reader.send(JPKI) == ["9000"]


async def test_a_slow_card_answers_late_and_may_be_taken_off_meanwhile(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako", misbehaviour=Misbehaviour(Fault.SLOW, seconds=0.3))
    began = time.monotonic()
    assert await reader.send(JPKI, *READ) == ["9000", "9000", "8F8F009000"]
    assert time.monotonic() - began >= 0.9
    await service.hand.misbehave(Misbehaviour(Fault.SLOW, seconds=30))
    sending = asyncio.create_task(reader.send(JPKI))
    await asyncio.sleep(0.5)
    await service.hand.remove()
    assert await sending == ["broken"]


async def test_a_bad_contact_reads_wrong(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako", misbehaviour=Misbehaviour(Fault.GARBLED, after=2))
    assert await reader.send(JPKI, *READ) == ["9000", "9000", "7070FF9000"]


async def test_a_card_upside_down_cannot_be_connected(reader: Reader) -> None:
    await reader.insert("hanako", misbehaviour=Misbehaviour(Fault.UNRESPONSIVE))
    assert await reader.send(JPKI) == ["broken"]


async def test_a_card_stays_on_the_reader_while_pcscd_dies_and_comes_back(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako")
    await service.pcscd.kill()
    await asyncio.sleep(0.2)
    await service.pcscd.start()
    await reader.until(card_is_there=True)
    assert await reader.send(JPKI) == ["9000"]


async def test_a_card_put_down_while_pcscd_is_dead_is_there_afterwards(reader: Reader, service: CardService) -> None:
    await service.pcscd.kill()
    assert await service.hand.insert("hanako") is Outcome.READER_AWAY
    await service.pcscd.start()
    await reader.until(card_is_there=True)
    assert await reader.send(JPKI) == ["9000"]


async def test_the_journal_keeps_commands_and_no_secrets(reader: Reader, service: CardService) -> None:
    await reader.insert("hanako")
    await reader.send(JPKI, select("0018"), verify("9753"))
    text = (Path(service.environment["PCSCLITE_CSOCK_NAME"]).parents[2] / "journal").read_text()
    assert "hanako 00200080 04 ** 63C2 0" in text
    assert b"9753".hex() not in text
