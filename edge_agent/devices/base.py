"""What every driver is to the rest of the agent; what it can do beyond that is the port of its kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from protocol.devices import DeviceKind, DeviceState, FaultCode

E_co = TypeVar("E_co", covariant=True)


@dataclass(frozen=True)
class Standing:
    """Where a device stands; `fault` is set exactly when `state` is FAULT.

    IDLE: it works and waits. READY: somebody may use it now. BUSY: it is being used.
    """

    state: DeviceState
    fault: FaultCode | None = None

    def __post_init__(self) -> None:
        if (self.state is DeviceState.FAULT) != (self.fault is not None):
            raise ValueError("a fault has a code and nothing else has one")


ABSENT = Standing(DeviceState.ABSENT)


class Driver(Protocol[E_co]):
    """One device. Opened and closed any number of times, never opened twice at once."""

    @property
    def kind(self) -> DeviceKind:
        """What the device is for."""

    @property
    def name(self) -> str:
        """What people call this one device."""

    @property
    def status(self) -> Standing:
        """Where it stands now; before `open` and after `close` it is ABSENT."""

    async def open(self) -> None:
        """Begin. Raises DeviceError, DeviceGone when it is not there and the driver cannot wait for it itself."""

    async def close(self) -> None:
        """Give everything back, threads too. Never raises DeviceError; does nothing when closed."""

    def events(self) -> AsyncIterator[E_co | Standing]:
        """The first standing, then what happens and each change of it, once; ends with `close`. Raises DeviceError."""
