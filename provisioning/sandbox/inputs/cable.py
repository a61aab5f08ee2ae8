"""The cable of one emulated device: plugged in, pulled out, and what goes over it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .bus import Bus
from .hardware import Hardware
from .requests import Outcome

_PATIENCE_SECONDS = 2.0
_LOOK_SECONDS = 0.0005
_REST_SECONDS = 0.001


@dataclass(frozen=True)
class _Plugged:
    """Both ends of the terminal that stands for the device: the cable, and what the agent reads from.

    The second is kept open to see how much nobody has read yet; opening it for a moment would lose keys.
    """

    hardware: Hardware
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


class Cable:
    """Every time it is plugged in it is another device file, as on a busy USB bus.

    `burst` is how many pieces go together when there is no pause between them: less than the 2,048 bytes that a
    terminal takes whole.
    """

    def __init__(self, bus: Bus, make: Callable[[int], Hardware], numbers: Iterator[int], *, burst: int) -> None:
        self._bus = bus
        self._make = make
        self._numbers = numbers
        self._burst = burst
        self._plugged: _Plugged | None = None
        self._hand = asyncio.Lock()

    @property
    def is_in(self) -> bool:
        """Whether it is plugged in."""
        return self._plugged is not None

    def plug(self, *, is_in: bool) -> None:
        """Plug it in or pull it out, if it is not so already."""
        if is_in and self._plugged is None:
            self._plugged = self._plug_in(self._make(next(self._numbers)))
        elif not is_in and self._plugged is not None:
            self._pull_out(self._plugged)

    async def send(self, pieces: Iterable[bytes], pace: float) -> Outcome:
        """Send one thing, `pace` seconds between two pieces; what nobody reads is lost, as with a real device."""
        async with self._hand:
            plugged = self._plugged
            if plugged is None:
                return Outcome.NOT_PLUGGED
            is_read = await self._sent(plugged, pieces, pace)
            if plugged is not self._plugged:
                return Outcome.NOT_PLUGGED
            if not is_read:
                plugged.forget()
            return Outcome.DONE if is_read else Outcome.NOBODY_READS

    def _plug_in(self, hardware: Hardware) -> _Plugged:
        ioctls = None
        if hardware.ioctls:
            ioctls = self._bus.root / f"{hardware.node.replace('/', '_')}.ioctl"
            ioctls.write_text(hardware.ioctls, encoding="ascii")
        cable = self._bus.add(hardware.node, hardware.description, ioctls)
        file = self._bus.root / hardware.node.removeprefix("/")
        return _Plugged(hardware, cable, os.open(file, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK))

    def _pull_out(self, plugged: _Plugged) -> None:
        self._plugged = None
        for place in plugged.hardware.places:
            self._bus.remove(place)
        self._bus.give_back(plugged.terminal)
        plugged.close()

    async def _sent(self, plugged: _Plugged, pieces: Iterable[bytes], pace: float) -> bool:
        """Whether somebody read all of it.

        A terminal, unlike evdev, hands on half an event where it cuts a longer writing in two, and to whoever reads
        while it is written. So no writing is long, and each waits until everything was read and the reader waits again.
        """
        waiting = list(pieces)
        while waiting and self._plugged is plugged:
            taken = 1 if pace else self._burst
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
