"""The technician's program: eight panes behind tabs, shown anew with every look at the agent."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, TabbedContent, TabPane, Tabs

from protocol.errors import Malformed

from ..local_api.client import Client
from . import moments
from .devices import DevicesPane
from .enrolment import EnrolmentScreen
from .happenings import HappeningsPane
from .health import HealthPane
from .links import LinksPane
from .measurements import Measurements
from .outbox import OutboxPane
from .panes import Pane
from .question import Question
from .repair import RepairPane
from .self_test import SelfTestPane
from .sentences import Sentences
from .sight import Absence, Sight, look
from .signals import SignalsPane
from .support_file import written
from .theme import MADOGUCHI
from .words import Words

_REPAIRS = ("retry_outbox", "set_event_aside")


class TechnicianApp(App[None]):
    """Looks at the agent every `look_seconds`, for ever; an agent that is away is said to be away."""

    CSS_PATH: ClassVar[str] = "technician.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, socket: Path, words: Words, *, folder: Path, look_seconds: float = 1.0) -> None:
        super().__init__()
        self._socket = socket
        self._words = words
        self._folder = folder
        self._look_seconds = look_seconds
        self._client = Client(socket)
        self.title = words("title")
        self._seen = ""
        self._is_unenrolled = False
        self._offered: tuple[str, ...] = ()
        self._title = Sentences(words("title"), id="title")
        self._banner = Sentences(id="banner")
        self._tabs = TabbedContent()
        self._outbox = OutboxPane(words, self._client)
        self._test = SelfTestPane(words, self._client)
        self._panes: dict[str, Pane] = {pane.key: pane for pane in self._new_panes()}
        self._active = ""
        self._bind_keys()

    def _new_panes(self) -> tuple[Pane, ...]:
        words, measurements = self._words, Measurements(self._words, self._client)
        return (
            DevicesPane(words), self._outbox, LinksPane(words, measurements), HappeningsPane(words), self._test,
            HealthPane(words), RepairPane(words, measurements), SignalsPane(words, self._client),
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Title, banner, tabs, keys."""
        yield self._title
        yield self._banner
        with self._tabs:
            for number, (key, pane) in enumerate(self._panes.items(), 1):
                with TabPane(self._words("tab", number=number, name=self._words(f"{key}.tab")), id=key):
                    yield pane
        yield Footer()

    def on_mount(self) -> None:
        """Begin to look."""
        self.register_theme(MADOGUCHI)
        self.theme = MADOGUCHI.name
        self.query_one(Tabs).can_focus = False
        self.action_show(next(iter(self._panes)))
        self.run_worker(self._watch(), name="watch")

    def action_show(self, key: str) -> None:
        """Go to a pane."""
        self._tabs.active = key
        self._panes[key].rows.focus()

    def action_neighbour(self, step: int) -> None:
        """Go to the pane beside this one."""
        keys = list(self._panes)
        self.action_show(keys[(keys.index(self._tabs.active) + step) % len(keys)])

    def action_choose(self) -> None:
        """Choose the row on which the technician stands in the pane that is shown."""
        self._panes[self._tabs.active].rows.action_select_cursor()

    def action_end_test(self) -> None:
        """End the self-test that runs."""
        self._test.end()

    def action_retry_outbox(self) -> None:
        """Ask whether what central does not take shall be sent again."""
        self._outbox.ask_to_retry()

    def action_set_event_aside(self) -> None:
        """Ask whether the event on this row shall be kept without being sent."""
        self._outbox.ask_to_set_aside()

    def action_enrol(self) -> None:
        """Open the enrolment."""
        self.push_screen(EnrolmentScreen(self._words, self._client))

    def action_report(self) -> None:
        """Ask whether a report for support shall be written."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.run_worker(self._write_report(), exclusive=True, group="report")

        self.push_screen(Question(self._words("report.ask", folder=self._folder)), answered)

    async def _write_report(self) -> None:
        try:
            report = await self._client.report()
        except Malformed:
            report = None
        file = None if report is None else await asyncio.to_thread(written, report, self._folder)
        failure = self._words("self-test.no-answer" if report is None else "report.not-written")
        said = failure if file is None else self._words("report.written", file=file)
        self.push_screen(Question(f"{said}\n{self._words('report.close')}"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "enrol":
            return self._is_unenrolled
        if action == "end_test":
            return self._test.is_testing
        if action in _REPAIRS:
            return action in self._repairs()
        return super().check_action(action, parameters)

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """A tab was chosen, by key or by mouse."""
        if event.pane.id is not None:
            self._went_to(event.pane.id)

    def _went_to(self, key: str) -> None:
        if self._active and self._active != key:
            self._panes[self._active].left()
        self._active = key
        self._panes[key].came()
        self._panes[key].rows.focus()
        self._offer_repairs()

    def on_data_table_row_highlighted(self, _event: DataTable.RowHighlighted) -> None:
        """The technician went to another row."""
        self._offer_repairs()

    def _repairs(self) -> tuple[str, ...]:
        if self._tabs.active != self._outbox.key or not self._outbox.has_trouble:
            return ()
        return _REPAIRS if self._outbox.troubled else _REPAIRS[:1]

    def _offer_repairs(self) -> None:
        offered, self._offered = self._offered, self._repairs()
        if offered != self._offered:
            self.refresh_bindings()

    async def _watch(self) -> None:
        async with self._client:
            while True:
                self._show(await look(self._client, self._socket))
                await asyncio.sleep(self._look_seconds)

    def _show(self, seen: Sight | Absence) -> None:
        self.set_class(isinstance(seen, Absence), "away")
        if self._is_unenrolled is not (seen is Absence.NOT_ENROLLED):
            self._is_unenrolled = not self._is_unenrolled
            self.refresh_bindings()
        if isinstance(seen, Absence):
            self._banner.say(self._away(seen))
            return
        self._banner.say("")
        self._seen = seen.now
        self._title.say(self._heading(seen))
        for pane in self._panes.values():
            pane.show(seen)
        self._offer_repairs()

    def _heading(self, seen: Sight) -> str:
        status, words = seen.status, self._words
        clock = words("clock.trusted" if status.is_clock_trusted else "clock.doubtful")
        at = moments.date_and_time(words, status.time)
        return words("title-of", terminal=status.terminal, version=status.version, at=at, clock=clock)

    def _away(self, absence: Absence) -> str:
        sentence = self._words(f"away.{absence}", socket=self._socket)
        if not self._seen:
            return sentence
        return sentence + "\n" + self._words("away.last", at=moments.date_and_time(self._words, self._seen))

    def _bind_keys(self) -> None:
        words = self._words
        for number, key in enumerate(self._panes, 1):
            description, shown = words("key.tabs"), words("key.tabs-keys")
            self.bind(str(number), f"show('{key}')", description=description, key_display=shown, show=number == 1)
        self.bind("r", "retry_outbox", description=words("key.retry"), key_display="r")
        self.bind("x", "set_event_aside", description=words("key.set-aside"), key_display="x")
        self.bind("e", "enrol", description=words("key.enrol"), key_display="e")
        self.bind("w", "report", description=words("key.report"), key_display="w")
        self.bind("escape", "end_test", description=words("key.end-test"), key_display="Esc")
        self.bind("q", "quit", description=words("key.quit"), key_display="q")
