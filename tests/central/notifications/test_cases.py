"""New cases among the arrivals: announced once, acknowledged by exactly one clerk, never with a name."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from central.audit.queries import lines_of
from central.db.transaction import transaction
from central.link.models import OutgoingCommand
from central.link.received import Received
from central.notifications.queries import open_arrivals
from central.notifications.use_cases.announce import announce_case
from protocol.identifiers import new_id
from protocol.wire.messages.events import StaffCalled

from ..console.village import Browser, Village


async def test_a_case_is_announced_once_with_number_event_and_people(village: Village) -> None:
    received = await _announce(village)
    await _announce(village, received)
    page = (await (await _clerk(village)).get("/arrivals"))[1]
    assert [one.kind for one in await open_arrivals()] == ["case"]
    for words in ("1-012", "転居", "4人", "操作端末1（ロビー）から届きました", 'href="/cases/case-1"', "◆新着 1件"):
        assert words in page, words


async def test_the_alert_is_the_oldest_of_calls_and_cases(village: Village) -> None:
    await _announce(village)
    village.clock.turn(seconds=5)
    await village.call()
    waiting = await open_arrivals()
    assert [one.kind for one in waiting] == ["case", "call"]
    assert "ほか 1件" in (await (await _clerk(village)).get("/arrivals"))[1]


async def test_a_case_that_waited_for_the_line_says_so(village: Village) -> None:
    await _announce(village, offline_since=timedelta(minutes=42))
    page = (await (await _clerk(village)).get("/arrivals"))[1]
    assert "通信断中に受付" in page
    assert "届いた時刻 10:24" in page


async def test_two_clerks_at_once_and_exactly_one_wins_without_a_word_to_the_terminal(village: Village) -> None:
    arrival = (await _announce(village)).event_id
    first, second = await _clerk(village, "aone"), await _clerk(village, "osada")
    answers = await asyncio.gather(_acknowledge(first, arrival), _acknowledge(second, arrival))
    assert sum("1-012 を確認しました" in text for text in answers) == 1
    assert sum("さんが先に確認しています" in text for text in answers) == 1
    assert await OutgoingCommand.all() == []
    assert [line["action"] for line in await lines_of(kind="operation")] == ["case-acknowledged"]
    assert await open_arrivals() == []


async def test_a_life_event_nobody_has_a_word_for_is_another_procedure(village: Village) -> None:
    await _announce(village, life_event="NEXT_YEAR")
    assert "そのほかの手続き" in (await (await _clerk(village)).get("/arrivals"))[1]


async def _announce(
    village: Village,
    received: Received | None = None,
    *,
    life_event: str = "TENKYO",
    offline_since: timedelta | None = None,
) -> Received:
    now = village.clock.now()
    received = received or Received(
        terminal="lobby-1", epoch="e1", seq=99, event_id=new_id(), visit="v",
        occurred_at=now - (offline_since or timedelta()),
        received_at=now, offline=offline_since is not None, clock_trusted=True, body=StaffCalled(screen="done"),
    )  # fmt: skip
    async with transaction():
        await announce_case(received, case="case-1", number="1-012", life_event=life_event, people=4)
    return received


async def _clerk(village: Village, login: str = "aone") -> Browser:
    browser = village.browser()
    await browser.sign_in(login)
    return browser


async def _acknowledge(browser: Browser, arrival: str) -> str:
    fields = {"csrf": await browser.csrf("/arrivals")}
    return (await browser.post(f"/arrivals/{arrival}/acknowledge", fields))[1]
