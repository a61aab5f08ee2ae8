"""The program before there is a terminal: it waits with its local API open, and begins to work when there are keys."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest

from edge_agent.local_api.client import Client
from edge_agent.local_api.enrolment import EnrolmentStanding, EnrolmentStep
from edge_agent.unenrolled import Unenrolled, unenrolled

from .test_app import agent

FILE = """
enrolled = "keys"
profile = "practice"
[outbox]
file = "outbox.db"
[kiosk]
token_file = "token"
village = "道志村"
opening = { mon = [["08:30", "17:15"]] }
[local_api]
socket = "agent.sock"
"""


def settings_file(folder: Path, text: str = FILE) -> Path:
    """The settings of a terminal."""
    file = folder / "agent.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    assert unenrolled(file) == Unenrolled(tmp_path / "keys", tmp_path / "agent.sock", "INFO")
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "terminal.toml").touch()
    assert unenrolled(file) is None


@pytest.mark.parametrize(
    "text",
    ["", "[terminal]\nid = 'a'", "enrolled = 7", "= broken", 'enrolled = "credential:x"'],
    ids=["empty", "by-hand", "a-number", "broken", "handed-over"],
)
def test_settings_of_another_kind_are_left_to_the_agent(tmp_path: Path, text: str) -> None:
    assert unenrolled(settings_file(tmp_path, text)) is None
    assert unenrolled(tmp_path / "nowhere.toml") is None


async def test_the_program_waits_for_its_enrolment_and_ends_cleanly(tmp_path: Path) -> None:
    async with agent(settings_file(tmp_path)) as process:
        async with asyncio.timeout(20), Client(tmp_path / "agent.sock") as client:
            while (standing := await client.enrolment()) is None:
                assert process.returncode is None
                await asyncio.sleep(0.05)
            assert await client.status() is None
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert standing == EnrolmentStanding(EnrolmentStep.OPEN)
    assert not await asyncio.to_thread((tmp_path / "keys").exists)


async def said(file: Path, *options: str) -> tuple[int | None, str, str]:
    """What the program says to a settings file before it ends."""
    command = (sys.executable, "-m", "edge_agent", "--settings", str(file), *options)
    process = await create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_a_mistake_in_the_settings_is_said_before_the_enrolment_and_not_after_it(tmp_path: Path) -> None:
    code, _, error = await said(settings_file(tmp_path, FILE.replace("08:30", "8時半")))
    assert code == 1
    assert error.startswith("edge_agent: bad-settings: ")
    assert not (tmp_path / "agent.sock").exists()


async def test_settings_are_shown_before_the_enrolment(tmp_path: Path) -> None:
    code, shown, _ = await said(settings_file(tmp_path), "--print-config")
    assert code == 0
    assert 'id = "not-enrolled"' in shown
