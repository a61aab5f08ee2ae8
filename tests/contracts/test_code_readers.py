"""What every driver of a code reader keeps, whatever it drives."""

from __future__ import annotations

import asyncio
import string
from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.code_reader.port import LONGEST_CODE
from protocol.codes import CodeKind, new_code
from provisioning.sandbox.inputs.requests import Outcome

from .code_readers import BENCHES, Bench

IDLE = "standing idle"
ABSENT = "standing absent"
SIGNS = string.ascii_letters + string.digits + " -=[]\\;'`,./!@#$%^&*()_+{}|:\"~<>?"


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with BENCHES[request.param]() as laid:
        yield laid


def test_every_driver_of_the_catalog_is_under_contract() -> None:
    assert set(REAL_DEVICES.code_readers) <= set(BENCHES)


async def test_a_code_is_read_as_it_stands_on_the_paper(bench: Bench) -> None:
    async with bench.followed() as follower:
        assert await follower.next() == IDLE
        assert await bench.hand.scan("4901234567894") is Outcome.DONE
        assert await follower.next() == "read 4901234567894"


async def test_every_sign_of_the_keyboard_is_told_apart_also_shifted(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan(SIGNS)
        assert await follower.next() == f"read {SIGNS}"


async def test_the_codes_of_a_slip_are_read_one_after_the_other(bench: Bench) -> None:
    codes = [new_code(kind).text for kind in (CodeKind.CASE, CodeKind.SECTION, CodeKind.SECTION)]
    async with bench.followed() as follower:
        await follower.next()
        for code in codes:
            await bench.hand.scan(code, pace=0)
        assert [await follower.next() for _ in codes] == [f"read {code}" for code in codes]


async def test_a_burst_without_a_pause_between_signs_arrives_whole(bench: Bench) -> None:
    text = "0123456789" * 14
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan(text, pace=0)
        assert await follower.next() == f"read {text}"


async def test_the_longest_code_is_read_and_a_longer_one_is_torn(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan("x" * LONGEST_CODE, pace=0)
        assert await follower.next() == "read " + "x" * LONGEST_CODE
        await bench.hand.scan("x" * (LONGEST_CODE + 1), pace=0)
        assert await follower.next() == "torn"
        await bench.hand.scan("next")
        assert await follower.next() == "read next"


async def test_a_code_that_stops_in_the_middle_is_torn_and_the_next_one_is_whole(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan("DSM1:C012", is_whole=False)
        assert await follower.next() == "torn"
        await bench.hand.scan("next")
        assert await follower.next() == "read next"


async def test_an_empty_code_is_nothing(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan("")
        await bench.hand.scan("next")
        assert await follower.next() == "read next"


async def test_a_reader_pulled_out_in_the_middle_of_a_code_is_absent_until_it_is_back(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        await bench.hand.scan("DSM1:C012", is_whole=False)
        await bench.hand.pull_out()
        assert [await follower.next(), await follower.next()] == ["torn", ABSENT]
        await bench.hand.plug_in()
        assert await follower.next() == IDLE
        await bench.hand.scan("next")
        assert await follower.next() == "read next"


async def test_a_reader_pulled_out_while_it_types_leaves_no_half_code_behind(bench: Bench) -> None:
    async with bench.followed() as follower:
        await follower.next()
        typing = asyncio.create_task(bench.hand.scan("x" * 200, pace=0.01))
        await asyncio.sleep(0.2)
        await bench.hand.pull_out()
        assert await typing is Outcome.NOT_PLUGGED
        assert [await follower.next(), await follower.next()] == ["torn", ABSENT]
