"""One recording, from the first device that is opened to the last line that is written."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from protocol.devices import DeviceState, DeviceStatus, FaultCode

from ..clock import Clock, rfc3339
from ..devices.catalog import REAL_DEVICES, Catalog
from ..devices.supervisor import Supervisor
from ..errors import NotRecorded
from ..log import logger
from ..settings import CounterDevices
from .lines import StandingSeen
from .microphones import Microphone, microphones
from .tape import Tape

FOUND_SECONDS = 5.0
"""How long a device may take to be there."""

_NOT_TO_BE_HAD = {FaultCode.SERVICE_DOWN, FaultCode.OFFLINE, FaultCode.IN_USE, FaultCode.NO_PERMISSION}

_log = logger("recording")


@dataclass(frozen=True)
class Wanted:
    """Into which file, which device ("": all that the settings name), and for how long (None: until cancelled)."""

    file: Path
    device: str = ""
    seconds: float | None = None


async def record(counter: CounterDevices, wanted: Wanted, *, clock: Clock, catalog: Catalog = REAL_DEVICES) -> None:
    """Record until the time is over or cancelled. Raises BadSettings and NotRecorded."""
    await asyncio.to_thread(_refuse_beside_the_agent, counter.local_api.socket)
    tape = Tape(wanted.file)
    chosen = _chosen(list(microphones(catalog, counter.devices, tape)), wanted.device)
    async with tape:
        tape.begin(rfc3339(clock.now()), [each.listed for each in chosen])
        missing = await _listened(chosen, tape, wanted, clock)
        if missing:
            await tape.discard()
    if missing:
        raise NotRecorded("; ".join(f"{each.name}: {each.fault or each.state}" for each in missing))


def _chosen(there: Sequence[Microphone], name: str) -> Sequence[Microphone]:
    chosen = [each for each in there if name in ("", each.listed.name)]
    if not chosen:
        raise NotRecorded(f"{name}: the settings name no such device, but {', '.join(e.listed.name for e in there)}")
    return chosen


async def _listened(chosen: Sequence[Microphone], tape: Tape, wanted: Wanted, clock: Clock) -> Sequence[DeviceStatus]:
    """Listen to all of them; those that are not to be had, and then nothing was listened to."""
    supervisor = Supervisor(
        clock, noted=lambda status: tape.hear(status.name, StandingSeen(status.state, status.fault))
    )
    for each in chosen:
        each.put(supervisor)
    keeping, writing = asyncio.create_task(supervisor.run()), asyncio.create_task(tape.run())
    try:
        missing = await _missing(supervisor)
        if not missing:
            _log.info("recording", file=str(wanted.file), devices=[each.listed.name for each in chosen])
            await asyncio.wait([keeping, writing], timeout=wanted.seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        keeping.cancel()
        writing.cancel()
        await asyncio.wait([keeping, writing])
    for task in (keeping, writing):
        if not task.cancelled():
            task.result()
    return missing


async def _missing(supervisor: Supervisor) -> Sequence[DeviceStatus]:
    try:
        async with asyncio.timeout(FOUND_SECONDS):
            async for statuses in supervisor.changes():
                if not _not_there(statuses):
                    break
    except TimeoutError:
        return _not_there(supervisor.statuses())
    return ()


def _not_there(statuses: Sequence[DeviceStatus]) -> Sequence[DeviceStatus]:
    return [each for each in statuses if each.state is DeviceState.ABSENT or each.fault in _NOT_TO_BE_HAD]


def _refuse_beside_the_agent(door: Path) -> None:
    """Raises NotRecorded when somebody answers at the technician's door. Blocks."""
    with socket.socket(socket.AF_UNIX) as knocking:
        try:
            knocking.connect(str(door))
        except OSError:
            return
    raise NotRecorded(f"{door}: the agent has the devices; stop it first")
