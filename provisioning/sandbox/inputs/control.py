"""The control socket of the program that emulates the input devices: the panel and tests are at the other end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from ..control_socket import ControlSocket, listening
from .devices import Inputs
from .requests import PLUG, SCAN, SITUATION, WRITE, Asked, Device, Outcome, Plug, Point, Scan, Situation, Write

Strokes = Sequence[Sequence[Point]]


def controlled(inputs: Inputs, socket: Path) -> AbstractAsyncContextManager[None]:
    """Let the hands at the other end move the devices."""
    routes = (PLUG.done_by(inputs.plug), SCAN.done_by(inputs.scan), WRITE.done_by(inputs.write))
    return listening(socket, *routes, SITUATION.done_by(inputs.situation))


class _Hand:
    """The hand at one device. Each verb raises aiohttp.ClientError when nobody listens."""

    def __init__(self, socket: Path, device: Device) -> None:
        self._control = ControlSocket(socket)
        self._device = device
        self.is_there = self._control.is_there

    async def plug_in(self) -> None:
        """Plug the device in, if it is not."""
        await self._control.ask(PLUG, Plug(self._device, True))

    async def pull_out(self) -> None:
        """Pull it out, whatever it is doing."""
        await self._control.ask(PLUG, Plug(self._device, False))

    async def situation(self) -> Situation:
        """Whether it is plugged in."""
        return await self._control.ask(SITUATION, Asked(self._device))


class ScannerHand(_Hand):
    """The hand that holds codes before a reader."""

    def __init__(self, socket: Path, device: Device = Device.TYPING_READER) -> None:
        super().__init__(socket, device)

    async def scan(self, text: str, *, is_whole: bool = True, pace: float = 0.002) -> Outcome:
        """Hold a code before it."""
        return await self._control.ask(SCAN, Scan(self._device, text, is_whole, pace))


class PenHand(_Hand):
    """The hand that holds the pen."""

    def __init__(self, socket: Path) -> None:
        super().__init__(socket, Device.PEN)

    async def write(
        self, strokes: Strokes, *, is_whole: bool = True, is_lossy: bool = False, pace: float = 0.005
    ) -> Outcome:
        """Write on the tablet."""
        asked = Write(tuple(tuple(stroke) for stroke in strokes), is_whole, is_lossy, pace)
        return await self._control.ask(WRITE, asked)
