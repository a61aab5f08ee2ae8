"""Devices are plugged in and pulled out in any order, before the agent starts and after: each ends as its plug is."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import permutations

import pytest

from provisioning.sandbox.inputs.control import PenHand, ScannerHand
from provisioning.sandbox.inputs.requests import Outcome, Point
from provisioning.sandbox.inputs.service import InputService
from tests.contracts.following import emulated_inputs

NAMES = ("typing", "serial", "pen")
LINE = tuple(Point(0.1 + step / 50, 0.5, 0.5) for step in range(20))
ORDERS = list(permutations(NAMES))
FIRST_ORDERS = (ORDERS[0], ORDERS[-1])


class Kept:
    """All three devices, kept by a supervisor; what has changed is told as `name state` or `name event`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def until(self, *wanted: str) -> None:
        """Wait until all of it was told, in whatever order."""
        assert self._process.stdout is not None
        missing = set(wanted)
        async with asyncio.timeout(30):
            while missing:
                missing.discard((await self._process.stdout.readline()).decode().strip())


@asynccontextmanager
async def kept(service: InputService) -> AsyncIterator[Kept]:
    """The devices, kept open in a program of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.edge_agent.devices.keeper"),
        env={**os.environ, **service.environment},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Kept(process)
    finally:
        process.kill()
        await process.communicate()


def hands(service: InputService) -> dict[str, ScannerHand | PenHand]:
    """The hand at each device."""
    return {"typing": service.hand, "serial": service.serial_hand, "pen": service.pen_hand}


async def use(service: InputService, keeper: Kept) -> None:
    """Each device says something, and it arrives from that one."""
    assert await service.hand.scan("4901234567894") is Outcome.DONE
    await keeper.until("typing CodeRead")
    assert await service.serial_hand.scan("4901234567894") is Outcome.DONE
    await keeper.until("serial CodeRead")
    assert await service.pen_hand.write([LINE]) is Outcome.DONE
    await keeper.until("pen PenUp")


@pytest.fixture
async def service() -> AsyncIterator[InputService]:
    async with emulated_inputs() as running:
        for hand in hands(running).values():
            await hand.pull_out()
        yield running


async def _walk(service: InputService, order: Sequence[str]) -> None:
    at = hands(service)
    await at[order[0]].plug_in()
    async with kept(service) as keeper:
        await keeper.until(f"{order[0]} idle")
        for name in order[1:]:
            await at[name].plug_in()
            await keeper.until(f"{name} idle")
        await use(service, keeper)
        for name in order:
            await at[name].pull_out()
            await keeper.until(f"{name} absent")
        for name in reversed(order):
            await at[name].plug_in()
        await keeper.until(*(f"{name} idle" for name in order))
        await use(service, keeper)


@pytest.mark.parametrize("order", FIRST_ORDERS, ids="-".join)
async def test_devices_come_and_go_and_come_again(service: InputService, order: Sequence[str]) -> None:
    await _walk(service, order)


@pytest.mark.more
@pytest.mark.parametrize("order", [order for order in ORDERS if order not in FIRST_ORDERS], ids="-".join)
async def test_devices_come_and_go_in_any_order(service: InputService, order: Sequence[str]) -> None:
    await _walk(service, order)


async def test_a_plug_that_is_pulled_and_put_back_at_once_ends_up_in(service: InputService) -> None:
    async with kept(service) as keeper:
        for _ in range(5):
            for hand in hands(service).values():
                await hand.plug_in()
                await hand.pull_out()
        for hand in hands(service).values():
            await hand.plug_in()
        await keeper.until(*(f"{name} idle" for name in NAMES))
        await asyncio.sleep(0.5)
        await use(service, keeper)
