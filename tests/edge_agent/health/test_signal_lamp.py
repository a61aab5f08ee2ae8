"""The technician's test of the lamp: it says all it can, and whoever uses it has it back at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.signal_lamp.port import Signal
from edge_agent.health.card_reader import VisitInProgress
from edge_agent.health.signal_lamp import LampShown, SignalLampCheck
from protocol.devices import DeviceKind, DeviceState, FaultCode

READY = Standing(DeviceState.READY)


class HandLamp:
    """A lamp that notes what it was told."""

    kind = DeviceKind.SIGNAL_LAMP
    name = "signal-lamp"

    def __init__(self) -> None:
        self.status = READY
        self.shown: list[Signal] = []

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[Standing]:
        yield self.status

    def show(self, signal: Signal) -> None:
        """Note it."""
        self.shown.append(signal)


class Bench:
    """A check with its lamp."""

    def __init__(self) -> None:
        self.lamp = HandLamp()
        self.is_resting = True
        self.check = SignalLampCheck(self.lamp, is_resting=lambda: self.is_resting, each_seconds=0.1)


@pytest.fixture
async def bench() -> Bench:
    return Bench()


async def test_all_it_can_say_is_shown_in_turn_and_then_what_was_wanted_meanwhile(bench: Bench) -> None:
    bench.check.show(Signal.BLINKING)
    looking = asyncio.create_task(bench.check.look(30))
    await asyncio.sleep(0.05)
    bench.check.show(Signal.LIT)
    assert await looking == LampShown()
    assert bench.lamp.shown == [Signal.BLINKING, Signal.LIT, Signal.BLINKING, Signal.DARK, Signal.LIT]


async def test_a_visit_has_the_lamp_back_at_once(bench: Bench) -> None:
    bench.is_resting = False
    assert await bench.check.look(30) == VisitInProgress()
    assert bench.lamp.shown == [Signal.LIT, Signal.DARK]


@pytest.mark.parametrize(
    ("standing", "fault"),
    [(ABSENT, FaultCode.OFFLINE), (Standing(DeviceState.FAULT, FaultCode.IN_USE), FaultCode.IN_USE)],
)
async def test_a_lamp_that_shows_nothing_is_a_fault(bench: Bench, standing: Standing, fault: FaultCode) -> None:
    bench.lamp.status = standing
    assert await bench.check.look(30) is fault


async def test_a_technician_who_gives_up_leaves_the_lamp_as_it_was(bench: Bench) -> None:
    looking = asyncio.create_task(bench.check.look(30))
    await asyncio.sleep(0.05)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    assert bench.lamp.shown == [Signal.LIT, Signal.DARK]
