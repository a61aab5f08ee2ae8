"""The page 端末: an operator gives a code out, compares, and retires; nobody else does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from central.console.room import Room
from central.console.settings import ConsoleSettings
from central.db.rows import rows
from central.settings import EnrolmentSettings
from central.staff.roles import Role
from central.terminals import pages
from central.terminals.site_authority import SiteAuthority, read_site_authority
from central.terminals.use_cases.take_request import Certified, Denied, Waits, take_request
from provisioning.authority import create_site
from tests.central.accounts import account
from tests.central.console.village import PASSWORD, ROOMS, Browser, Village, open_village
from tests.central.database import PrivatePostgres

from .hall import Newcomer

PATHS = ["/terminals", "/terminals/new", "/terminals/lobby-1/retire"]
FIELDS = {"place": "honcho", "number": "7", "name": "出張所1番窓口", "section": ""}


@pytest.fixture
async def village(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """The console with the room of terminals, and an operator."""
    rooms = (*ROOMS, Room("terminals", pages.ROUTES, pages.MENU, pages.LIVE))
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True), rooms) as opened:
        operator = {"name": "神地 わたる", "section": "総務課", "roles": [Role.OPERATOR]}
        await account("unyo", PASSWORD, clock=opened.clock, **operator)  # type: ignore[arg-type]
        yield opened


@pytest.fixture
def authority(village: Village, tmp_path: Path) -> SiteAuthority:
    site = tmp_path / "site"
    create_site(site, village.clock.now())
    settings = EnrolmentSettings(authority_file=site / "ca.key", crl_file=site / "ca.crl", broker_host="127.0.0.1")
    return read_site_authority(settings, site / "ca.crt")


async def _operator(village: Village) -> Browser:
    browser = village.browser()
    await browser.sign_in("unyo")
    return browser


async def _post(browser: Browser, path: str, **fields: str) -> tuple[int, str, str]:
    status, text, answer = await browser.post(path, {"csrf": await browser.csrf("/terminals"), **fields})
    return status, text, answer.headers.get("Location", "")


async def _open(browser: Browser) -> tuple[str, str]:
    status, text, _ = await _post(browser, "/terminals/new", **FIELDS)
    assert status == 200
    code, id_ = re.search(r'id="code">([A-Z2-7-]{14})<', text), re.search(r"/enrolments/([0-9a-f-]{36})/cancel", text)
    assert code is not None
    assert id_ is not None
    return code[1], id_[1]


@pytest.mark.parametrize("path", PATHS)
async def test_only_an_operator_sees_the_pages(village: Village, path: str) -> None:
    for login, expected in (("aone", 403), ("kansa", 403), ("unyo", 200)):
        browser = village.browser()
        await browser.sign_in(login)
        assert (await browser.get(path))[0] == expected
        menu = (await browser.get("/arrivals"))[1]
        assert ('href="/terminals"' in menu) is (login == "unyo")


async def test_only_an_operator_acts(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    token = await browser.csrf("/arrivals")
    for path in ("/terminals/new", "/terminals/lobby-1/retire", "/terminals/enrolments/x/confirm"):
        assert (await browser.post(path, {"csrf": token, **FIELDS, "reason": "x"}))[0] == 403
    assert await rows("SELECT id FROM terminals_enrolment") == []


async def test_a_code_is_given_out_compared_and_becomes_a_terminal(village: Village, authority: SiteAuthority) -> None:
    browser = await _operator(village)
    code, id_ = await _open(browser)
    page = (await browser.get("/terminals"))[1]
    assert code not in page
    assert "のこり 15:00" in page
    request = Newcomer(authority.certificate, code).request()
    assert isinstance(await take_request(request, authority, village.clock.now()), Waits)
    page = (await browser.get("/terminals"))[1]
    found = re.search(r'name="fingerprint" value="((?:[0-9A-F]{4} ?){8})"', page)
    assert found is not None
    status, _, onward = await _post(browser, f"/terminals/enrolments/{id_}/confirm", fingerprint=found[1])
    assert (status, onward) == (303, "/terminals?outcome=confirmed")
    assert isinstance(await take_request(request, authority, village.clock.now()), Certified)
    page = (await browser.get(onward))[1]
    assert "登録が終わりました" in page
    assert re.search(r"counter-7.*令和8年1月15日まで", page, re.DOTALL) is None
    assert re.search(r"counter-7.*令和9年1月15日まで", page, re.DOTALL) is not None


@pytest.mark.parametrize(("how", "outcome"), [("refuse", "refused"), ("cancel", "cancelled")])
async def test_an_enrolment_is_given_up(village: Village, authority: SiteAuthority, how: str, outcome: str) -> None:
    browser = await _operator(village)
    code, id_ = await _open(browser)
    request = Newcomer(authority.certificate, code).request()
    await take_request(request, authority, village.clock.now())
    ends = [(await _post(browser, f"/terminals/enrolments/{id_}/{how}"))[2] for _ in range(2)]
    assert ends == [f"/terminals?outcome={outcome}", "/terminals?outcome=too-late"]
    assert await take_request(request, authority, village.clock.now()) == Denied()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "0", "1から999まで"),
        ("number", "1000000000000", "1から999まで"),
        ("number", "x", "1から999まで"),
        ("name", " ", "名前を64文字まで"),
        ("place", "nowhere", "場所を選んで"),
    ],
)
async def test_a_form_that_cannot_be_says_why(village: Village, field: str, value: str, sentence: str) -> None:
    browser = await _operator(village)
    status, text, _ = await _post(browser, "/terminals/new", **{**FIELDS, field: value})
    assert (status, sentence in text) == (422, True)


async def test_a_terminal_is_retired_with_a_reason_once(village: Village) -> None:
    browser = await _operator(village)
    status, text, _ = await _post(browser, "/terminals/lobby-1/retire", reason=" ")
    assert (status, "理由を200文字まで" in text) == (422, True)
    ends = [(await _post(browser, "/terminals/lobby-1/retire", reason="故障のため"))[2] for _ in range(2)]
    assert ends == ["/terminals?outcome=retired", "/terminals?outcome=too-late"]
    page = (await browser.get(ends[0]))[1]
    assert "神地 わたる　故障のため" in page
    assert "接続を切っています" in page
    assert (await browser.get("/terminals/lobby-1/retire"))[0] == 404
    assert "操作端末1" not in (await browser.get("/arrivals"))[1]


async def test_the_terminal_that_came_is_shown_at_once(village: Village, authority: SiteAuthority) -> None:
    browser = await _operator(village)
    code, _ = await _open(browser)
    stream = browser.stream()
    async with asyncio.timeout(10):
        first = await anext(stream)
        assert first
        request = Newcomer(authority.certificate, code).request()
        await take_request(request, authority, village.clock.now())
        async for _, text in stream:
            if "照合番号" in text:
                break


async def test_the_minutes_of_a_code_run_out_on_the_page(village: Village) -> None:
    browser = await _operator(village)
    await _open(browser)
    village.clock.turn(minutes=14)
    assert "のこり 1:00" in (await browser.get("/terminals"))[1]
    village.clock.turn(minutes=1)
    assert "15分の期限が切れました" in (await browser.get("/terminals"))[1]
    village.clock.turn(hours=1)
    assert "15分の期限" not in (await browser.get("/terminals"))[1]
