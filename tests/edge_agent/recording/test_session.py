"""A recording within one program: what happens when the disk refuses or a driver breaks, and that the time is kept."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardSession, Unavailable
from edge_agent.devices.catalog import REAL_DEVICES, Catalog
from edge_agent.errors import NotRecorded
from edge_agent.recording import tape as tape_module
from edge_agent.recording.lines import StandingSeen
from edge_agent.recording.session import Wanted, record
from edge_agent.settings import CounterDevices, LocalApiSettings
from protocol.devices import DeviceKind, DeviceState, FaultCode

from ..counter import HandClock
from .lines import read

IDLE = Standing(DeviceState.IDLE)


class Reader:
    """A reader that stands as it is told, and then breaks or is silent."""

    kind = DeviceKind.CARD_READER
    name = "card-reader"
    status = ABSENT

    def __init__(self, *standings: Standing, breaks: bool = False) -> None:
        self._standings = standings
        self._breaks = breaks

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[CardEvent | Standing]:
        for standing in self._standings:
            yield standing
        await asyncio.sleep(0.05)
        if self._breaks:
            raise ZeroDivisionError
        await asyncio.Event().wait()

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        return Gone()


def catalog(reader: Reader) -> Catalog:
    """The drivers, with this one as reader."""
    return replace(REAL_DEVICES, card_readers={"pcsc": lambda _settings, _name: reader})


def counter(folder: Path) -> CounterDevices:
    """A counter with a card reader, whose agent is stopped."""
    return CounterDevices(local_api=LocalApiSettings(folder / "agent.sock"))


async def test_it_ends_when_the_time_is_over(tmp_path: Path) -> None:
    file = tmp_path / "card.jsonl"
    fault = Standing(DeviceState.FAULT, FaultCode.UNRESPONSIVE)
    reader = Reader(IDLE, fault)
    await record(counter(tmp_path), Wanted(file, seconds=0.1), clock=HandClock(), catalog=catalog(reader))
    recording = read(file)
    assert recording.heading.began == "2026-04-01T00:30:00.000Z"
    assert recording.of("card-reader") == [
        StandingSeen(DeviceState.ABSENT),
        StandingSeen(DeviceState.IDLE),
        StandingSeen(DeviceState.FAULT, FaultCode.UNRESPONSIVE),
    ]


async def test_what_was_heard_until_it_is_cancelled_is_there(tmp_path: Path) -> None:
    file = tmp_path / "card.jsonl"
    running = asyncio.create_task(
        record(counter(tmp_path), Wanted(file), clock=HandClock(), catalog=catalog(Reader(IDLE)))
    )
    await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.wait([running])
    assert running.cancelled()
    assert read(file).of("card-reader")[-1] == StandingSeen(DeviceState.IDLE)


async def test_a_full_disk_ends_it_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _lines: bytes) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tape_module, "_written", full)
    with pytest.raises(NotRecorded, match="No space left on device"):
        await record(
            counter(tmp_path), Wanted(tmp_path / "card.jsonl"), clock=HandClock(), catalog=catalog(Reader(IDLE))
        )


async def test_a_bug_in_a_driver_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(ExceptionGroup) as broken:
        await record(
            counter(tmp_path),
            Wanted(tmp_path / "card.jsonl"),
            clock=HandClock(),
            catalog=catalog(Reader(IDLE, breaks=True)),
        )
    assert broken.group_contains(ZeroDivisionError)
