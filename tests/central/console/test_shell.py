"""The shell around every page: headers, host names, error pages, roles, the live channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from central.console.japanese_time import minutes_seconds
from central.console.room import Room
from central.console.server import ConsoleServer
from central.console.settings import ConsoleSettings
from central.db.connection import Database

from ..database import PrivatePostgres
from .village import ROOMS, Browser, TestClock, Village


async def test_every_answer_carries_the_security_headers_and_pages_are_not_stored(village: Village) -> None:
    for path in ("/sign-in", "/nowhere", "/static/console/console.css"):
        _, _, answer = await village.browser().get(path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    _, _, page = await village.browser().get("/sign-in")
    assert page.headers["Cache-Control"] == "no-store"


async def test_a_foreign_host_name_is_refused(village: Village) -> None:
    assert (await village.browser().get("/sign-in", Host="evil.example"))[0] == 421


async def test_a_broken_promise_shows_a_number_that_stands_in_the_log(postgres: PrivatePostgres) -> None:
    async def break_(_request: web.Request) -> web.Response:
        raise LookupError("a secret")

    broken = Room(
        "staff", [*ROOMS[0].routes, web.get("/broken", break_)], live=ROOMS[0].live, public=frozenset({"/broken"})
    )
    async with Database(await postgres.fresh()):
        server = ConsoleServer(ConsoleSettings(practice=True), TestClock(), (broken, ROOMS[1]))
        async with server:
            browser = Browser(f"http://127.0.0.1:{server.port}")
            with capture_logs() as logs:
                status, text, _ = await browser.get("/broken")
            await browser.close()
    assert status == 500
    assert logs[0]["number"] in text
    assert "a secret" not in text


async def test_outside_the_sandbox_the_cookie_travels_over_tls_only(postgres: PrivatePostgres) -> None:
    async with Database(await postgres.fresh()):
        server = ConsoleServer(ConsoleSettings(), TestClock(), ROOMS)
        async with server:
            browser = Browser(f"http://127.0.0.1:{server.port}")
            _, text, answer = await browser.get("/sign-in")
            await browser.close()
    assert answer.headers["Set-Cookie"].startswith("__Host-kantan=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "練習用の画面" not in text


async def test_the_practice_mark_and_clock_stand_on_every_page(village: Village) -> None:
    browser = village.browser()
    assert "練習用の時計" in (await browser.get("/sign-in"))[1]
    await browser.sign_in("aone")
    assert "練習用の時計" in (await browser.get("/arrivals"))[1]


async def test_a_new_connection_is_told_everything_and_then_each_change(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    stream = browser.stream()
    slots = [await _next_slot(stream) for _ in range(6)]
    assert {slot["slot"] for slot in slots} == {
        "sound", "alert", "arrivals-count", "arrivals-summary", "queue", "devices"
    }  # fmt: skip
    await village.call("sign")
    seen = ""
    while "サイン" not in seen:
        seen = (await asyncio.wait_for(_next_slot(stream), 2))["html"]


async def test_a_stream_without_a_session_says_so_and_ends(village: Village) -> None:
    events = [event async for event, _ in village.browser().stream()]
    assert events == ["clock", "signed-out"]


async def test_an_open_stream_does_not_keep_a_session_alive(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    stream = browser.stream()
    await _next_slot(stream)
    village.clock.turn(minutes=61)
    await village.call()
    async with asyncio.timeout(3):
        events = [event async for event, _ in stream]
    assert events[-1] == "signed-out"


@pytest.mark.parametrize("seconds", [0, 59, 60, 3599])
def test_waiting_times_are_minutes_and_seconds(seconds: int) -> None:
    assert minutes_seconds(timedelta(seconds=seconds)) == f"{seconds // 60}:{seconds % 60:02d}"


async def _next_slot(stream: AsyncIterator[tuple[str, str]]) -> dict[str, str]:
    async for event, text in stream:
        if event == "slot":
            found: dict[str, str] = json.loads(text)
            return found
    raise AssertionError("the stream ended")
