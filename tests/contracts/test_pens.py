"""What every driver of a pen keeps, whatever it drives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from edge_agent.devices.catalog import REAL_DEVICES
from provisioning.sandbox.inputs.requests import Outcome, Point

from .following import Followed
from .pens import BENCHES, Bench

IDLE, ABSENT = "standing idle", "standing absent"
RATIO = 0.625


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with BENCHES[request.param]() as laid:
        yield laid


def line(row: float, steps: int = 20, pressure: float = 0.5) -> tuple[Point, ...]:
    """A level line across the tablet."""
    return tuple(Point(0.1 + 0.8 * step / steps, row, pressure) for step in range(steps + 1))


async def stroke(follower: Followed) -> list[tuple[int, float, float, int]]:
    """The next stroke: when, where and how hard."""
    assert await follower.next() == f"down {RATIO}"
    points = []
    while (said := await follower.next()) != "up":
        word, at, x, y, pressure = said.split()
        assert word == "at"
        points.append((int(at), float(x), float(y), int(pressure)))
    return points


def test_every_driver_of_the_catalog_is_under_contract() -> None:
    assert set(REAL_DEVICES.pens) <= set(BENCHES)


async def test_a_stroke_is_where_it_was_written(bench: Bench) -> None:
    async with bench.followed() as follower:
        assert await follower.next() == IDLE
        assert await bench.hand.write([line(0.25), line(0.75)]) is Outcome.DONE
        for row in (0.25, 0.75):
            points = await stroke(follower)
            assert len(points) == 21
            assert [x for _, x, _, _ in points] == pytest.approx([0.1 + 0.04 * step for step in range(21)], abs=1e-3)
            assert [y for _, _, y, _ in points] == pytest.approx([row * RATIO] * 21, abs=1e-3)


async def test_every_one_of_4096_levels_is_told_apart(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        for lightest in range(1, 4096, 273):  # as many at once as no machine is too slow to read
            levels = range(lightest, lightest + 273)
            await bench.hand.write([tuple(Point(0.5, 0.5, level / 4095) for level in levels)], pace=0)
            assert [pressure for *_, pressure in await stroke(follower)] == list(levels)


async def test_the_time_of_a_stroke_is_the_pens_own(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.write([line(0.5)], pace=0.01)
        times = [at for at, *_ in await stroke(follower)]
        steps = [after - before for before, after in pairwise(times)]
        assert all(9 <= step <= 11 for step in steps)


async def test_nothing_is_drawn_across_a_loss(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.write([line(0.5)], is_lossy=True)
        before, after = await stroke(follower), await stroke(follower)
        assert (len(before), len(after)) == (10, 10)
        assert before[-1][1] < 0.5 < after[0][1]
        await bench.hand.write([line(0.25)])
        assert len(await stroke(follower)) == 21


async def test_a_tablet_pulled_out_while_it_is_written_on_ends_the_stroke(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.write([line(0.5)], is_whole=False)
        await bench.hand.pull_out()
        assert len(await stroke(follower)) == 21
        assert await follower.next() == ABSENT
        await bench.hand.plug_in()
        assert await follower.next() == IDLE
        await bench.hand.write([line(0.25)])
        assert len(await stroke(follower)) == 21
