"""What every driver keeps whose device is plugged in: waited for, told apart, refused with a reason, closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from . import code_readers, pens

IDLE, ABSENT = "standing idle", "standing absent"
BENCHES = {f"pen-{name}": lay for name, lay in pens.BENCHES.items()} | {
    f"code-reader-{name}": lay for name, lay in code_readers.BENCHES.items()
}
Bench = pens.Bench | code_readers.Bench


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with BENCHES[request.param]() as laid:
        yield laid


async def test_a_device_is_waited_for(bench: Bench) -> None:
    await bench.hand.pull_out()
    async with bench.followed() as follower:
        assert await follower.next() == ABSENT
        await bench.hand.plug_in()
        assert await follower.next() == IDLE


async def test_it_is_found_by_each_of_its_words_and_no_other_is_taken(bench: Bench) -> None:
    for match in bench.matches:
        async with bench.followed(match) as follower:
            assert await follower.next() == IDLE
    for other in bench.others:
        async with bench.followed(other) as follower:
            assert await follower.next() == ABSENT


async def test_a_device_that_cannot_be_had_says_why(bench: Bench) -> None:
    for trouble, fault in ((bench.in_use, "in-use"), (bench.forbidden, "no-permission")):
        async with bench.followed(trouble=trouble) as follower:
            assert await follower.next() == f"fault {fault}"


async def test_closing_ends_the_events_with_a_device_and_without_one(bench: Bench) -> None:
    for is_in, standing in ((True, IDLE), (False, ABSENT)):
        await (bench.hand.plug_in() if is_in else bench.hand.pull_out())
        async with bench.followed() as follower:
            assert await follower.next() == standing
            await follower.close()
            assert await follower.next() == "ended absent"
