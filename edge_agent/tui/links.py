"""通信: what this counter depends on, how it stands, and how long a round trip takes when one is made."""

from __future__ import annotations

from textual.widgets import DataTable

from protocol.devices import DeviceKind, DeviceStatus

from ..local_api.api import LinkName, LinkView, LinkViews
from ..local_api.measures import Goal
from . import moments
from .measurements import Measurements
from .panes import Pane
from .sight import Sight
from .words import Words

_GOALS = {LinkName.BROKER: Goal.BROKER, LinkName.CENTRAL: Goal.CENTRAL, LinkName.JUKI: Goal.JUKI}
_DEVICES = {Goal.PRINTER: DeviceKind.RECEIPT_PRINTER, Goal.CARD_SERVICE: DeviceKind.CARD_READER}


class LinksPane(Pane):
    """The four states of the line, then printer and card service where there are such; Enter makes round trips."""

    key = "links"
    columns = ("link", "state", "since", "age", "round-trip")

    def __init__(self, words: Words, measurements: Measurements) -> None:
        super().__init__(words)
        self._measurements = measurements

    def summary(self, sight: Sight) -> str:
        words, made = self.words, self._measurements
        if made.is_running:
            return words("round-trip.running")
        how = words("round-trip.how")
        if made.has_failed:
            return f"{words('self-test.no-answer')}\n{how}"
        return f"{how}{words('round-trip.at', at=moments.short(words, made.at, sight.now))}" if made.at else how

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        links = [self._link(name, view, sight.now) for name, view in _views(sight.status.links).items()]
        return links + [self._device(goal, device, sight.now) for goal, device in _present(sight)]

    def detail(self, sight: Sight, row: int) -> str:
        names = [*LinkName, *(goal for goal, _ in _present(sight))]
        if row >= len(names):
            return ""
        return self.words(f"link-meaning.{names[row]}")

    def on_data_table_row_selected(self, _event: DataTable.RowSelected) -> None:
        """Enter: make round trips to all of them."""
        self.run_worker(self._measurements.make(self.again))

    def _link(self, name: LinkName, view: LinkView, now: str) -> tuple[str, ...]:
        state, goal = self.words(f"link-state.{view.state}"), _GOALS.get(name)
        return self._row(self.words(f"link.{name}"), state, view.since, now, goal)

    def _device(self, goal: Goal, device: DeviceStatus, now: str) -> tuple[str, ...]:
        state = self.words(f"device-state.{device.state}")
        return self._row(self.words(f"link.{goal}"), state, device.since, now, goal)

    def _row(self, name: str, state: str, since: str, now: str, goal: Goal | None) -> tuple[str, ...]:
        words = self.words
        trip = "" if goal is None else self._measurements.told(goal)
        return (name, state, moments.short(words, since, now), moments.age(words, since, now), trip)


def _views(links: LinkViews) -> dict[LinkName, LinkView]:
    return {
        LinkName.BROKER: links.broker,
        LinkName.CENTRAL: links.central,
        LinkName.JUKI: links.juki,
        LinkName.ISSUING: links.issuing,
    }


def _present(sight: Sight) -> list[tuple[Goal, DeviceStatus]]:
    """Printer and card service, by the first device that needs them."""
    firsts = [
        (goal, next((each for each in sight.status.devices if each.kind is kind), None))
        for goal, kind in _DEVICES.items()
    ]
    return [(goal, device) for goal, device in firsts if device is not None]
