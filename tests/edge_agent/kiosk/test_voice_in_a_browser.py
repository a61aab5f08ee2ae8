"""Languages and the voice in Chromium: what was typed stays, the screen is read in order, and any touch stops it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from edge_agent.visit.state import Look, Screen, State
from edge_agent.visit.state import Voice as Reading
from protocol.village.languages import Language
from protocol.village.spoken import voice_name
from provisioning.voice.folder import fill
from provisioning.voice.speaker import spoken

from .applying import STATES as APPLICATION_STATES
from .served import Served

TITLE = "どんなことがありましたか"
FIRST, LAST = "村の中で引っ越した", "見つからないとき"
EVENTS = State(screen=Screen.EVENTS, visit="v", look=Look(voice=Reading(is_on=True)))
# Every sound that the page makes, and what became of it.
_LISTEN = """window.heard = []; const play = Audio.prototype.play, pause = Audio.prototype.pause;
  Audio.prototype.play = function () {
    heard.push(['play', this.src.split('/').at(-1), this.playbackRate]); return play.call(this); };
  Audio.prototype.pause = function () { heard.push(['stop']); return pause.call(this); };"""


@pytest.fixture
async def speaking(kiosk: Served, page: Page, tmp_path: Path) -> Page:
    """The window of a counter at which three sentences were spoken."""
    fill(tmp_path / "voice", (TITLE, FIRST, LAST), spoken)
    kiosk.pages.voice.load()
    await page.add_init_script(_LISTEN)
    return page


async def _until(page: Page, expression: str) -> None:
    async with asyncio.timeout(15):
        while not await page.evaluate(expression):  # noqa: ASYNC110 - what a page plays has no event here
            await asyncio.sleep(0.05)


async def _heard(page: Page) -> list[str]:
    await _until(page, "heard.some(each => each[0] === 'play')")
    return [each[1] for each in await page.evaluate("heard") if each[0] == "play"]


async def test_a_spoken_file_can_be_fetched_and_no_other(speaking: Page, kiosk: Served) -> None:
    there = await speaking.request.get(f"{kiosk.origin}/voice/{voice_name(TITLE)}")
    assert (there.status, there.headers["content-type"]) == (200, "audio/ogg")
    assert (await there.body())[:4] == b"OggS"
    for name in (voice_name("ない"), "..%2f..%2fagent.toml", "x.ogg"):
        assert (await speaking.request.get(f"{kiosk.origin}/voice/{name}")).status == 404


async def test_the_voice_is_switched_on_by_a_touch_and_reads_the_title_first(speaking: Page, kiosk: Served) -> None:
    kiosk.show(replace(EVENTS, look=Look()))
    await speaking.goto(kiosk.origin)
    await speaking.get_by_role("button", name="音声", exact=True).click()
    await speaking.get_by_role("button", name="画面を読み上げる").click()
    await speaking.get_by_role("button", name="とじる").click()
    await expect(speaking.get_by_role("heading", name=TITLE)).to_be_visible()
    assert (await _heard(speaking))[0] == voice_name(TITLE)
    assert await speaking.locator("#kiosk").get_attribute("data-say") == " ".join(map(voice_name, (TITLE, FIRST, LAST)))


async def test_a_touch_anywhere_stops_the_voice_and_again_reads_from_the_start(speaking: Page, kiosk: Served) -> None:
    kiosk.show(EVENTS)
    await speaking.goto(kiosk.origin)
    await speaking.mouse.click(640, 130)
    await _heard(speaking)
    assert (await speaking.evaluate("heard"))[-1] == ["stop"]
    await speaking.get_by_role("button", name="もう一度聞く").click()
    await _until(speaking, "heard.at(-1)?.[0] === 'play'")
    assert (await speaking.evaluate("heard"))[-1][1] == voice_name(TITLE)


async def test_another_screen_stops_what_was_being_read(speaking: Page, kiosk: Served) -> None:
    kiosk.show(EVENTS)
    await speaking.goto(kiosk.origin)
    await _heard(speaking)
    kiosk.show(replace(EVENTS, screen=Screen.PREPARING, life_event="HOKEN"))
    kiosk.cable.set(kiosk.cable.current().central.state)
    await _until(speaking, "heard.at(-1)?.[0] === 'stop'")


async def test_speed_is_heard(speaking: Page, kiosk: Served) -> None:
    kiosk.show(EVENTS)
    await speaking.goto(kiosk.origin)
    await speaking.get_by_role("button", name="音声", exact=True).click()
    await speaking.get_by_role("button", name="ゆっくり").click()
    await speaking.get_by_role("button", name="とじる").click()
    await _until(speaking, "heard.at(-1)?.[2] === 0.8")


async def test_what_was_typed_stays_when_the_language_is_changed(kiosk: Served, page: Page) -> None:
    kiosk.show(APPLICATION_STATES["telephone"])
    await page.goto(kiosk.origin)
    for digit in "090":
        await page.get_by_role("button", name=digit, exact=True).click()
    field = page.locator("#field")
    typed = await field.input_value()
    await page.get_by_role("button", name="言語").click()
    await page.get_by_role("button", name="Português").click()
    await expect(page.get_by_role("heading", name="Telefone durante o dia")).to_be_visible()
    await expect(field).to_have_value(typed)
    assert typed.endswith("090")
    assert await page.evaluate("document.documentElement.lang") == "pt-BR"


@pytest.mark.parametrize("language", [each for each in Language if not each.is_japanese], ids=str)
async def test_letters_are_drawn_with_a_font_of_their_language(kiosk: Served, page: Page, language: Language) -> None:
    kiosk.show(replace(EVENTS, look=Look(language=language)))
    await page.goto(kiosk.origin)
    client = await page.context.new_cdp_session(page)
    await client.send("DOM.enable")
    await client.send("CSS.enable")
    document = await client.send("DOM.getDocument")
    heading = await client.send("DOM.querySelector", {"nodeId": document["root"]["nodeId"], "selector": "h1"})
    fonts = await client.send("CSS.getPlatformFontsForNode", {"nodeId": heading["nodeId"]})
    wanted = {Language.CHINESE: "Noto Sans CJK SC", Language.KOREAN: "Noto Sans CJK KR"}.get(language, "Noto Sans")
    assert {font["familyName"] for font in fonts["fonts"]} == {wanted}
