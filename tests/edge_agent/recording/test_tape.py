"""The file of a recording: its owner's alone, never another's that is there already, whole to the last line."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from edge_agent.errors import NotRecorded
from edge_agent.recording import tape as tape_module
from edge_agent.recording.lines import DeviceListed, Heading, Line
from edge_agent.recording.tape import Tape
from protocol.devices import DeviceKind
from protocol.signals import CodeSeen, Touch, TouchSeen

from .lines import read

BEGAN = "2026-04-01T00:30:00.000Z"
PEN = DeviceListed("pen", DeviceKind.PEN, "evdev")
DOWN = TouchSeen(Touch.PEN_DOWN)


async def test_what_was_heard_is_there_line_by_line_with_its_time(tmp_path: Path) -> None:
    file = tmp_path / "pen.jsonl"
    async with Tape(file) as tape:
        tape.begin(BEGAN, [PEN])
        running = asyncio.create_task(tape.run())
        tape.hear("pen", DOWN)
        await asyncio.sleep(0.05)
        assert len(file.read_bytes().splitlines()) == 2
        tape.hear("pen", TouchSeen(Touch.PEN_UP))
        running.cancel()
        await asyncio.wait([running])
    recording = read(file)
    assert recording.heading == Heading(1, BEGAN, (PEN,))
    assert recording.of("pen") == [DOWN, TouchSeen(Touch.PEN_UP)]
    down, up = recording.lines
    assert isinstance(down, Line)
    assert 40 <= up.at - down.at < 5000


async def test_nobody_else_reads_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        async with Tape(tmp_path / "pen.jsonl"):
            assert (tmp_path / "pen.jsonl").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


async def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "pen.jsonl"
    file.write_text("mine")
    with pytest.raises(NotRecorded, match=r"pen\.jsonl: File exists"):
        await Tape(file).__aenter__()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    with pytest.raises(NotRecorded, match="File exists"):
        await Tape(tmp_path / "link.jsonl").__aenter__()
    assert (file.read_text(), (tmp_path / "elsewhere.jsonl").exists()) == ("mine", False)


async def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotRecorded, match="No such file or directory"):
        await Tape(tmp_path / "nowhere" / "pen.jsonl").__aenter__()


async def test_what_is_discarded_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "pen.jsonl"
    async with Tape(file) as tape:
        tape.begin(BEGAN, [PEN])
        await tape.discard()
    assert not file.exists()


async def test_a_full_disk_ends_it_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _lines: bytes) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with Tape(tmp_path / "pen.jsonl") as tape:
        tape.begin(BEGAN, [PEN])
        tape.hear("pen", DOWN)
        with monkeypatch.context() as disk:
            disk.setattr(tape_module, "_written", full)
            with pytest.raises(NotRecorded, match="No space left on device"):
                await tape.run()


async def test_a_device_that_is_not_listed_is_not_written(tmp_path: Path) -> None:
    async with Tape(tmp_path / "pen.jsonl") as tape:
        tape.begin(BEGAN, [PEN])
        with pytest.raises(KeyError):
            tape.hear("code-reader", CodeSeen(3))
