"""What staff see of a terminal: there, 通信断 since when, or 不明 because central itself is cut."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from central.db.connection import Database
from central.link.heartbeat import Heartbeat
from central.link.presence import PresenceListener
from central.link.queries import BrokerView, broker_view
from central.terminals.queries import Reachability, TerminalView, lives, terminal_views
from central.terminals.use_cases.count_late_events import count_late_events
from central.terminals.use_cases.note_presence import note_presence
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.messages.commands import Presence
from tests.central.clock import TestClock
from tests.central.terminal import BareTerminal, register


class _Witness:
    """Central's ears, and the terminals whose sessions took turns."""

    def __init__(self) -> None:
        self.clock = TestClock()
        self.turns: list[tuple[str, datetime]] = []
        self.listener = PresenceListener(note_presence, self._turned, lives, self.clock)

    async def hears(
        self, instance: str, *, online: bool, terminal: str = "counter-1", devices: tuple[DeviceStatus, ...] = ()
    ) -> None:
        presence = Presence(terminal, instance, online, version="0.1.0", since="", devices=devices)
        await self.listener.take(Message(topics.presence("counter-1"), codec.encode(presence)))

    async def _turned(self, terminal: str, at: datetime) -> None:
        self.turns.append((terminal, at))


async def _view(*, connected: bool = True) -> TerminalView:
    (view,) = await terminal_views(BrokerView(connected, None))
    return view


async def test_a_terminal_comes_and_goes(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    assert (await _view()).reachability is Reachability.CUT
    await witness.hears("a", online=True)
    assert (await _view()).reachability is Reachability.ONLINE
    witness.clock.go_on(60)
    cut_at = witness.clock.now()
    await witness.hears("a", online=False)
    witness.clock.go_on(60)
    await witness.hears("a", online=False)
    view = await _view()
    assert (view.reachability, view.since) == (Reachability.CUT, cut_at)


async def test_the_last_will_of_a_life_that_is_over_says_nothing(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    for instance, online in (("a", True), ("b", True), ("a", False)):
        await witness.hears(instance, online=online)
    assert (await _view()).reachability is Reachability.ONLINE
    assert witness.turns == []


async def test_late_events_are_counted_until_the_next_cut(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    await witness.hears("a", online=True)
    await count_late_events("counter-1", 3)
    await count_late_events("counter-1", 2)
    assert (await _view()).late_events == 5
    await witness.hears("a", online=False)
    assert (await _view()).late_events == 0


async def test_without_the_broker_every_terminal_is_unknown(database: Database) -> None:
    await register(BareTerminal())
    await _Witness().hears("a", online=True)
    assert (await _view(connected=False)).reachability is Reachability.UNKNOWN


async def test_two_lives_taking_turns_are_noticed_and_a_restart_is_not(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    for instance in ("a", "b", "b", "c"):
        await witness.hears(instance, online=True)
    assert witness.turns == []
    await witness.hears("b", online=True)
    assert witness.turns == [("counter-1", witness.clock.now())]


async def test_two_lives_taking_turns_are_noticed_across_a_restart_of_central(database: Database) -> None:
    await register(BareTerminal())
    first = _Witness()
    for instance in ("a", "b"):
        await first.hears(instance, online=True)
    second = _Witness()
    await second.hears("b", online=True)
    assert second.turns == []
    await second.hears("a", online=True)
    assert second.turns == [("counter-1", second.clock.now())]
    third = _Witness()
    for instance in ("a", "c"):
        await third.hears(instance, online=True)
    assert third.turns == []
    assert await lives("counter-1") == ["c", "a", "b", "a"]


async def test_devices_are_seen_as_last_told_and_not_while_the_terminal_is_away(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    works = (DeviceStatus(DeviceKind.CARD_READER, "reader", DeviceState.IDLE, None, "2026-04-01T00:00:00.000Z"),)
    fails = (replace(works[0], state=DeviceState.FAULT, fault=FaultCode.SERVICE_DOWN),)
    for devices in (works, fails):
        await witness.hears("a", online=True, devices=devices)
        assert (await _view()).devices == devices
    since = (await _view()).since
    witness.clock.go_on(60)
    await witness.hears("a", online=True, devices=works)
    assert (await _view()).since == since
    await witness.hears("a", online=False)
    assert (await _view()).devices == ()


async def test_a_word_about_devices_is_no_turn_of_another_session(database: Database) -> None:
    await register(BareTerminal())
    witness = _Witness()
    absent = DeviceStatus(DeviceKind.CARD_READER, "reader", DeviceState.ABSENT)
    for instance, devices in (("a", ()), ("a", (absent,)), ("b", ()), ("b", (absent,)), ("b", ())):
        await witness.hears(instance, online=True, devices=devices)
    assert witness.turns == []
    await witness.hears("a", online=True, devices=(absent,))
    assert len(witness.turns) == 1


@pytest.mark.parametrize("change", [{"version": "x" * 33}, {"version": "a\0"}, {"instance": "x" * 65}])
async def test_a_presence_that_no_table_holds_is_dropped(database: Database, change: dict[str, str]) -> None:
    await register(BareTerminal())
    witness = _Witness()
    presence = replace(Presence(terminal="counter-1", instance="a", online=True, version="1", since=""), **change)
    await witness.listener.take(Message(topics.presence("counter-1"), codec.encode(presence)))
    assert (await _view()).since is None


async def test_a_terminal_cannot_speak_for_another(database: Database) -> None:
    await register(BareTerminal(), BareTerminal("counter-2"))
    await _Witness().hears("a", online=True, terminal="counter-2")
    assert {view.reachability for view in await terminal_views(BrokerView(True, None))} == {Reachability.CUT}


async def test_central_has_the_broker_while_one_process_says_so(database: Database) -> None:
    clock = TestClock()
    assert await broker_view(clock.now()) == BrokerView(False, None)
    first, second = Heartbeat("1", clock), Heartbeat("2", clock)
    for heartbeat in (first, second):
        await heartbeat.write()
    assert not (await broker_view(clock.now())).connected
    clock.go_on(5)
    first.set_connected(True)
    await first.write()
    assert await broker_view(clock.now()) == BrokerView(True, clock.now())
    died_at = clock.now()
    clock.go_on(16)
    assert await broker_view(clock.now()) == BrokerView(False, died_at)
