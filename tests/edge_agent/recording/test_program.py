"""`python -m edge_agent record` with a real card service and the kernel's own interfaces, from plug to file."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.recording.lines import DeviceListed, StandingSeen
from protocol.devices import DeviceKind, DeviceState
from protocol.signals import CodeSeen, CodeShape, CommandSeen, KeySeen, KeyShape, StrokeSeen, Touch, TouchSeen
from provisioning.sandbox.inputs.requests import Outcome, Point
from provisioning.sandbox.inputs.service import InputService
from tests.contracts.following import emulated_inputs
from tests.edge_agent.devices.card.practice import HANAKO, card_service, insert

from .lines import read
from .program import recorder

CODE = "DSM1:C0123456789ABCDEFGHJKMNPQRS"
LINE = tuple(Point(0.1 + step / 50, 0.5, 0.25 + step / 100) for step in range(20))
IDLE = StandingSeen(DeviceState.IDLE)


@pytest.fixture
async def inputs() -> AsyncIterator[InputService]:
    async with emulated_inputs() as service:
        yield service


async def test_all_devices_are_recorded_until_ctrl_c_and_nothing_personal_is_in_it(
    tmp_path: Path, inputs: InputService
) -> None:
    async with card_service() as cards:
        environment = {**inputs.environment, **cards.environment}
        async with recorder(tmp_path, environment=environment) as program:
            await program.began()
            assert await inputs.hand.scan(CODE) is Outcome.DONE
            assert await inputs.pen_hand.write([LINE]) is Outcome.DONE
            await insert(cards, "hanako")
            await program.until('"label":"4a504b49')
            await program.until('"wanted":256', 2)
            await asyncio.sleep(0.5)
            program.process.send_signal(signal.SIGINT)
            status, said = await program.ended()
    assert (status, "Traceback" in said) == (0, False)
    assert program.file.stat().st_mode & 0o777 == 0o600
    recording = read(program.file)
    assert recording.heading.devices == (
        DeviceListed("card-reader", DeviceKind.CARD_READER, "pcsc"),
        DeviceListed("code-reader", DeviceKind.CODE_READER, "evdev"),
        DeviceListed("pen", DeviceKind.PEN, "evdev"),
    )
    keys = [each for each in recording.of("code-reader") if isinstance(each, KeySeen)]
    assert sum(key.is_down for key in keys if key.shape is not KeyShape.SHIFT) == len(CODE) + 1
    assert recording.of("code-reader")[-1] == CodeSeen(len(CODE), CodeShape.TORN)
    pen = recording.of("pen")
    assert pen[-1] == StrokeSeen(20, round(0.25 * 4095), round(0.44 * 4095))
    assert pen[1:4] == [IDLE, TouchSeen(Touch.PEN_DOWN), TouchSeen(Touch.PEN_AT)]
    commands = [each for each in recording.of("card-reader") if isinstance(each, CommandSeen)]
    assert commands[0].opened == "d392f000260100000001"
    assert [each.sent for each in commands if each.ins == 0x20] == [0]
    assert sum(each.answered for each in commands) > 1000
    secrets = (
        CODE,
        CODE[5:15],
        HANAKO.name,
        HANAKO.name.encode().hex(),
        HANAKO.individual_number,
        "PRACTICE",
        "serial",
    )
    text = program.file.read_text(encoding="utf-8")
    assert [secret for secret in secrets if secret in text] == []


async def test_one_device_is_chosen_by_name_for_a_while_and_the_others_are_left_alone(
    tmp_path: Path, inputs: InputService
) -> None:
    chosen = ("--device", "code-reader", "--seconds", "1.5")
    async with recorder(tmp_path, *chosen, environment=inputs.environment) as program:
        await program.began()
        await inputs.hand.pull_out()
        await program.until('"absent"', 2)
        await inputs.hand.plug_in()
        assert (await program.ended())[0] == 0
    recording = read(program.file)
    assert [device.name for device in recording.heading.devices] == ["code-reader"]
    absent = StandingSeen(DeviceState.ABSENT)
    assert recording.of("code-reader")[:3] == [absent, IDLE, absent]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--device", "pen"), "not-recorded: pen: absent"),
        (
            ("--device", "lamp"),
            "not-recorded: lamp: the settings name no such device, but card-reader, code-reader, pen",
        ),
        ((), "not-recorded: card-reader: service-down; pen: absent"),
    ],
    ids=("absent", "unknown", "all"),
)
async def test_a_device_that_is_missing_is_named_and_no_file_is_left(
    tmp_path: Path, inputs: InputService, arguments: tuple[str, ...], sentence: str
) -> None:
    await inputs.pen_hand.pull_out()
    async with recorder(tmp_path, *arguments, environment=inputs.environment) as program:
        status, said = await program.ended()
    assert (status, said.strip().splitlines()[-1]) == (1, f"edge_agent: {sentence}")
    assert not program.file.exists()


async def test_a_file_that_is_there_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "recording.jsonl").write_text("mine")
    async with recorder(tmp_path, environment={}) as program:
        status, said = await program.ended()
    assert (status, said.strip()) == (1, f"edge_agent: not-recorded: {program.file}: File exists")
    assert program.file.read_text() == "mine"


async def test_a_running_agent_keeps_its_devices(tmp_path: Path) -> None:
    agent = await asyncio.start_unix_server(lambda _reader, writer: writer.close(), tmp_path / "agent.sock")
    async with agent, recorder(tmp_path, environment={}) as program:
        status, said = await program.ended()
    assert (status, "the agent has the devices; stop it first" in said) == (1, True)
    assert not program.file.exists()


async def test_settings_that_cannot_be_used_and_arguments_that_are_missing_are_refused(tmp_path: Path) -> None:
    async with recorder(tmp_path, "--settings", str(tmp_path / "nowhere.toml"), environment={}) as program:
        status, said = await program.ended()
    assert (status, "bad-settings" in said) == (1, True)
    async with recorder(tmp_path, "--to", environment={}) as program:
        assert (await program.ended())[0] == 2
