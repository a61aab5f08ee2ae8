"""支援措置のお知らせ: one silent notice for each visit, seen by one role, and no trace of it on any other page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from central.audit.models import AuditRecord
from central.console.room import Room
from central.console.server import ConsoleServer
from central.console.settings import ConsoleSettings
from central.db.changes import Listener
from central.db.connection import Database
from central.residents import pages
from central.residents.queries import protection_notices
from central.residents.use_cases.note_protection import note_case, note_withheld
from central.staff.roles import Role
from tests.central.accounts import account

from ..clock import TestClock
from ..console.village import PASSWORD, Browser
from ..console.village import ROOMS as OTHER_ROOMS
from .people import NOW, household, number, protection, resident
from .test_answers import ASKED, ask

ROOMS = (*OTHER_ROOMS, Room("residents", pages.ROUTES, pages.MENU, pages.LIVE))


@pytest.fixture
async def protected(database: Database) -> None:
    """A protected household was asked for, twice, in one visit."""
    for _ in range(2):
        await ask(household(resident(1), resident(2, "子"), blocks=(protection(2),)))


@pytest.fixture
async def console(database: Database) -> AsyncIterator[str]:
    """A console with two people: 見守 of the one role, 青根 of every other."""
    others = frozenset(Role) - {Role.PROTECTION}
    clock = TestClock()
    for login, roles in (("mimori", {Role.PROTECTION}), ("aone", others)):
        await account(login, PASSWORD, name=login, section="本庁", roles=roles, clock=clock)
    server = ConsoleServer(ConsoleSettings(practice=True), clock, ROOMS)
    async with server:
        running = asyncio.create_task(server.run(Listener(database.url, server.channels).changes()))
        yield f"http://127.0.0.1:{server.port}"
        running.cancel()


async def _signed_in(base: str, login: str) -> Browser:
    browser = Browser(base)
    await browser.sign_in(login)
    return browser


async def test_a_visit_is_one_notice_and_its_case_makes_it_new(protected: None) -> None:
    (notice,) = await protection_notices()
    assert (notice.atena_no, notice.case, notice.seen_at) == (number(1), "", None)
    await note_case(ASKED.terminal, ASKED.visit, case="case-1", number="1-012")
    await note_case(ASKED.terminal, "another", case="case-2", number="1-013")
    (notice,) = await protection_notices()
    assert (notice.case, notice.number) == ("case-1", "1-012")


async def test_a_household_that_is_shown_or_unknown_is_no_notice(database: Database) -> None:
    await ask(household(resident(1), resident(2, "子")))
    assert await protection_notices() == []


async def test_the_role_reads_the_notice_and_marks_it_and_both_are_audited(protected: None, console: str) -> None:
    browser = await _signed_in(console, "mimori")
    status, text, _ = await browser.get("/protection")
    assert status == 200
    assert number(1) in text
    (notice,) = await protection_notices()
    fields = {"csrf": await browser.csrf("/protection")}
    for _ in range(2):
        assert (await browser.post(f"/protection/{notice.id}/seen", fields))[0] == 303
    _, text, _ = await browser.get("/protection")
    assert "mimoriが" in text
    actions = [line.action for line in await AuditRecord.filter(function="residents").order_by("seq")]
    assert actions.count("protection-notice-seen") == 1
    assert actions.count("protection-notices-viewed") >= 2
    await browser.close()


async def test_nobody_else_reaches_it_or_hears_of_it(protected: None, console: str) -> None:
    browser = await _signed_in(console, "aone")
    (notice,) = await protection_notices()
    assert (await browser.get("/protection"))[0] == 403
    fields = {"csrf": await browser.csrf("/arrivals")}
    assert (await browser.post(f"/protection/{notice.id}/seen", fields))[0] == 403
    assert "支援措置" not in (await browser.get("/arrivals"))[1]
    assert (await protection_notices())[0].seen_at is None
    await browser.close()


@pytest.mark.parametrize(("login", "is_told"), [("mimori", True), ("aone", False)])
async def test_the_count_is_sent_to_the_role_alone_and_no_moment_tells_of_a_visit(
    console: str, login: str, is_told: bool
) -> None:
    browser, slots = await _signed_in(console, login), list[str]()
    stream = browser.stream()
    async with asyncio.timeout(5):
        async for event, content in stream:
            slots += [json.loads(content)["slot"]] if event == "slot" else []
            if event == "clock" and slots:
                break
        assert ("protection-count" in slots) is is_told
        await note_withheld("counter-1", "visit-9", number(1), NOW)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(stream), 1)
    await browser.close()
