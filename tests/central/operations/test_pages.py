"""お知らせ・警報: who is told of what, who looks after it, how it is closed, and what is over."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from central.audit.queries import lines_of
from central.db.transaction import transaction
from central.operations.models import Alarm
from central.operations.queries import PAGE, open_alarms
from central.operations.use_cases.clear_alarm import clear_alarm
from central.operations.use_cases.raise_alarm import raise_alarm

from ..console.village import Browser, Village

CASE = "0194a1b2-0000-7000-8000-000000000001"


async def raised(hall: Village, kind: str, subject: str, **detail: str | int) -> int:
    """An alarm; its id."""
    async with transaction():
        await raise_alarm(kind, subject, hall.clock.now(), detail)
    return next(alarm.id for alarm in await open_alarms() if (alarm.kind, alarm.subject) == (kind, subject))


async def signed_in(hall: Village, login: str) -> Browser:
    """Somebody's browser."""
    browser = hall.browser()
    assert (await browser.sign_in(login))[0] == 303
    return browser


async def sent(browser: Browser, path: str, **fields: str) -> tuple[int, str, str]:
    """A form sent from the page; status, text, and where it leads."""
    status, text, answer = await browser.post(path, {"csrf": await browser.csrf("/alarms"), **fields})
    return status, text, answer.headers.get("Location", "")


async def test_an_operator_reads_what_it_is_where_since_when_and_what_to_do(hall: Village) -> None:
    await raised(hall, "stream-held", "lobby-1", epoch="e1", missing_seq=7)
    hall.clock.turn(minutes=12)
    _, text, _ = await (await signed_in(hall, "unyo")).get("/alarms")
    assert "届く順番の途中が届いていません" in text
    assert "操作端末1（ロビー）" in text
    assert "7番" in text
    assert "12分" in text
    assert "端末の電源と通信を確かめてください" in text


async def test_alarms_about_a_card_are_told_to_clerks_and_not_to_operators(hall: Village) -> None:
    await raised(hall, "identity-revoked", CASE, number="1-007")
    _, clerks, _ = await (await signed_in(hall, "aone")).get("/alarms")
    _, operators, _ = await (await signed_in(hall, "unyo")).get("/alarms")
    assert f'href="/cases/{CASE}"' in clerks
    assert "1-007" in clerks
    assert "警報は出ていません" in operators
    assert CASE not in operators


async def test_alarms_about_machines_are_not_told_to_clerks(hall: Village) -> None:
    id_ = await raised(hall, "two-live-sessions", "lobby-1")
    clerk = await signed_in(hall, "aone")
    _, text, _ = await clerk.get("/alarms")
    assert "警報は出ていません" in text
    assert (await sent(clerk, f"/alarms/{id_}/acknowledge"))[0] == 404
    assert (await sent(clerk, f"/alarms/{id_}/close", reason="x"))[0] == 404
    assert (await clerk.get(f"/alarms/{id_}/close"))[0] == 404


async def test_a_section_and_an_auditor_do_not_reach_the_page(hall: Village) -> None:
    for login in ("fukushi", "kansa"):
        browser = await signed_in(hall, login)
        assert (await browser.get("/alarms"))[0] == 403
        _, text, _ = await browser.get("/arrivals")
        assert "alarms-count" not in text


async def test_whoever_looks_after_it_stands_there_and_in_the_audit_log(hall: Village) -> None:
    id_ = await raised(hall, "number-clash", "2025-01-15 1-007", cases=2)
    first, second = await signed_in(hall, "aone"), await signed_in(hall, "osada")
    assert (await sent(first, f"/alarms/{id_}/acknowledge"))[2].endswith("outcome=acknowledged")
    assert (await sent(second, f"/alarms/{id_}/acknowledge"))[2].endswith("outcome=late")
    _, text, _ = await second.get("/alarms")
    assert "青根 恵 さんが確認" in text
    assert "/cases?first=2025-01-15&amp;last=2025-01-15" in text
    (line,) = [line for line in await lines_of() if line["action"] == "alarm-acknowledged"]
    assert (line["actor"], line["detail"]) == ("aone", {"alarm": id_, "kind": "number-clash"})
    assert len(await open_alarms()) == 1


