"""Two hundred neutral stops of each cause at forty kiosks: one page, one length, one moment, and no trace."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from statistics import median

import aiohttp
import pytest
import structlog

from central.audit.queries import lines_of
from edge_agent.health.report import HealthReport
from edge_agent.link.states import LinkStates
from edge_agent.local_api.view import AgentView
from tests.central.identity.cards import Card
from tests.edge_agent.counter import counter_clock
from tests.edge_agent.local_api.test_view import Nobody, OneReader

from .causes import Bearers, Cause
from .counter import Counter
from .ranks import rank_score
from .resident import Resident, Seen

_NEUTRAL_SECONDS = 4.0
_SLACK_SECONDS = 0.5
_APART_SECONDS = 0.01
_UNLIKELY_SCORE = 4.5
_MOST_VISITS = 3

Sights = dict[Cause, list[Seen]]


@pytest.mark.parametrize("counters", [5], indirect=True)
async def test_one_neutral_stop_of_each_cause_looks_and_comes_like_every_other(
    counters: list[Counter], bearers: Bearers
) -> None:
    _are_one(await _visits(counters, bearers, 1), 1)
    await _nothing_is_left(counters, bearers)


@pytest.mark.more
@pytest.mark.parametrize("counters", [40], indirect=True)
async def test_two_hundred_neutral_stops_of_each_cause_cannot_be_told_apart(
    counters: list[Counter], bearers: Bearers
) -> None:
    before = [await _told(counter) for counter in counters]
    with structlog.testing.capture_logs() as logs:
        sights = await _visits(counters, bearers, 25)
    _are_one(sights, 200)
    _come_together(sights)
    assert {entry["event"] for entry in logs} == {"kiosk.started"}
    assert [await _told(counter) for counter in counters] == before
    await _nothing_is_left(counters, bearers)


async def _visits(counters: list[Counter], bearers: Bearers, rounds: int) -> Sights:
    """Every counter meets every cause in turn, all counters at once, no two causes more often at the same place."""
    sights: Sights = defaultdict(list)
    async with asyncio.TaskGroup() as group:
        for place, counter in enumerate(counters):
            group.create_task(_stand_at(counter, place, rounds, bearers, sights))
    return sights


async def _stand_at(counter: Counter, place: int, rounds: int, bearers: Bearers, sights: Sights) -> None:
    await asyncio.sleep(_NEUTRAL_SECONDS * (place % 40) / 40)
    jar, in_time = aiohttp.CookieJar(unsafe=True), aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=in_time) as http:
        resident = Resident(counter, http)
        await resident.arrive()
        for each in range(rounds):
            cause = tuple(Cause)[(place + each) % len(Cause)]
            sights[cause].append(await _visit(counter, resident, bearers.cards[cause]))


async def _visit(counter: Counter, resident: Resident, card: Card) -> Seen:
    """One visit, and another where central was late."""
    for _ in range(_MOST_VISITS):
        await resident.reach_the_number()
        await counter.put(card)
        seen = await resident.give_the_number()
        await resident.leave()
        if seen is not None:
            return seen
    raise AssertionError("central is always late")


def _are_one(sights: Sights, count: int) -> None:
    """Page, headers, words of the live line are the same for all; the length is, where the revision is as long."""
    assert {cause: len(seen) for cause, seen in sights.items()} == dict.fromkeys(Cause, count)
    seen = [each for each_cause in sights.values() for each in each_cause]
    assert len({each.page for each in seen}) == 1
    assert len({each.headers for each in seen}) == 1
    assert {each.words for each in seen} == {2}
    assert len(dict(each.length for each in seen)) == len({each.length for each in seen})
    assert min(each.seconds for each in seen) >= _NEUTRAL_SECONDS - 0.001
    assert median(each.seconds for each in seen) < _NEUTRAL_SECONDS + _SLACK_SECONDS


def _come_together(sights: Sights) -> None:
    """The moments of one cause lie among those of the others."""
    for cause, seen in sights.items():
        own = [each.seconds for each in seen]
        others = [each.seconds for other, more in sights.items() if other is not cause for each in more]
        assert abs(median(own) - median(others)) < _APART_SECONDS, cause
        assert abs(rank_score(own, others)) < _UNLIKELY_SCORE, cause


async def _told(counter: Counter) -> tuple[object, ...]:
    """What the local API tells of a counter."""
    clock = counter_clock()
    links = LinkStates(Nobody(), clock, told_time=clock.compare)
    view = AgentView(
        terminal=counter.terminal,
        version="1",
        clock=clock,
        outbox=counter.outbox,
        links=links,
        devices=OneReader(),
        health=HealthReport(clock),
    )
    return view.status(), await view.waiting()


async def _nothing_is_left(counters: list[Counter], bearers: Bearers) -> None:
    """Central knows every true cause; no file of a terminal has one, nor a certificate."""
    causes = {line["code"] for line in await lines_of() if line["action"] == "identity-checked"}
    assert causes == {"V02", "R01", "R02", "V00"}
    traces = [f'"{cause}"'.encode() for cause in causes] + [card.der for card in bearers.cards.values()]
    for counter in counters:
        assert counter.outbox.standing().stream.seq == 1
        for file in counter.folder.iterdir():
            content = await asyncio.to_thread(file.read_bytes)
            assert [trace for trace in traces if trace in content] == [], file.name
        assert causes.isdisjoint(await asyncio.to_thread(_words_of, counter.folder))


def _words_of(folder: Path) -> set[str]:
    """What the outbox has in the open: three letters of a code come by chance in what is sealed."""
    copied = shutil.copytree(folder, folder.with_name(f"{folder.name}-copied"))
    with closing(connect(copied / "outbox.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert tables
        rows = (row for table in tables for row in database.execute(f"SELECT * FROM {table}"))  # noqa: S608
        return {word for row in rows for value in row if isinstance(value, str) for word in re.findall(r"\w+", value)}
