"""Calls: taken in, acknowledged by exactly one clerk, withdrawn."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from central.audit.queries import lines_of
from central.errors import NotFound
from central.link.models import OutgoingCommand
from central.notifications.queries import open_calls

from ..console.village import Browser, Village


async def test_a_call_stands_on_the_page_in_words(village: Village) -> None:
    await village.call("question")
    page = await _page(await _clerk(village))
    assert "操作端末1（ロビー）" in page
    assert "質問" in page
    assert "新着" in page


async def test_a_screen_nobody_has_a_word_for_is_another_screen(village: Village) -> None:
    await village.call("screen-of-next-year")
    assert "そのほかの画面" in await _page(await _clerk(village))


async def test_two_clerks_at_once_and_exactly_one_wins(village: Village) -> None:
    call = await village.call()
    first, second = await _clerk(village, "aone"), await _clerk(village, "osada")
    answers = await asyncio.gather(_acknowledge(first, call), _acknowledge(second, call))
    won = [text for text in answers if "端末に「職員がまいります」と表示します" in text]
    lost = [text for text in answers if "さんが先に確認しています" in text]
    assert (len(won), len(lost)) == (1, 1)
    assert ("青根 恵 さんが" in lost[0]) != ("長田 誠 さんが" in lost[0])


async def test_the_terminal_is_told_once_and_the_log_knows_who(village: Village) -> None:
    call = await village.call()
    clerk = await _clerk(village)
    await _acknowledge(clerk, call)
    await _acknowledge(clerk, call)
    commands = await OutgoingCommand.all()
    assert [(command.terminal, call.encode() in bytes(command.payload)) for command in commands] == [("lobby-1", True)]
    lines = await lines_of(kind="operation")
    assert [(line["actor"], line["action"], line["terminal"]) for line in lines] == [
        ("aone", "call-acknowledged", "lobby-1")
    ]


async def test_a_withdrawn_call_is_no_longer_open_and_cannot_be_acknowledged(village: Village) -> None:
    call = await village.call()
    await village.withdraw(call)
    assert await open_calls() == []
    assert "取り消しました" in await _acknowledge(await _clerk(village), call)


async def test_a_withdrawal_of_an_unknown_call_is_a_broken_promise(village: Village) -> None:
    with pytest.raises(NotFound):
        await village.withdraw("no-such-call")


async def test_a_call_made_while_the_line_was_cut_says_so_with_its_own_time(village: Village) -> None:
    await village.call(offline_since=timedelta(minutes=42))
    page = await _page(await _clerk(village))
    assert "通信断中に受付" in page
    assert "9:42" in page
    assert "届いた時刻 10:24" in page


async def test_yesterdays_open_call_stays_and_yesterdays_closed_one_goes(village: Village) -> None:
    forgotten, closed = await village.call("card"), await village.call("sign")
    await _acknowledge(await _clerk(village), closed)
    village.clock.turn(days=1)
    page = await _page(await _clerk(village))
    assert f"/calls/{forgotten}/acknowledge" in page
    assert "サイン" not in page


async def test_somebody_who_may_not_answer_is_not_disturbed_and_is_refused(village: Village) -> None:
    call = await village.call()
    auditor = await _clerk(village, "kansa")
    page = await _page(auditor)
    assert f"/calls/{call}/acknowledge" not in page
    fields = {"csrf": await auditor.csrf("/arrivals")}
    assert (await auditor.post(f"/calls/{call}/acknowledge", fields))[0] == 403


async def test_the_panel_tells_normal_from_cut(village: Village) -> None:
    page = await _page(await _clerk(village))
    assert "正常" in page
    assert "通信断 10:24〜" in page


async def test_the_panel_says_unknown_when_central_itself_has_lost_the_broker(village: Village) -> None:
    village.clock.turn(days=2)
    assert "不明" in await _page(await _clerk(village))


async def _clerk(village: Village, login: str = "aone") -> Browser:
    browser = village.browser()
    await browser.sign_in(login)
    return browser


async def _page(browser: Browser) -> str:
    return (await browser.get("/arrivals"))[1]


async def _acknowledge(browser: Browser, call: str) -> str:
    return (await browser.post(f"/calls/{call}/acknowledge", {"csrf": await browser.csrf("/arrivals")}))[1]
