"""A catalogue is loaded once, counted, kept for ever, and in force from its day."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from central.db.changes import Listener
from central.errors import BadCatalogue
from central.guidance.channels import CATALOGUES
from central.guidance.queries import Published, catalogue, current
from central.guidance.use_cases import load_catalogue as loading
from central.guidance.use_cases.load_catalogue import load_catalogue
from protocol.village.catalogue import version_of
from tests.central.clock import TestClock
from tests.central.terminal import count

from .catalogues import CATALOGUE, CONTENT, VERSION, content_of, other

pytestmark = pytest.mark.usefixtures("database")
TODAY = date(2026, 11, 20)
CLOCK = TestClock()


async def test_a_loaded_catalogue_is_in_force_and_found_by_its_version() -> None:
    assert await current(TODAY) is None
    assert await load_catalogue(CONTENT, clock=CLOCK) == 1
    assert await current(TODAY) == Published(1, VERSION, CONTENT)
    assert await catalogue(VERSION) == CATALOGUE
    assert await catalogue(VERSION) is await catalogue(VERSION)


async def test_a_version_that_was_never_loaded_is_not_found() -> None:
    assert await catalogue("0" * 64) is None


async def test_the_same_version_twice_is_once() -> None:
    assert [await load_catalogue(CONTENT, clock=CLOCK) for _ in range(2)] == [1, 1]
    assert await count("guidance_catalogue") == 1


async def test_an_earlier_version_loaded_again_is_the_newest() -> None:
    loaded = [CONTENT, content_of("別の村"), CONTENT]
    assert [await load_catalogue(content, clock=CLOCK) for content in loaded] == [1, 2, 3]
    assert await current(TODAY) == Published(3, VERSION, CONTENT)
    assert await catalogue(version_of(loaded[1])) == other("別の村")


async def test_a_catalogue_waits_for_its_day() -> None:
    later = content_of("来年度", effective_from="2027-04-01")
    for content in (CONTENT, later):
        await load_catalogue(content, clock=CLOCK)
    assert await current(date(2027, 3, 31)) == Published(1, VERSION, CONTENT)
    assert await current(date(2027, 4, 1)) == Published(2, version_of(later), later)


async def test_two_who_load_at_once_get_serials_of_their_own() -> None:
    both = (load_catalogue(content, clock=CLOCK) for content in (CONTENT, content_of("別の村")))
    assert sorted(await asyncio.gather(*both)) == [1, 2]


async def test_whoever_publishes_is_told(database_url: str) -> None:
    heard = Listener(database_url, {CATALOGUES}).changes()
    await anext(heard)
    await load_catalogue(CONTENT, clock=CLOCK)
    assert (await asyncio.wait_for(anext(heard), 5)).id == VERSION


@pytest.mark.parametrize("content", [b"", b"{}", CONTENT.replace(b"p.", b"q.")])
async def test_what_is_not_sound_is_not_loaded(content: bytes) -> None:
    with pytest.raises(BadCatalogue):
        await load_catalogue(content, clock=CLOCK)
    assert await count("guidance_catalogue") == 0


async def test_what_does_not_fit_into_one_message_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGEST_CATALOGUE", len(CONTENT) - 1)
    with pytest.raises(BadCatalogue, match="larger"):
        await load_catalogue(CONTENT, clock=CLOCK)
