"""What a terminal says of its devices: whether they work, not when they are used, and not too often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from edge_agent.link.own_presence import OwnPresence, new_presence
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause, CheckName, HealthCheck, Level
from protocol.session import Published
from protocol.wire import topics
from protocol.wire.codec import decode
from protocol.wire.messages.commands import Presence

from ..counter import TERMINAL, HandClock

PAUSE = 0.05


class Reader:
    """A card reader of which a test says how it stands."""

    def __init__(self) -> None:
        self._status, self._changed = _status(DeviceState.ABSENT), asyncio.Event()

    def becomes(self, state: DeviceState, fault: FaultCode | None = None, since: str = "10:00") -> None:
        """It stands otherwise now."""
        self._status = _status(state, fault, since)
        self._changed.set()

    async def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """Like the supervisor's."""
        while True:
            self._changed.clear()
            yield (self._status,)
            await self._changed.wait()


class Well:
    """A health report to which a test tells what was found."""

    def __init__(self) -> None:
        self._found: tuple[HealthCheck, ...] = ()
        self._changed = asyncio.Event()

    def finds(self, *found: HealthCheck) -> None:
        """This is told now."""
        self._found = found
        self._changed.set()

    async def changes(self) -> AsyncIterator[tuple[HealthCheck, ...]]:
        """Like the report's."""
        while True:
            self._changed.clear()
            yield self._found
            await self._changed.wait()


class Herald:
    """A session that remembers what was said."""

    def __init__(self) -> None:
        self.births: list[Presence] = []
        self.said: list[Presence] = []
        self.word = Published.ACCEPTED

    def birth(self, topic: str, payload: bytes) -> None:
        """For the next connect."""
        self.births.append(decode(payload, Presence))

    async def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> Published:
        """At once."""
        assert (topic, retain) == (topics.presence(TERMINAL), True)
        self.said.append(decode(payload, Presence))
        return self.word


def _status(state: DeviceState, fault: FaultCode | None = None, since: str = "10:00") -> DeviceStatus:
    return DeviceStatus(DeviceKind.CARD_READER, "reader", state, fault, since)


@asynccontextmanager
async def _watched(reader: Reader, herald: Herald, health: Well | None = None) -> AsyncIterator[None]:
    here = new_presence(TERMINAL, "0.1.0", HandClock())
    running = asyncio.create_task(OwnPresence(herald, here, reader, health or Well(), shortest_seconds=PAUSE).run())
    await asyncio.sleep(PAUSE / 2)
    yield
    running.cancel()


def _devices(presence: Presence) -> tuple[DeviceState, FaultCode | None, str]:
    (device,) = presence.devices
    return device.state, device.fault, device.since


async def test_a_fault_is_told_and_stands_in_the_birth_of_the_same_life() -> None:
    reader, herald = Reader(), Herald()
    async with _watched(reader, herald):
        await asyncio.sleep(PAUSE)
        reader.becomes(DeviceState.FAULT, FaultCode.SERVICE_DOWN)
        await asyncio.sleep(PAUSE)
    assert [_devices(said)[0] for said in herald.said] == [DeviceState.ABSENT, DeviceState.FAULT]
    assert herald.births == herald.said
    assert {(said.instance, said.online, said.version) for said in herald.said} == {
        (herald.said[0].instance, True, "0.1.0")
    }


async def test_that_a_device_is_used_is_told_to_nobody() -> None:
    reader, herald = Reader(), Herald()
    reader.becomes(DeviceState.IDLE, since="10:00")
    async with _watched(reader, herald):
        for state in (DeviceState.READY, DeviceState.BUSY, DeviceState.IDLE):
            reader.becomes(state, since="10:05")
            await asyncio.sleep(1.5 * PAUSE)
        reader.becomes(DeviceState.FAULT, FaultCode.OFFLINE, since="10:06")
        await asyncio.sleep(1.5 * PAUSE)
        reader.becomes(DeviceState.BUSY, since="10:07")
        await asyncio.sleep(1.5 * PAUSE)
    assert [_devices(said) for said in herald.said] == [
        (DeviceState.IDLE, None, "10:00"),
        (DeviceState.FAULT, FaultCode.OFFLINE, "10:06"),
        (DeviceState.IDLE, None, "10:07"),
    ]


async def test_a_device_that_comes_and_goes_is_told_seldom_and_at_last_right() -> None:
    reader, herald = Reader(), Herald()
    async with _watched(reader, herald):
        for _ in range(20):
            reader.becomes(DeviceState.FAULT, FaultCode.OFFLINE)
            await asyncio.sleep(0)
            reader.becomes(DeviceState.ABSENT)
            await asyncio.sleep(0)
        reader.becomes(DeviceState.FAULT, FaultCode.UNRESPONSIVE)
        await asyncio.sleep(3 * PAUSE)
    assert len(herald.said) == 2
    assert _devices(herald.said[-1])[1] is FaultCode.UNRESPONSIVE


async def test_what_the_broker_refused_is_said_again_and_a_cut_line_waits_for_the_birth() -> None:
    reader, herald = Reader(), Herald()
    herald.word = Published.REFUSED
    async with _watched(reader, herald):
        await asyncio.sleep(2 * PAUSE)
        refused = len(herald.said)
        herald.word = Published.CUT
        await asyncio.sleep(3 * PAUSE)
        cut = len(herald.said)
        await asyncio.sleep(3 * PAUSE)
    assert refused >= 2
    assert len(herald.said) == cut
    assert len(herald.births) == 1


async def test_what_a_check_found_is_told_beside_the_devices() -> None:
    reader, herald, health = Reader(), Herald(), Well()
    hot = HealthCheck(CheckName.TEMPERATURE, Level.WARN, Cause.TEMPERATURE_HIGH, "10:05", {"degrees": 72})
    async with _watched(reader, herald, health):
        await asyncio.sleep(PAUSE)
        reader.becomes(DeviceState.IDLE)
        health.finds(hot)
        await asyncio.sleep(3 * PAUSE)
    assert herald.said[-1].health == herald.births[-1].health == (hot,)
    assert _devices(herald.said[-1])[0] is DeviceState.IDLE
