"""The card reader's own test: any card, no PIN, no hurry, and never a resident's card."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from edge_agent.cards.apdu import VERIFY
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone, Transport
from edge_agent.clock import SystemClock
from edge_agent.devices.card.port import CardEvent, CardReader, CardRemoved
from edge_agent.devices.card.reader import PcscReader
from edge_agent.devices.supervisor import Supervisor
from edge_agent.errors import CardRefused
from edge_agent.health.card_reader import CardReaderCheck, CardSpoke, Found, NoCardCame, VisitInProgress
from protocol.devices import DeviceState, DeviceStatus, FaultCode
from provisioning.sandbox.card_service import CardService

from ..devices.card.practice import card_service, insert
from ..visit.cards import PretendCard, PretendReader, reader_is
from ..visit.leisure import leisurely

SECONDS = 30.0


@dataclass
class Bench:
    """A pretended reader with its check, and who else is told of cards."""

    reader: PretendReader = field(default_factory=PretendReader)
    statuses_now: tuple[DeviceStatus, ...] = (reader_is(DeviceState.IDLE),)
    told: list[CardEvent] = field(default_factory=list)
    is_resting: bool = True
    settle_seconds: float = 1.0
    fault_seconds: float = 2.0

    def __post_init__(self) -> None:
        self.check = CardReaderCheck(
            self.reader,
            self,
            then=self._tell,
            is_resting=lambda: self.is_resting,
            settle_seconds=self.settle_seconds,
            fault_seconds=self.fault_seconds,
        )
        self.reader.listener = self.check

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """The reader's."""
        return self.statuses_now

    async def after(self, seconds: float) -> asyncio.Task[Found]:
        """A look that has lasted so long."""
        task = asyncio.create_task(self.check.look(SECONDS))
        await asyncio.sleep(seconds)
        return task

    async def _tell(self, event: CardEvent) -> None:
        self.told.append(event)


@leisurely
async def test_a_card_that_is_put_there_speaks_and_others_hear_of_it_first() -> None:
    bench = Bench()
    look = await bench.after(5)
    card = PretendCard()
    inserted = await bench.reader.put(card)
    await asyncio.sleep(0.8)
    assert (bench.told, card.sent) == ([inserted], [])
    assert await look == CardSpoke(CardKind.OTHER, None, 0)
    assert not [command for command in card.sent if command.ins == VERIFY and command.body]
    assert bench.reader.sessions == 0


@leisurely
async def test_without_a_card_it_ends_in_time_and_says_so() -> None:
    bench, loop = Bench(), asyncio.get_running_loop()
    began = loop.time()
    assert await bench.check.look(SECONDS) == NoCardCame()
    assert SECONDS <= loop.time() - began < SECONDS + 1


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (reader_is(DeviceState.ABSENT), FaultCode.OFFLINE),
        (reader_is(DeviceState.FAULT, FaultCode.SERVICE_DOWN), FaultCode.SERVICE_DOWN),
        (reader_is(DeviceState.FAULT, FaultCode.UNRESPONSIVE), FaultCode.UNRESPONSIVE),
    ],
)
@leisurely
async def test_a_fault_that_lasts_is_found_and_one_that_passes_is_not(status: DeviceStatus, found: FaultCode) -> None:
    bench = Bench(statuses_now=(status,))
    assert await bench.check.look(SECONDS) is found
    look = await bench.after(1)
    bench.statuses_now = (reader_is(DeviceState.IDLE),)
    await asyncio.sleep(1)
    bench.statuses_now = (status,)
    await asyncio.sleep(1)
    assert not look.done()
    assert await look is found


async def _refused(_transport: Transport) -> CardKind | Gone:
    raise CardRefused


async def test_a_card_that_answers_as_none_does_is_unresponsive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge_agent.health.card_reader.recognise", _refused)
    bench = Bench(settle_seconds=0.0, fault_seconds=0.0)
    await bench.reader.put(PretendCard())
    assert await bench.check.look(SECONDS) is FaultCode.UNRESPONSIVE
    assert bench.reader.sessions == 0


@leisurely
async def test_a_card_that_somebody_else_uses_is_waited_for_and_then_in_use() -> None:
    bench = Bench()
    bench.reader.refusal = FaultCode.IN_USE
    await bench.reader.put(PretendCard())
    look = await bench.after(2)
    bench.reader.refusal = None
    assert isinstance(await look, CardSpoke)
    bench.reader.refusal = FaultCode.IN_USE
    assert await bench.check.look(SECONDS) is FaultCode.IN_USE


@leisurely
async def test_a_card_that_is_pulled_is_waited_for_again() -> None:
    bench = Bench()
    await bench.reader.put(PretendCard())
    look = await bench.after(0.5)
    await bench.reader.take()
    await asyncio.sleep(5)
    assert not look.done()
    assert bench.told[-1] == CardRemoved()
    await bench.reader.put(PretendCard())
    assert isinstance(await look, CardSpoke)


@leisurely
async def test_a_residents_card_is_never_tested() -> None:
    bench = Bench()
    look = await bench.after(1)
    card = PretendCard()
    bench.is_resting = False
    await bench.reader.put(card)
    assert await look == VisitInProgress()
    assert await bench.check.look(SECONDS) == VisitInProgress()
    assert card.sent == []


async def _nothing(_event: CardEvent) -> None: ...


async def _tested(service: CardService, card: str) -> Found:
    """What a real reader's test says of a practice card."""
    reader: CardReader = PcscReader(name="card-reader")
    supervisor = Supervisor(SystemClock())
    check = CardReaderCheck(reader, supervisor, then=_nothing, is_resting=lambda: True, settle_seconds=0.0)
    supervisor.add(reader, check.took)
    running = asyncio.create_task(supervisor.run())
    try:
        await insert(service, card)
        return await check.look(10.0)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    ("card", "kind", "tries"),
    [
        ("hanako", CardKind.MY_NUMBER, 3),
        ("hanako-face", CardKind.FACE_ONLY, 0),
        ("hanako-licence", CardKind.DRIVERS_LICENCE, None),
    ],
)
async def test_a_real_reader_tells_the_card_and_its_tries(card: str, kind: CardKind, tries: int | None) -> None:
    async with card_service() as service:
        found = await _tested(service, card)
    assert isinstance(found, CardSpoke)
    assert (found.kind, found.tries) == (kind, tries)
