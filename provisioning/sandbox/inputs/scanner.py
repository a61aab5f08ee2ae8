"""The emulated reader: plugged in, pulled out, and typing what is held before it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from . import description
from .bus import Bus
from .requests import Outcome, Plug, Scan, Situation
from .strokes import can_type, strokes

_PATIENCE_SECONDS = 2.0
_LOOK_SECONDS = 0.0005
_REST_SECONDS = 0.001
_BURST_KEYS = 5  # 12 events of 24 bytes each at the most: less than the 2,048 bytes that a terminal takes whole


@dataclass(frozen=True)
class _Plugged:
    """Both ends of the terminal that stands for the device: the cable, and what the agent reads from.

    The second is kept open to see how much nobody has read yet; opening it for a moment would lose keys.
    """

    number: int
    cable: int
    outlet: int

    @property
    def terminal(self) -> str:
        """Which terminal it is."""
        return os.ttyname(self.outlet)

    @property
    def unread(self) -> int:
        """How many bytes lie there."""
        return int(struct.unpack("i", fcntl.ioctl(self.outlet, termios.FIONREAD, bytes(4)))[0])

    def forget(self) -> None:
        """Let what nobody has read be lost."""
        termios.tcflush(self.outlet, termios.TCIFLUSH)

    def close(self) -> None:
        """Pull it out: whoever reads sees the end."""
        os.close(self.cable)
        os.close(self.outlet)


class Scanner:
    """Every time it is plugged in it is another device file, as on a busy USB bus."""

    def __init__(self, bus: Bus, ioctls: Path) -> None:
        self._bus = bus
        self._ioctls = ioctls
        self._numbers = count(5)
        self._plugged: _Plugged | None = None
        self._hand = asyncio.Lock()

    async def plug(self, request: Plug) -> Outcome:
        """Put it into the state that is asked for."""
        if request.is_in and self._plugged is None:
            self._plug_in(next(self._numbers))
        elif not request.is_in and self._plugged is not None:
            self._pull_out(self._plugged)
        return Outcome.DONE

    async def scan(self, request: Scan) -> Outcome:
        """Type a text; what nobody reads is lost, as with a real one. Ends early when it is pulled out."""
        if not can_type(request.text):
            return Outcome.NO_SUCH_KEY
        async with self._hand:
            plugged = self._plugged
            if plugged is None:
                return Outcome.NOT_PLUGGED
            is_read = await self._type(plugged, strokes(request.text, has_end=request.is_whole), request.pace)
            if plugged is not self._plugged:
                return Outcome.NOT_PLUGGED
            if not is_read:
                plugged.forget()
            return Outcome.DONE if is_read else Outcome.NOBODY_READS

    async def situation(self) -> Situation:
        """How it stands now."""
        return Situation(self._plugged is not None)

    def _plug_in(self, number: int) -> None:
        node = description.node(number)
        self._ioctls.write_text(description.ioctls(), encoding="ascii")
        cable = self._bus.add(node, description.description(number), self._ioctls)
        outlet = os.open(self._bus.root / node.removeprefix("/"), os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        self._plugged = _Plugged(number, cable, outlet)

    def _pull_out(self, plugged: _Plugged) -> None:
        self._plugged = None
        for place in description.places(plugged.number):
            self._bus.remove(place)
        self._bus.give_back(plugged.terminal)
        plugged.close()

    async def _type(self, plugged: _Plugged, keys: Iterable[bytes], pace: float) -> bool:
        """Whether somebody read all of it.

        A terminal, unlike evdev, hands on half an event where it cuts a longer writing in two, and to whoever reads
        while it is written. So no writing is long, and each waits until everything was read and the reader waits again.
        """
        waiting = list(keys)
        while waiting and self._plugged is plugged:
            taken = 1 if pace else _BURST_KEYS
            os.write(plugged.cable, b"".join(waiting[:taken]))
            del waiting[:taken]
            if not await self._is_read(plugged):
                return False
            await asyncio.sleep(max(pace, _REST_SECONDS))
        return not waiting

    async def _is_read(self, plugged: _Plugged) -> bool:
        """Whether nothing is unread any more, before long."""
        for _ in range(int(_PATIENCE_SECONDS / _LOOK_SECONDS)):
            await asyncio.sleep(_LOOK_SECONDS)
            if self._plugged is not plugged:
                return False
            if not plugged.unread:
                return True
        return False
