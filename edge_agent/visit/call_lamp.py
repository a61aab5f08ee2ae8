"""What the lamp at the counter says: somebody calls, or else something does not work, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from protocol.devices import DeviceState, DeviceStatus

from ..devices.signal_lamp.port import Signal
from .state import CallStatus, State

_CALLING = {CallStatus.CALLING, CallStatus.BUFFERED}


class Lamp(Protocol):
    """The part of a lamp that this needs."""

    def show(self, signal: Signal) -> None:
        """Say this from now on."""


class Visits(Protocol):
    """The part of the visit that the lamp follows."""

    def changes(self) -> AsyncIterator[State]:
        """The state now, and whenever it has changed."""


class Devices(Protocol):
    """The part of the supervisor that the lamp follows."""

    def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """Every device, whenever one of them has changed."""


class CallLamp:
    """Lit while nobody has answered a call, also while the line is cut; blinking while a device has a fault."""

    def __init__(self, lamp: Lamp, visit: Visits, devices: Devices) -> None:
        self._lamp = lamp
        self._visit = visit
        self._devices = devices
        self._is_called = False
        self._is_broken = False

    async def run(self) -> None:
        """Follow until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_calls(), name="lamp calls")
            group.create_task(self._watch_devices(), name="lamp devices")

    async def _watch_calls(self) -> None:
        async for state in self._visit.changes():
            self._is_called = state.call.status in _CALLING
            self._show()

    async def _watch_devices(self) -> None:
        async for statuses in self._devices.changes():
            self._is_broken = _is_broken(statuses)
            self._show()

    def _show(self) -> None:
        broken = Signal.BLINKING if self._is_broken else Signal.DARK
        self._lamp.show(Signal.LIT if self._is_called else broken)


def _is_broken(statuses: Iterable[DeviceStatus]) -> bool:
    return any(status.state is DeviceState.FAULT for status in statuses)
