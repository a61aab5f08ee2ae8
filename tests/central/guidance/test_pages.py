"""The page 案内の訳: how far the catalogue in force is translated; and what `load` says of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest

from central.console.room import Room
from central.console.settings import ConsoleSettings
from central.guidance import pages
from central.guidance.translation_list import translation_list
from central.guidance.use_cases.load_catalogue import load_catalogue
from central.staff.roles import Role
from central.texts.catalogue import read_texts
from protocol.village.catalogue import Catalogue, TextState, Translation, canonical_bytes
from protocol.village.translations import OTHER_LANGUAGES, translatable
from provisioning.site.catalogue import village_catalogue
from tests.central.accounts import account
from tests.central.console.village import PASSWORD, ROOMS, Browser, Village, open_village
from tests.central.database import PrivatePostgres


@pytest.fixture
async def village(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """The console with the room of guidance, an operator and somebody else."""
    rooms = (*ROOMS, Room("guidance", pages.ROUTES, pages.MENU, pages.LIVE))
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True), rooms) as opened:
        operator = {"name": "神地 わたる", "section": "総務課", "roles": [Role.OPERATOR]}
        await account("unyo", PASSWORD, clock=opened.clock, **operator)  # type: ignore[arg-type]
        clerk = {"name": "大室 しげる", "section": "住民課", "roles": [Role.CLERK]}
        await account("uketsuke", PASSWORD, clock=opened.clock, **clerk)  # type: ignore[arg-type]
        yield opened


async def _signed_in(village: Village, name: str) -> Browser:
    browser = village.browser()
    await browser.sign_in(name)
    return browser


def _whole(state: TextState) -> Catalogue:
    catalogue = village_catalogue()
    words = {
        text: {language: Translation("x", state) for language in OTHER_LANGUAGES} for text in translatable(catalogue)
    }
    return msgspec.structs.replace(catalogue, translations=words)


def _without(text: str) -> Catalogue:
    """The catalogue as it is when a village has changed one text: nothing is translated under the new one."""
    catalogue = village_catalogue()
    words = {source: found for source, found in catalogue.translations.items() if source != text}
    return msgspec.structs.replace(catalogue, translations=words)


async def test_a_village_without_a_catalogue_is_told_so(village: Village) -> None:
    browser = await _signed_in(village, "unyo")
    status, html, _ = await browser.get(pages.PATH)
    assert (status, "いま使われている案内のデータがありません。" in html) == (200, True)


async def test_what_is_missing_and_what_waits_to_be_checked_is_listed_by_language(village: Village) -> None:
    catalogue = msgspec.structs.replace(_without("位置図"), effective_from="2020-01-01")
    await load_catalogue(canonical_bytes(catalogue), clock=village.clock)
    browser = await _signed_in(village, "unyo")
    status, html, _ = await browser.get(pages.PATH)
    assert status == 200
    assert "Tiếng Việt" in html
    assert "<td>訳なし</td><td>位置図</td>" in html
    assert '<td>要確認</td><td>犬を飼っていますか</td><td lang="en">Do you keep a dog?</td>' in html


async def test_whoever_settles_nothing_does_not_see_it(village: Village) -> None:
    browser = await _signed_in(village, "uketsuke")
    status, _, _ = await browser.get(pages.PATH)
    assert status == 403


def test_load_counts_each_language_and_names_each_text_once() -> None:
    lines = translation_list(_without("位置図"), read_texts())
    assert lines[0].startswith("やさしい日本語: 訳 0、要確認 ")
    assert lines.count("訳なし（ja-easy en zh ko pt vi）: 位置図") == 1


def test_load_says_nothing_of_a_catalogue_that_is_done() -> None:
    assert translation_list(_whole(TextState.TRANSLATED), read_texts()) == ()
    counts = translation_list(_whole(TextState.TO_CHECK), read_texts())
    assert len(counts) == len(OTHER_LANGUAGES)
