"""The thread's own turns, with a service that does what a real one hardly ever does."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT
from edge_agent.devices.card.pcsc import Connection
from edge_agent.devices.card.presence import Left, Presence, Presented, ReaderSeen
from edge_agent.devices.card.watch import Ended, Opened, Report, Watch
from edge_agent.errors import DeviceError
from protocol.devices import FaultCode

CARD = ReaderSeen("A", changes=1, has_card=True)


@dataclass
class Scripted:
    """Sees what it was told to, one look after the other, and then stops the watch or raises."""

    seen: list[tuple[ReaderSeen, ...] | Exception]
    transmitted: bytes | Gone | Exception = b"\x90\x00"
    released: int = 0
    connected: list[Connection] = field(default_factory=list)

    def establish(self) -> None:
        """It is reached."""

    def release(self) -> None:
        """It is left."""
        self.released += 1

    def look(self, *, wait_seconds: float, own_reader: str = "") -> tuple[ReaderSeen, ...]:
        """The next of what is to be seen; the last for ever."""
        seen = self.seen.pop(0) if len(self.seen) > 1 else self.seen[0]
        if isinstance(seen, Exception):
            raise seen
        return seen

    def connect(self, reader: str) -> Connection | Gone | FaultCode:
        """A card that is there."""
        self.connected.append(Connection(len(self.connected), 2))
        return self.connected[-1]

    def transmit(self, connection: Connection, command: bytearray) -> bytes | Gone:
        """The answer that was given beforehand."""
        if isinstance(self.transmitted, Exception):
            raise self.transmitted
        return self.transmitted

    def disconnect(self, connection: Connection) -> None:
        """The card is let go."""
        self.connected.remove(connection)


def watched(service: Scripted) -> tuple[Watch, list[Report]]:
    """A watch on this service and what it will report."""
    reports: list[Report] = []
    return Watch(service, Presence(settle_seconds=0), reports.append), reports


def test_a_bug_is_reported_and_not_swallowed() -> None:
    bug = KeyError("bug")
    service = Scripted([(), bug])
    watch, reports = watched(service)
    with pytest.raises(KeyError):
        watch.run()
    assert reports == [Opened(), ABSENT, Ended(bug)]
    assert service.released == 1


def test_a_service_that_dies_takes_card_and_session_with_it() -> None:
    died = DeviceError(FaultCode.SERVICE_DOWN)
    service = Scripted([(CARD,)], transmitted=died)
    watch, reports = watched(service)
    made: list[Connection] = []

    def report(each: Report) -> None:
        reports.append(each)
        if isinstance(each, Presented):
            watch.call(lambda: watch.connect(each, made))
            watch.call(lambda: watch.transmit(made[0], bytearray(4)))

    watch = Watch(service, Presence(settle_seconds=0), report)
    watch.run()
    assert reports[-2:] == [Left(), Ended(died)]
    assert (service.connected, service.released) == ([], 1)


def test_calls_that_were_waiting_when_the_card_left_are_still_answered() -> None:
    service = Scripted([(CARD,), (CARD,), (ReaderSeen("A", 2),)])
    answers: list[object] = []
    done = threading.Event()

    def report(each: Report) -> None:
        if isinstance(each, Presented):
            shown.append(each)
        if isinstance(each, Left):
            watch.call(lambda: answers.append(watch.connect(shown[0], [])))
            watch.call(done.set)

    shown: list[Presented] = []
    watch = Watch(service, Presence(settle_seconds=0), report)
    thread = threading.Thread(target=watch.run)
    thread.start()
    assert done.wait(5)
    watch.stop()
    thread.join(5)
    assert answers == [Gone()]
    assert not thread.is_alive()