async def test_what_nothing_ends_is_closed_with_a_reason_and_stands_among_the_past(hall: Village) -> None:
    id_ = await raised(hall, "two-live-sessions", "lobby-1")
    operator = await signed_in(hall, "unyo")
    status, text, _ = await sent(operator, f"/alarms/{id_}/close", reason="  ")
    assert (status, "理由を200文字まで" in text) == (422, True)
    assert (await sent(operator, f"/alarms/{id_}/close", reason="x" * 201))[0] == 422
    assert (await sent(operator, f"/alarms/{id_}/close", reason="端末を入れかえた"))[2].endswith("outcome=closed")
    assert (await sent(operator, f"/alarms/{id_}/close", reason="もう一度"))[2].endswith("outcome=late")
    assert await open_alarms() == []
    _, past, _ = await operator.get("/alarms/past")
    assert "神地 わたる さんが閉じました" in past
    assert "理由：端末を入れかえた" in past
    assert [line["actor"] for line in await lines_of() if line["action"] == "alarm-closed"] == ["unyo"]


async def test_what_ends_by_itself_is_closed_by_nobody(hall: Village) -> None:
    id_ = await raised(hall, "stream-held", "lobby-1", epoch="e1", missing_seq=7)
    operator = await signed_in(hall, "unyo")
    assert (await operator.get(f"/alarms/{id_}/close"))[0] == 404
    assert (await sent(operator, f"/alarms/{id_}/close", reason="x"))[0] == 404
    await clear_alarm("stream-held", "lobby-1", hall.clock.now())
    _, past, _ = await operator.get("/alarms/past")
    assert "原因がなくなりました" in past


async def test_an_alarm_nobody_described_breaks_no_page(hall: Village) -> None:
    await raised(hall, "something-new", "<b>x</b>", count=3)
    _, text, _ = await (await signed_in(hall, "unyo")).get("/alarms")
    assert "そのほかの警報" in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    _, others, _ = await (await signed_in(hall, "settei")).get("/alarms")
    assert "警報は出ていません" in others


async def test_the_past_has_pages(hall: Village) -> None:
    now = hall.clock.now()
    for day in range(PAGE + 1):
        ended = now - timedelta(days=day)
        await Alarm.create(
            kind="two-live-sessions", subject=f"t{day:02d}", detail={}, raised_at=ended, last_at=ended, cleared_at=ended
        )
    operator = await signed_in(hall, "unyo")
    _, first, _ = await operator.get("/alarms/past")
    _, second, _ = await operator.get("/alarms/past?page=2")
    _, beyond, _ = await operator.get("/alarms/past?page=99")
    assert "t00" in first
    assert f"t{PAGE}" not in first
    assert f"t{PAGE}" in second
    assert "2／2ページ" in second
    assert "2／2ページ" in beyond
    assert (await operator.get("/alarms/past?page=-1"))[0] == 200


async def test_the_count_and_the_strip_reach_every_open_page(hall: Village) -> None:
    operator, clerk = await signed_in(hall, "unyo"), await signed_in(hall, "aone")
    told = asyncio.create_task(_slot(operator, "alarms-strip", "1件"))
    untold = asyncio.create_task(_slot(clerk, "alarms-strip", "1件"))
    await asyncio.sleep(0.5)
    await raised(hall, "two-live-sessions", "lobby-1")
    async with asyncio.timeout(5):
        assert "同じ端末が2台" in await told
    assert not untold.done()
    untold.cancel()
    _, text, _ = await operator.get("/arrivals")
    assert 'aria-label="1件"' in text


async def _slot(browser: Browser, slot: str, words: str) -> str:
    async for event, content in browser.stream():
        if event == "slot" and json.loads(content)["slot"] == slot and words in json.loads(content)["html"]:
            return str(json.loads(content)["html"])
    raise AssertionError(slot)
