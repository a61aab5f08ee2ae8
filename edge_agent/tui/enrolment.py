"""登録: where central enrols and the code go in, a fingerprint to compare comes out; the keys stay with the agent."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from protocol.enrolment import folded_code
from protocol.errors import Malformed

from ..local_api.client import Client
from ..local_api.enrolment import Enrol, EnrolmentStanding, EnrolmentStep
from .sentences import Sentences
from .words import Words

_LOOK_SECONDS = 0.5
_LONGEST_PLACE = 120
_LONGEST_CODE = 40
_HIGHEST_PORT = 65535
_UNDER_WAY = (EnrolmentStep.ASKING, EnrolmentStep.COMPARING)


class EnrolmentScreen(ModalScreen[None]):
    """Over the panes, until Esc; an enrolment that has begun goes on without it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave")]

    def __init__(self, words: Words, client: Client) -> None:
        super().__init__()
        self._words = words
        self._client = client
        self._place = Input(placeholder=words("enrolment.central"), max_length=_LONGEST_PLACE, compact=True)
        self._code = Input(placeholder=words("enrolment.code"), max_length=_LONGEST_CODE, compact=True)
        self._standing = Sentences(words("enrolment.open"), id="standing")

    def compose(self) -> ComposeResult:
        """What to do, where to type, how far it is."""
        with Vertical():
            yield Sentences(self._words("enrolment.how"))
            yield self._place
            yield self._code
            yield self._standing

    def on_mount(self) -> None:
        """Begin to look, and to wait for what is typed."""
        self._place.focus()
        self.run_worker(self._watch())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: on to the code, and then begin."""
        if event.input is self._place:
            self._code.focus()
            return
        wanted = wish(self._place.value, self._code.value)
        if wanted is None:
            self._standing.say(self._words("enrolment.incomplete"))
        else:
            self._code.value = ""
            self.run_worker(self._begin(wanted))

    def action_leave(self) -> None:
        """Esc."""
        self.dismiss(None)

    async def _begin(self, wanted: Enrol) -> None:
        try:
            begun = await self._client.enrol(wanted)
        except Malformed:
            begun = None
        self._standing.say(self._words("enrolment.away" if begun is None else "enrolment.asking"))

    async def _watch(self) -> None:
        is_under_way = False
        while True:
            standing = await self._look(is_under_way)
            if standing is not None and standing.step is not EnrolmentStep.OPEN:
                self._standing.say(told(self._words, standing))
                is_under_way = standing.step in _UNDER_WAY
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self, is_under_way: bool) -> EnrolmentStanding | None:
        """How far it is; an agent that was enrolling and now works has done it. None: nothing is known."""
        try:
            standing = await self._client.enrolment()
            status = await self._client.status() if standing is None and is_under_way else None
        except Malformed:
            return None
        return standing if status is None else EnrolmentStanding(EnrolmentStep.DONE, terminal=status.terminal)


def wish(place: str, code: str) -> Enrol | None:
    """What was typed, as a wish; None: it cannot be one."""
    host, _, port = place.strip().rpartition(":")
    folded, host = folded_code(code), host.strip("[]")
    if folded is None or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= _HIGHEST_PORT:
        return None
    return Enrol(host, int(port), folded)


def told(words: Words, standing: EnrolmentStanding) -> str:
    """How far it is, in words."""
    reason = words.get(f"enrolment-failure.{standing.failure}", "enrolment-failure.other")
    return words(
        f"enrolment.{standing.step}", fingerprint=standing.fingerprint, terminal=standing.terminal, reason=reason
    )
