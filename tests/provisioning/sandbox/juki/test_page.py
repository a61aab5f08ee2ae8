"""The page of the practice village's 住基: what is pressed is true at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import async_playwright

from central.residents.record import Standing
from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.juki.register import Register
from provisioning.sandbox.juki.server import JukiServer
from tests.central.clock import TestClock

from .village import VILLAGE, atena_no, juki_settings, make_site, running_juki

Page = tuple[str, JukiServer, ClientSession]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("village") / "site", TestClock())


@pytest.fixture
async def page(site: Path, tmp_path: Path) -> AsyncIterator[Page]:
    settings = juki_settings(site, tmp_path)
    async with running_juki(settings, TestClock()) as juki, ClientSession() as browser:
        yield f"http://127.0.0.1:{settings.page_port}", juki, browser


async def press(page: Page, action: str, **form: str) -> Register:
    """The register after a button was pressed."""
    url, juki, browser = page
    async with browser.post(f"{url}/{action}", data=form) as answer:
        assert answer.status == 200
    return juki.file.register


async def test_everybody_is_on_the_page(page: Page) -> None:
    url, _, browser = page
    text = await (await browser.get(url)).text()
    for house in VILLAGE.households:
        assert house.story in text
        for person in house.members:
            assert (person.names.registered or person.names.roman) in text
    for words in (
        "支援措置（エラー）",
        "仮登録中（９９番地へ転居）",
        "昭和20年3月頃",
        "カードとひも付いていない",
        "転出予定 令和8年4月8日",
    ):
        assert words in text


async def test_every_button_does_what_it_says(page: Page) -> None:
    taro = atena_no("taro")
    register = await press(page, "begin-change", person=taro, lot="５番地")
    assert register.provisional(taro) is not None
    await press(page, "cancel-change", person=taro)
    assert register.provisional(taro) is None
    await press(page, "begin-change", person=taro, lot="５番地")
    await press(page, "commit-change", person=taro)
    assert register.in_force[taro].address.lot == "５番地"
    await press(page, "moving-out", person=taro, day="2026-05-01")
    assert register.in_force[taro].moves_out_on is not None
    await press(page, "staying", person=taro)
    assert register.in_force[taro].moves_out_on is None
    for action, standing in (("died", "3"), ("returned", "1"), ("left", "2")):
        await press(page, action, person=taro)
        assert register.in_force[taro].standing is Standing(standing)
    await press(page, "unlink", person=taro)
    assert [each.is_linked for each in register.contents.links if each.atena_no == taro] == [False]
    await press(page, "link", person=taro)
    assert [each.is_linked for each in register.contents.links if each.atena_no == taro] == [True]
    await press(page, "begin-again")
    assert register.in_force[taro].standing is Standing.RESIDENT


async def test_a_block_is_set_and_lifted(page: Page) -> None:
    register = await press(page, "block", person=atena_no("taro"), kind="protection", level="error")
    block = register.contents.blocks[-1]
    assert block.is_protection
    await press(page, "lift", block=block.id)
    assert block not in register.contents.blocks


@pytest.mark.parametrize("fault", Fault)
async def test_a_fault_is_switched_on(page: Page, fault: Fault) -> None:
    await press(page, "fault", fault=fault)
    assert page[1].faults.current is fault


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("died", {}), ("died", {"person": "1"}), ("moving-out", {"person": atena_no("taro"), "day": "soon"}),
        ("block", {"person": atena_no("taro"), "kind": "x", "level": "error"}), ("fault", {"fault": "x"}),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused(page: Page, action: str, form: dict[str, str]) -> None:
    url, _, browser = page
    assert (await browser.post(f"{url}/{action}", data=form)).status == 400


async def test_a_button_that_is_not_there_is_not_found(page: Page) -> None:
    url, _, browser = page
    assert (await browser.post(f"{url}/nothing")).status == 404


async def test_no_other_site_may_press_a_button(page: Page) -> None:
    url, _, browser = page
    elsewhere = await browser.post(f"{url}/fault", data={"fault": "down"}, headers={"Origin": "http://example.jp"})
    assert elsewhere.status == 403
    assert (await browser.get(url, headers={"Host": "example.jp"})).status == 403


async def test_the_page_may_load_nothing_from_elsewhere(page: Page) -> None:
    url, _, browser = page
    answer = await browser.get(url)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert (await browser.get(f"{url}/shared/tokens.css")).status == 200


async def test_the_page_works_in_a_browser(page: Page) -> None:
    url, juki, _ = page
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = await browser.new_page(viewport={"width": 1366, "height": 768})
        problems: list[str] = []
        tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        await tab.goto(url)
        row = tab.locator(f"#person-{atena_no('hanako')}")
        await row.get_by_text("道志　花子さんについて").click()
        await row.get_by_role("button", name="抑止をかける").click()
        await tab.wait_for_load_state()
        assert await row.get_by_text("支援措置（エラー）").count() == 1
        assert problems == []
        await browser.close()
    assert juki.file.register.contents.blocks[-1].atena_no == atena_no("hanako")
