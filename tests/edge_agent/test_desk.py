"""What stands on the desk: the staff's reader is kept open and can be tested, and no visit hears of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from edge_agent.desk import Desk, ResidentsDevices
from edge_agent.devices.catalog import REAL_DEVICES, STAFF_CARD_READER
from edge_agent.devices.supervisor import Supervisor
from edge_agent.settings import CardReaderSettings, CodeReaderSettings, DevicesSettings
from protocol.devices import DeviceStatus

from .counter import HandClock

TWO_READERS = DevicesSettings(
    card_reader=CardReaderSettings(match="(0001)"), staff_card_reader=CardReaderSettings(match="(0002)")
)


async def _nobody(_: object) -> None:
    raise AssertionError


def laid(settings: DevicesSettings) -> tuple[Desk, Supervisor]:
    """A desk with its card readers."""
    supervisor = Supervisor(HandClock(datetime(2026, 11, 23, tzinfo=UTC)))
    desk = Desk(REAL_DEVICES, settings, supervisor, is_resting=lambda: True)
    desk.put_card_readers(REAL_DEVICES.card_reader(settings.card_reader), _nobody)
    return desk, supervisor


async def _residents(supervisor: Supervisor) -> tuple[DeviceStatus, ...]:
    async with asyncio.timeout(5):
        return await anext(ResidentsDevices(supervisor).changes())


async def test_two_card_readers_stand_there_and_a_visit_knows_of_its_own() -> None:
    desk, supervisor = laid(TWO_READERS)
    assert [status.name for status in supervisor.statuses()] == ["card-reader", STAFF_CARD_READER]
    assert list(desk.checks) == ["card-reader", STAFF_CARD_READER]
    assert [status.name for status in await _residents(supervisor)] == ["card-reader"]


async def test_without_a_reader_of_the_staff_there_is_one() -> None:
    desk, supervisor = laid(DevicesSettings())
    assert list(desk.checks) == ["card-reader"]
    assert supervisor.statuses() == await _residents(supervisor)


def test_a_code_reader_on_a_serial_line_is_tested_as_any_other() -> None:
    codes = CodeReaderSettings(driver="serial", match="serial=1")
    desk, supervisor = laid(DevicesSettings(code_reader=codes))
    desk.put_code_reader(_nobody)
    assert list(desk.checks) == ["card-reader", "code-reader"]
    assert [status.name for status in supervisor.statuses()] == ["card-reader", "code-reader"]
