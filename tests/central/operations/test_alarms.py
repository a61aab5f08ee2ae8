"""An alarm stands once per cause until it is cleared."""

from __future__ import annotations

from central.db.connection import Database
from central.operations.queries import open_alarms
from central.operations.use_cases.clear_alarm import clear_alarm
from central.operations.use_cases.raise_alarm import raise_alarm
from tests.central.clock import TestClock


async def test_an_alarm_that_stands_is_counted_and_not_raised_again(database: Database) -> None:
    clock = TestClock()
    assert await raise_alarm("stream-held", "counter-1", clock.now())
    clock.go_on(10)
    assert not await raise_alarm("stream-held", "counter-1", clock.now(), {"missing_seq": 2})
    (alarm,) = await open_alarms()
    assert (alarm.times, alarm.detail) == (2, {"missing_seq": 2})
    assert (alarm.last_at - alarm.raised_at).total_seconds() == 10


async def test_a_cleared_alarm_can_be_raised_again(database: Database) -> None:
    clock = TestClock()
    await raise_alarm("stream-held", "counter-1", clock.now())
    assert await clear_alarm("stream-held", "counter-1", clock.now())
    assert not await clear_alarm("stream-held", "counter-1", clock.now())
    assert await open_alarms() == []
    assert await raise_alarm("stream-held", "counter-1", clock.now())
