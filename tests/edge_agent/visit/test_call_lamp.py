"""The lamp is lit while somebody waits for staff, and blinks while a device has a fault."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.signal_lamp.port import Signal
from edge_agent.visit.call_lamp import CallLamp
from edge_agent.visit.state import Call, CallStatus, State
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode


class Lamp:
    """A lamp that remembers what it says."""

    kind = DeviceKind.SIGNAL_LAMP
    name = "signal-lamp"
    status = ABSENT

    def __init__(self) -> None:
        self.said = Signal.DARK

    def show(self, signal: Signal) -> None:
        self.said = signal

    async def open(self) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError

    def events(self) -> AsyncIterator[Standing]:
        raise NotImplementedError


class Visits:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[State] = asyncio.Queue()

    async def changes(self) -> AsyncIterator[State]:
        while True:
            yield await self.queue.get()


class Devices:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[tuple[DeviceStatus, ...]] = asyncio.Queue()

    async def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        while True:
            yield await self.queue.get()


class Counter:
    """A lamp with what it follows."""

    def __init__(self) -> None:
        self.lamp, self.visits, self.devices = Lamp(), Visits(), Devices()

    async def call(self, status: CallStatus) -> Signal:
        """What the lamp says when a call has come so far."""
        await self.visits.queue.put(State(call=Call(status, "1")))
        await asyncio.sleep(0.01)
        return self.lamp.said

    async def stand(self, state: DeviceState, fault: FaultCode | None = None) -> Signal:
        """What the lamp says when a printer stands so."""
        status = DeviceStatus(DeviceKind.RECEIPT_PRINTER, "receipt-printer", state, fault, "")
        await self.devices.queue.put((status,))
        await asyncio.sleep(0.01)
        return self.lamp.said


@asynccontextmanager
async def followed() -> AsyncIterator[Counter]:
    """A lamp that follows."""
    counter = Counter()
    running = asyncio.create_task(CallLamp(counter.lamp, counter.visits, counter.devices).run())
    yield counter
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.parametrize("status", [CallStatus.CALLING, CallStatus.BUFFERED])
async def test_it_is_lit_until_the_call_is_answered_or_withdrawn(status: CallStatus) -> None:
    async with followed() as counter:
        assert await counter.call(status) is Signal.LIT
        assert await counter.call(CallStatus.COMING) is Signal.DARK
        assert await counter.call(status) is Signal.LIT
        assert await counter.call(CallStatus.NONE) is Signal.DARK


async def test_it_blinks_while_a_device_has_a_fault_and_absence_is_none() -> None:
    async with followed() as counter:
        assert await counter.stand(DeviceState.FAULT, FaultCode.PAPER_OUT) is Signal.BLINKING
        assert await counter.stand(DeviceState.READY) is Signal.DARK
        assert await counter.stand(DeviceState.ABSENT) is Signal.DARK


async def test_somebody_who_waits_comes_before_a_fault() -> None:
    async with followed() as counter:
        await counter.stand(DeviceState.FAULT, FaultCode.PAPER_OUT)
        assert await counter.call(CallStatus.CALLING) is Signal.LIT
        assert await counter.call(CallStatus.COMING) is Signal.BLINKING
