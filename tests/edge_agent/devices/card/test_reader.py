"""The driver against a real pcscd: the service dies, readers and cards come and go, others take the card."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from smartcard import scard

from edge_agent.cards.files import Application, select_application
from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardReader, CardRemoved, Unavailable
from edge_agent.devices.card.reader import PcscReader
from edge_agent.devices.supervisor import Supervisor
from edge_agent.errors import DeviceError
from protocol.devices import DeviceState, FaultCode
from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.misbehaviour import Fault, Misbehaviour
from tests.edge_agent.counter import HandClock

from .practice import BUSY, IDLE, READY, card_service, followed, insert, room, session_with

_SELECT = select_application(Application.JPKI)
SERVICE_DOWN = Standing(DeviceState.FAULT, FaultCode.SERVICE_DOWN)
IN_USE = Standing(DeviceState.FAULT, FaultCode.IN_USE)
UNRESPONSIVE = Standing(DeviceState.FAULT, FaultCode.UNRESPONSIVE)


async def test_without_the_service_it_does_not_open(reader: PcscReader) -> None:
    room()
    before = threading.active_count()
    with pytest.raises(DeviceError) as raised:
        await reader.open()
    assert raised.value.fault is FaultCode.SERVICE_DOWN
    await reader.close()
    assert (threading.active_count(), reader.status) == (before, ABSENT)


async def test_a_service_that_dies_takes_the_card_with_it_and_is_a_fault(
    service: CardService, reader: PcscReader
) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        await service.pcscd.kill()
        assert await session.transmit(_SELECT) == Gone()
        await session.end()
        with pytest.raises(DeviceError) as raised:
            await follower.ended()
        assert raised.value.fault is FaultCode.SERVICE_DOWN
        assert follower.happened[-1] == CardRemoved()
        assert reader.status == SERVICE_DOWN


class Counter:
    """A supervisor with one reader, and what it has taken and published."""

    def __init__(self, reader: CardReader) -> None:
        self.supervisor = Supervisor(HandClock(), longest_pause_seconds=0.5)
        self.events: asyncio.Queue[CardEvent] = asyncio.Queue()
        self.supervisor.add(reader, self.events.put)

    async def until(self, standing: Standing) -> None:
        """Wait until the reader is known to stand so."""
        async with asyncio.timeout(10):
            async for (status,) in self.supervisor.changes():
                if (status.state, status.fault) == (standing.state, standing.fault):
                    return

    async def event(self) -> CardEvent:
        """The next event."""
        return await asyncio.wait_for(self.events.get(), 10)


@asynccontextmanager
async def supervised(reader: PcscReader) -> AsyncIterator[Counter]:
    """A reader that is kept open."""
    counter = Counter(reader)
    task = asyncio.create_task(counter.supervisor.run())
    try:
        yield counter
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_it_recovers_when_the_service_was_killed_and_comes_back(service: CardService, reader: PcscReader) -> None:
    async with supervised(reader) as counter:
        await counter.until(IDLE)
        await insert(service, "hanako")
        first = await counter.event()
        for _ in range(2):
            await service.pcscd.kill()
            await counter.until(SERVICE_DOWN)
            assert await counter.event() == CardRemoved()
            await service.pcscd.start()
            again = await counter.event()
            assert isinstance(again, CardInserted)
            assert again != first
            await counter.until(READY)


async def test_a_service_that_starts_after_the_agent_is_found(reader: PcscReader) -> None:
    room()
    async with supervised(reader) as counter:
        await counter.until(SERVICE_DOWN)
        async with card_service():
            await counter.until(IDLE)
        await counter.until(SERVICE_DOWN)


class Cable:
    """The reader's cable, as the service would tell of it."""

    is_plugged = True

    def __init__(self) -> None:
        self._listed = scard.SCardListReaders

    def listed(self, context: int, groups: list[str]) -> tuple[int, list[str]]:
        """The readers that are plugged in."""
        code, names = self._listed(context, groups)
        return (code, names) if self.is_plugged else (scard.SCARD_E_NO_READERS_AVAILABLE, [])


@pytest.fixture
def cable(monkeypatch: pytest.MonkeyPatch) -> Cable:
    cable = Cable()
    monkeypatch.setattr(scard, "SCardListReaders", cable.listed)
    return cable


