"""Recordings of devices as something that drivers can drive: what was heard happens again, with content made up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from edge_agent.cards.apdu import Command
from edge_agent.cards.transport import Gone
from edge_agent.devices.card.pcsc import Connection
from edge_agent.devices.card.presence import ReaderSeen
from edge_agent.devices.input_device import GrabbedInput, InputEvent
from edge_agent.devices.plugged import Unplugged
from edge_agent.recording.lines import Body
from protocol.devices import DeviceKind
from protocol.signals import CommandSeen, KeySeen, KeyShape, Touch, TouchSeen
from tests.edge_agent.recording.lines import Recording, read

EV_SYN, EV_KEY, SYN_DROPPED = 0, 1, 3
KEYS = {
    KeyShape.DIGIT: 2,
    KeyShape.LETTER: 30,
    KeyShape.SIGN: 12,
    KeyShape.SHIFT: 42,
    KeyShape.END: 28,
    KeyShape.OTHER: 58,
}

RECORDINGS = sorted((Path(__file__).parent / "recordings").glob("*.jsonl"))


@dataclass(frozen=True)
class Take:
    """What was heard of one device of one kind, and when, in milliseconds."""

    bodies: tuple[tuple[int, Body], ...]


def takes(kind: DeviceKind) -> dict[str, Take]:
    """Every device of a kind in every recording that is kept here, by file and name."""
    found = {}
    for file in RECORDINGS:
        recording = read(file)
        for device in recording.heading.devices:
            if device.kind is kind:
                found[f"{file.stem}-{device.name}"] = _take(recording, device.name)
    return found


def _take(recording: Recording, device: str) -> Take:
    return Take(tuple((line.at, line.body) for line in recording.lines if line.device == device))


def cards(take: Take) -> list[list[CommandSeen]]:
    """What was said to each card that was put there, and its answers."""
    said: list[list[CommandSeen]] = []
    for _, body in take.bodies:
        if body == TouchSeen(Touch.CARD_CAME):
            said.append([])
        elif isinstance(body, CommandSeen):
            said[-1].append(body)
    return said


def command(seen: CommandSeen) -> Command:
    """The command again; what was in it and is not public is zeros."""
    body = bytes.fromhex(seen.opened) or bytes(seen.sent)
    return Command(seen.cla, seen.ins, seen.p1, seen.p2, body, seen.wanted)


def timeless(seen: Sequence[Body]) -> list[CommandSeen]:
    """The commands without how long each took."""
    return [
        CommandSeen(
            each.cla, each.ins, each.p1, each.p2, each.sent, each.wanted, each.answered, each.status, 0,
            each.opened, each.label,
        )
        for each in seen
        if isinstance(each, CommandSeen)
    ]  # fmt: skip


class RecordedService:
    """PC/SC with one reader and the card of a recording, which answers in the recorded order in every session."""

    def __init__(self, said: Sequence[CommandSeen]) -> None:
        self._said = said
        self._next = 0
        self._reader = ReaderSeen("recorded", changes=1, has_card=True)

    def establish(self) -> None:
        """It is there."""

    def release(self) -> None:
        """It stays."""

    def look(self, *, wait_seconds: float, own_reader: str = "") -> tuple[ReaderSeen, ...]:
        """The reader with its card."""
        return (self._reader,)

    def connect(self, reader: str) -> Connection:
        """A session from the beginning of the recording."""
        self._next = 0
        return Connection(1, 1)

    def transmit(self, connection: Connection, encoded: bytearray) -> bytes | Gone:
        """The next answer, if the next command is the recorded one; otherwise the card is lost."""
        seen = self._said[self._next] if self._next < len(self._said) else None
        if seen is None or seen.status is None or encoded != command(seen).encoded():
            return Gone()
        self._next += 1
        return (bytes.fromhex(seen.label) or bytes(seen.answered)) + seen.status.to_bytes(2, "big")

    def disconnect(self, connection: Connection) -> None:
        """The next session begins anew."""


class RecordedKeys(GrabbedInput):
    """A keyboard on which the keys of a recording are pressed again: others of the same shape, at the same pace."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._waiting: list[InputEvent] = []
        self._end, self._begin = os.pipe()

    @property
    def descriptor(self) -> int:
        """What becomes readable with each key."""
        return self._end

    def read(self) -> Sequence[InputEvent] | Unplugged:
        """The keys since the last time."""
        os.read(self._end, 4096)
        events, self._waiting = self._waiting, []
        return events

    def close(self) -> None:
        """Give the pipe back."""
        os.close(self._end)
        os.close(self._begin)

    async def press(self) -> None:
        """Press them all."""
        loop = asyncio.get_running_loop()
        keys = [(at, body) for at, body in self._take.bodies if isinstance(body, KeySeen)]
        began = loop.time() - keys[0][0] / 1000
        for (at, key), (later, _) in pairwise([*keys, keys[-1]]):
            self._waiting.append(_event(key))
            if later > at:
                os.write(self._begin, b"k")
                await asyncio.sleep(began + later / 1000 - loop.time())
        os.write(self._begin, b"k")


def _event(key: KeySeen) -> InputEvent:
    if key.shape is KeyShape.LOST:
        return InputEvent(EV_SYN, SYN_DROPPED, 0)
    return InputEvent(EV_KEY, KEYS[key.shape], int(key.is_down))
