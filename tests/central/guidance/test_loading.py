"""A catalogue is loaded once, counted, kept for ever, and in force from its day."""

from __future__ import annotations

import asyncio
import logging
from datetime import date

import pytest

from central.db.changes import Listener
from central.errors import BadCatalogue
from central.guidance.channels import CATALOGUES
from central.guidance.queries import Published, catalogue, current, in_force
from central.guidance.use_cases import load_catalogue as loading
from central.guidance.use_cases.load_catalogue import load_catalogue
from central.guidance.use_cases.miss_catalogue import miss_catalogue
from central.operations.queries import open_alarms
from protocol.village.catalogue import version_of
from tests.central.clock import TestClock
from tests.central.terminal import count
from tests.central.waiting import rolled_back

from .catalogues import CATALOGUE, CONTENT, VERSION, content_of, other

pytestmark = pytest.mark.usefixtures("database")
TODAY = date(2026, 11, 20)
CLOCK = TestClock()
FIRST = int(CLOCK.now().timestamp())


async def test_a_loaded_catalogue_is_in_force_and_found_by_its_version() -> None:
    assert await current(TODAY) is None
    assert await load_catalogue(CONTENT, clock=CLOCK) == FIRST
    assert await current(TODAY) == Published(FIRST, VERSION, CONTENT)
    assert await catalogue(VERSION) == CATALOGUE
    assert await catalogue(VERSION) is await catalogue(VERSION)


async def test_a_version_that_was_never_loaded_is_not_found() -> None:
    assert await catalogue("0" * 64) is None


async def test_the_same_version_twice_is_kept_once_and_given_anew() -> None:
    assert [await load_catalogue(CONTENT, clock=CLOCK) for _ in range(2)] == [FIRST, FIRST + 1]
    assert await count("guidance_catalogue") == 1


async def test_an_earlier_version_loaded_again_is_the_newest() -> None:
    loaded = [CONTENT, content_of("別の村"), CONTENT]
    assert [await load_catalogue(content, clock=CLOCK) for content in loaded] == [FIRST, FIRST + 1, FIRST + 2]
    assert await current(TODAY) == Published(FIRST + 2, VERSION, CONTENT)
    assert await catalogue(version_of(loaded[1])) == other("別の村")


async def test_a_catalogue_waits_for_its_day() -> None:
    later = content_of("来年度", effective_from="2027-04-01")
    for content in (CONTENT, later):
        await load_catalogue(content, clock=CLOCK)
    assert await current(date(2027, 3, 31)) == Published(FIRST, VERSION, CONTENT)
    assert await current(date(2027, 4, 1)) == Published(FIRST + 1, version_of(later), later)


async def test_the_catalogue_in_force_is_read_whole_once(caplog: pytest.LogCaptureFixture) -> None:
    named = content_of("数える村")
    assert await in_force(TODAY) is None
    await load_catalogue(named, clock=CLOCK)
    with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
        first = await in_force(TODAY)
        assert first == other("数える村")
        assert _reads_content(caplog) == 1
        assert all([await in_force(TODAY) is first for _ in range(5)])
        assert _reads_content(caplog) == 1
    await load_catalogue(content_of("次の村"), clock=CLOCK)
    assert await in_force(TODAY) == other("次の村")


async def test_two_who_load_at_once_get_serials_of_their_own() -> None:
    both = (load_catalogue(content, clock=CLOCK) for content in (CONTENT, content_of("別の村")))
    assert sorted(await asyncio.gather(*both)) == [FIRST, FIRST + 1]


async def test_a_database_that_was_restored_counts_on_above_what_it_gave_before() -> None:
    clock = TestClock()
    await load_catalogue(CONTENT, clock=clock)
    clock.go_on(3600)
    lost = await _loaded_and_lost(content_of("失われた版"), clock)
    clock.go_on(60)
    assert await load_catalogue(CONTENT, clock=clock) > lost


async def test_a_clock_that_went_back_does_not_take_the_serial_back() -> None:
    clock = TestClock()
    first = await load_catalogue(CONTENT, clock=clock)
    clock.go_on(-3600)
    assert await load_catalogue(content_of("別の村"), clock=clock) == first + 1


async def test_a_version_that_is_missed_is_an_alarm_until_it_is_loaded() -> None:
    missed = version_of(content_of("見失った村"))
    assert await miss_catalogue(missed, "lobby-1", CLOCK.now())
    assert await miss_catalogue(missed, "desk-2", CLOCK.now())
    (alarm,) = await open_alarms()
    assert (alarm.kind, alarm.subject, alarm.times) == ("catalogue-missing", missed, 2)
    await load_catalogue(CONTENT, clock=CLOCK)
    assert len(await open_alarms()) == 1
    await load_catalogue(content_of("見失った村"), clock=CLOCK)
    assert await open_alarms() == []
    assert not await miss_catalogue(missed, "lobby-1", CLOCK.now())


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


async def _loaded_and_lost(content: bytes, clock: TestClock) -> int:
    """The serial that the terminals have of a loading that the database has forgotten."""
    serials: list[int] = []

    async def load() -> None:
        serials.append(await load_catalogue(content, clock=clock))

    await rolled_back(load)
    return serials[0]


def _reads_content(caplog: pytest.LogCaptureFixture) -> int:
    """How many statements so far read a catalogue's content."""
    return sum(1 for line in caplog.messages if "guidance_catalogue" in line and '"content"' in line)