async def test_a_reader_that_is_absent_at_the_start_is_a_status_and_is_found_later(
    service: CardService, reader: PcscReader, cable: Cable
) -> None:
    cable.is_plugged = False
    async with followed(reader) as follower:
        await follower.until(ABSENT)
        await insert(service, "hanako")
        cable.is_plugged = True
        await follower.until(IDLE)
        await follower.inserted()


async def test_a_reader_that_is_unplugged_takes_its_card_with_it_and_may_come_back(
    service: CardService, reader: PcscReader, cable: Cable
) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        cable.is_plugged = False
        await follower.until(CardRemoved)
        assert await session.transmit(_SELECT) == Gone()
        await session.end()
        assert reader.status == ABSENT
        cable.is_plugged = True
        await follower.inserted()


async def test_a_service_without_any_reader_is_waited_with(service: CardService, reader: PcscReader) -> None:
    await service.pcscd.stop()
    (room() / "reader.conf").write_bytes(b"")
    await service.pcscd.start()
    async with followed(reader) as follower:
        await follower.until(ABSENT)
        await asyncio.sleep(1)
        assert follower.happened == [ABSENT]


async def test_a_reader_that_the_settings_do_not_mean_is_not_there(service: CardService) -> None:
    async with followed(PcscReader(name="reader", match="PICC")) as follower:
        await insert(service, "hanako")
        await follower.until(ABSENT)
        await asyncio.sleep(1)
        assert follower.happened == [ABSENT]


async def test_of_two_readers_the_one_with_the_card_is_used(service: CardService, reader: PcscReader) -> None:
    async with followed(reader) as follower:
        await service.hand.insert("hanako", 1)
        await (await session_with(reader, await follower.inserted())).end()


async def test_a_card_that_says_nothing_is_a_fault_until_it_is_taken_away(
    service: CardService, reader: PcscReader
) -> None:
    async with followed(reader) as follower:
        await follower.until(IDLE)
        await service.hand.insert("hanako", misbehaviour=Misbehaviour(Fault.UNRESPONSIVE))
        await follower.until(UNRESPONSIVE)
        await service.hand.remove()
        await follower.until(IDLE)
        assert not any(isinstance(each, CardInserted) for each in follower.happened)


class Intruder:
    """Another program of the machine that uses the card."""

    def __init__(self) -> None:
        _, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)

    def take(self, share: int) -> int:
        """Connect to the card. The handle."""
        names = scard.SCardListReaders(self._context, [])[1]
        code, handle, _ = scard.SCardConnect(self._context, names[0], share, scard.SCARD_PROTOCOL_T1)
        assert code == scard.SCARD_S_SUCCESS
        return int(handle)

    def leave(self, handle: int) -> None:
        """Let the card go."""
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)

    def reset(self) -> None:
        """The context is of no more use."""
        scard.SCardReleaseContext(self._context)


@pytest.mark.parametrize("share", [scard.SCARD_SHARE_SHARED, scard.SCARD_SHARE_EXCLUSIVE])
async def test_a_card_that_another_program_uses_is_a_fault_until_it_lets_go(
    service: CardService, reader: PcscReader, share: int
) -> None:
    intruder = Intruder()
    await insert(service, "hanako")
    await asyncio.sleep(0.6)
    handle = intruder.take(share)
    async with followed(reader) as follower:
        await follower.until(IN_USE)
        intruder.leave(handle)
        await follower.inserted()
    intruder.reset()


async def test_a_session_that_another_program_prevents_is_a_value(service: CardService, reader: PcscReader) -> None:
    intruder = Intruder()
    async with followed(reader) as follower:
        await insert(service, "hanako")
        card = await follower.inserted()
        handle = intruder.take(scard.SCARD_SHARE_SHARED)
        assert await reader.begin(card) == Unavailable(FaultCode.IN_USE)
        await follower.until(IN_USE)
        intruder.leave(handle)
        await (await session_with(reader, card)).end()
        await follower.until(BUSY)
        await follower.until(READY)
    intruder.reset()


async def test_a_card_that_takes_its_time_does_not_stop_the_event_loop(
    service: CardService, reader: PcscReader
) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        await service.hand.misbehave(Misbehaviour(Fault.SLOW, seconds=1.0))
        slow = asyncio.create_task(session.transmit(_SELECT))
        turns = 0
        while not slow.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 50
        assert not isinstance(slow.result(), Gone)
        await service.hand.misbehave(None)
        await session.end()
