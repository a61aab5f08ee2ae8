"""機器: every device at this counter, in words and shape, with the sentence of its last fault."""

from __future__ import annotations

from protocol.devices import DeviceState, DeviceStatus, FaultCode

from ..local_api.api import DeviceChanged, RecentEvent
from . import moments
from .panes import Pane
from .sight import Sight


class DevicesPane(Pane):
    """The list comes from the agent; a device that no counter has is not shown."""

    key = "devices"
    columns = ("device", "state", "since", "age")

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [self._row(status, sight.now) for status in sight.status.devices]

    def summary(self, sight: Sight) -> str:
        return "" if sight.status.devices else self.words("devices.none")

    def detail(self, sight: Sight, row: int) -> str:
        if row >= len(sight.status.devices):
            return ""
        status = sight.status.devices[row]
        head = self.words("devices.head", device=self.words(f"device.{status.kind}"), name=status.name)
        return f"{head}\n{self._fault(sight, status)}"

    def _row(self, status: DeviceStatus, now: str) -> tuple[str, ...]:
        return (
            self.words(f"device.{status.kind}"),
            self.words(f"device-state.{status.state}"),
            moments.short(self.words, status.since, now),
            moments.age(self.words, status.since, now),
        )

    def _fault(self, sight: Sight, status: DeviceStatus) -> str:
        if status.state is DeviceState.ABSENT:
            return self.words(f"fault.{FaultCode.OFFLINE}")
        if status.fault is not None:
            return self.words(f"fault.{status.fault}")
        last = next(((event, change) for event, change in _failures(sight.recent, status.name)), None)
        if last is None:
            return self.words("devices.no-fault")
        event, change = last
        sentence = self.words(f"fault.{change.fault or FaultCode.OFFLINE}")
        return self.words("devices.last-fault", at=moments.short(self.words, event.at, sight.now), fault=sentence)


def _failures(recent: tuple[RecentEvent, ...], name: str) -> list[tuple[RecentEvent, DeviceChanged]]:
    """When a device failed or went away, newest first."""
    changes = ((event, event.body) for event in recent)
    return [
        (event, body)
        for event, body in changes
        if isinstance(body, DeviceChanged) and body.name == name and body.state is not DeviceState.IDLE
    ]
