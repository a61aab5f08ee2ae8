"""What every driver of a signal lamp keeps, whatever it drives."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge_agent.clock import SystemClock
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.signal_lamp.port import Signal
from edge_agent.devices.supervisor import Supervisor
from edge_agent.errors import DeviceError, DeviceGone
from protocol.devices import DeviceKind, DeviceState, FaultCode
from provisioning.sandbox.lamp.place import Seen

from .signal_lamps import BENCHES, Bench

READY = Standing(DeviceState.READY)


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    return BENCHES[request.param](tmp_path)


@asynccontextmanager
async def kept(bench: Bench) -> AsyncIterator[None]:
    """The lamp, kept open as the agent does."""

    async def nobody(_: object) -> None:
        raise AssertionError

    supervisor = Supervisor(SystemClock(), shortest_pause_seconds=0.01, longest_pause_seconds=0.05)
    supervisor.add(bench.lamp, nobody)
    running = asyncio.create_task(supervisor.run())
    yield
    running.cancel()
    await asyncio.wait([running])


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110  what is waited for knows no event
            await asyncio.sleep(0.005)


def test_every_driver_of_the_catalog_is_under_contract() -> None:
    assert set(REAL_DEVICES.signal_lamps) <= set(BENCHES)


async def test_a_closed_lamp_is_absent_and_dark(bench: Bench) -> None:
    assert (bench.lamp.kind, bench.lamp.status) == (DeviceKind.SIGNAL_LAMP, ABSENT)
    bench.lamp.show(Signal.LIT)
    await bench.lamp.close()
    assert bench.place.seen is Seen.DARK


async def test_it_says_what_it_was_told_before_it_was_opened(bench: Bench) -> None:
    bench.lamp.show(Signal.LIT)
    await bench.lamp.open()
    assert (bench.lamp.status, bench.place.seen) == (READY, Seen.LIT)
    await bench.lamp.close()
    assert (bench.lamp.status, bench.place.seen) == (ABSENT, Seen.DARK)


async def test_it_says_whatever_it_is_told(bench: Bench) -> None:
    async with kept(bench):
        await until(lambda: bench.lamp.status == READY)
        for signal in (Signal.LIT, Signal.BLINKING, Signal.DARK, Signal.BLINKING, Signal.LIT):
            bench.lamp.show(signal)
            await until(lambda wanted=signal: bench.place.seen == wanted.value)  # type: ignore[misc]


async def test_a_lamp_that_is_plugged_in_again_says_what_was_told_meanwhile(bench: Bench) -> None:
    async with kept(bench):
        bench.lamp.show(Signal.LIT)
        await until(lambda: bench.place.seen is Seen.LIT)
        bench.place.plug(is_in=False)
        await until(lambda: bench.lamp.status == ABSENT)
        bench.lamp.show(Signal.BLINKING)
        bench.place.plug(is_in=True)
        await until(lambda: bench.place.seen is Seen.BLINKING)
        assert bench.lamp.status == READY


async def test_a_lamp_that_no_longer_answers_is_unresponsive(bench: Bench) -> None:
    await bench.lamp.open()
    bench.usb.is_mute = True
    with pytest.raises(DeviceError) as broken:
        _ = [each async for each in bench.lamp.events()]
    assert broken.value.fault is FaultCode.UNRESPONSIVE
    await bench.lamp.close()


@pytest.mark.parametrize(
    ("refusal", "fault"), [(errno.EACCES, FaultCode.NO_PERMISSION), (errno.EBUSY, FaultCode.IN_USE)]
)
async def test_a_lamp_that_cannot_be_had_says_why(bench: Bench, refusal: int, fault: FaultCode) -> None:
    bench.usb.refusal = refusal
    with pytest.raises(DeviceError) as refused:
        await bench.lamp.open()
    assert refused.value.fault is fault
    await bench.lamp.close()


async def test_it_is_found_by_each_of_its_words_and_no_other_is_taken(bench: Bench) -> None:
    for match in bench.matches:
        lamp = bench.driver(match)
        await lamp.open()
        await lamp.close()
    for other in bench.others:
        lamp = bench.driver(other)
        with pytest.raises(DeviceGone):
            await lamp.open()
        await lamp.close()


async def test_closing_ends_the_events(bench: Bench) -> None:
    await bench.lamp.open()
    events = bench.lamp.events()
    assert await anext(events) == READY
    ending = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    await bench.lamp.close()
    await bench.lamp.close()
    with pytest.raises(StopAsyncIteration):
        await ending
