"""自己診断: a device is tested now, with what the technician puts there, never with a PIN."""

from __future__ import annotations

import asyncio

from textual.widgets import DataTable
from textual.worker import Worker

from protocol.devices import DeviceStatus
from protocol.errors import Malformed

from ..local_api.api import (
    SELF_TEST_SECONDS,
    AlreadyTested,
    CardAnswered,
    CodeAnswered,
    CodeTorn,
    DeviceFailed,
    LampWasShown,
    NoCode,
    NoLine,
    NothingCame,
    PenAnswered,
    ResidentPresent,
    Result,
    TrialPrinted,
)
from ..local_api.client import Client
from .panes import Pane
from .sight import Sight
from .words import Words

_PLAIN = {
    CodeTorn: "code-torn",
    LampWasShown: "lamp-shown",
    NoCode: "no-code",
    NoLine: "no-line",
    NothingCame: "nothing-came",
    ResidentPresent: "resident-present",
    AlreadyTested: "already-tested",
    type(None): "no-answer",
}


class SelfTestPane(Pane):
    """Lists what the agent can test; Enter begins, Esc ends."""

    key = "self-test"
    columns = ("device", "state")

    def __init__(self, words: Words, client: Client) -> None:
        super().__init__(words)
        self._client = client
        self._testing: Worker[None] | None = None
        self._said = ""
        self._said_of = 0

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [
            (self.words(f"device.{status.kind}"), self.words(f"device-state.{status.state}"))
            for status in _testable(sight)
        ]

    def summary(self, sight: Sight) -> str:
        return self.words("self-test.how" if _testable(sight) else "self-test.none")

    def detail(self, sight: Sight, row: int) -> str:
        devices = _testable(sight)
        if self._said or row >= len(devices):
            return self._said
        return self.words(f"self-test-look.{devices[row].kind}")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """What was said of one device is not said of another."""
        if self._testing is None and event.cursor_row != self._said_of:
            self._said, self._said_of = "", event.cursor_row
        super().on_data_table_row_highlighted(event)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter: test the device on this row, unless a test runs."""
        if self.sight is None or self._testing is not None:
            return
        devices = _testable(self.sight)
        if event.cursor_row < len(devices):
            self._said_of = event.cursor_row
            self._testing = self.run_worker(self._test(devices[event.cursor_row]))
            self.refresh_bindings()

    @property
    def is_testing(self) -> bool:
        """Whether a test runs."""
        return self._testing is not None

    def end(self) -> None:
        """Esc: end the test that runs."""
        if self._testing is not None:
            self._testing.cancel()
            self._say(self.words("self-test.ended"))

    async def _test(self, device: DeviceStatus) -> None:
        ends = asyncio.get_running_loop().time() + SELF_TEST_SECONDS
        counting = self.set_interval(1.0, lambda: self._count_down(device, ends))
        self._count_down(device, ends)
        try:
            said = outcome(self.words, await self._client.self_test(device.name))
        except Malformed:
            said = self.words("away.other-version")
        finally:
            counting.stop()
            self._testing = None
            if self.is_attached:
                self.refresh_bindings()
        self._say(said)

    def _count_down(self, device: DeviceStatus, ends: float) -> None:
        left = max(0, round(ends - asyncio.get_running_loop().time()))
        self._say(self.words(f"self-test-ask.{device.kind}", seconds=left))

    def _say(self, text: str) -> None:
        self._said = text
        self.explain()


def outcome(words: Words, result: Result | None) -> str:
    """What came of a test; None: the agent did not answer."""
    match result:
        case CardAnswered(card=card, tries=tries, milliseconds=milliseconds):
            left = words("self-test.no-pin") if tries is None else words("self-test.tries", count=tries)
            return words("self-test.passed", card=words(f"card.{card}"), tries=left, milliseconds=milliseconds)
        case DeviceFailed(fault=fault):
            return words("self-test.failed", fault=words(f"fault.{fault}"))
        case CodeAnswered(signs=signs, is_slips=is_slips):
            kind = words("self-test.slips-code" if is_slips else "self-test.other-code")
            return words("self-test.code-read", signs=signs, kind=kind)
        case TrialPrinted(milliseconds=milliseconds):
            return words("self-test.trial-printed", milliseconds=milliseconds)
        case PenAnswered(points=points, milliseconds=milliseconds, pressed=pressed):
            return words("self-test.line-drawn", points=points, milliseconds=milliseconds, pressed=pressed)
        case _:
            return words(f"self-test.{_PLAIN[type(result)]}")


def _testable(sight: Sight) -> list[DeviceStatus]:
    return [status for status in sight.status.devices if status.name in sight.self_tests]
