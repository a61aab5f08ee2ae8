"""What is printed for the plugged devices can stand in the settings and means exactly that device."""

from __future__ import annotations

import asyncio
import os
import sys
import tomllib
from collections.abc import AsyncIterator

import msgspec
import pytest

from edge_agent.devices.suggestion import Suggestion
from edge_agent.settings import DevicesSettings
from provisioning.sandbox.inputs.service import InputService
from tests.contracts.following import emulated_inputs, following


@pytest.fixture
async def service() -> AsyncIterator[InputService]:
    async with emulated_inputs() as running:
        yield running


async def suggested(service: InputService) -> str:
    """What the program prints for the emulated devices."""
    asked = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "edge_agent", "suggest"),
        env={**os.environ, **service.environment, "PCSCLITE_CSOCK_NAME": "/nonexistent"},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await asked.communicate()
    assert asked.returncode == 0
    return said.decode()


async def test_the_reader_and_the_tablet_are_suggested_and_found_by_it(service: InputService) -> None:
    settings = msgspec.convert(tomllib.loads(await suggested(service))["devices"], type=DevicesSettings)
    assert (settings.code_reader.driver, settings.code_reader.match) == ("evdev", "serial=PRACTICE-1")
    assert (settings.pen.driver, settings.pen.match) == ("evdev", "serial=PRACTICE-3")
    for driver, match in (("evdev", settings.code_reader.match), ("pen", settings.pen.match)):
        async with following(service, driver, match) as follower:
            assert await follower.next() == "standing idle"


async def test_a_reader_on_a_serial_line_is_suggested_as_one(service: InputService) -> None:
    await service.hand.pull_out()
    await service.serial_hand.plug_in()
    settings = msgspec.convert(tomllib.loads(await suggested(service))["devices"], type=DevicesSettings)
    assert (settings.code_reader.driver, settings.code_reader.match) == ("serial", "serial=PRACTICE-2")


async def test_with_nothing_plugged_in_nothing_is_suggested(service: InputService) -> None:
    await service.hand.pull_out()
    await service.pen_hand.pull_out()
    assert await suggested(service) == ""


def test_the_name_of_a_device_writes_no_settings() -> None:
    suggestion = Suggestion('A\n[devices.card_reader]\ndriver = "x"', "pen", {"driver": '"evdev"'})
    assert tomllib.loads(suggestion.text) == {"devices": {"pen": {"driver": "evdev"}}}
