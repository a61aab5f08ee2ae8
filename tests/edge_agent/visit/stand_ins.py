"""What stands around a visit in tests: an outbox, a line, a clock and hours that are set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime

from edge_agent.link.states import Links, LinkStatus
from edge_agent.outbox.parcel import NOTHING
from edge_agent.outbox.store import NumberedBody, Stored
from edge_agent.visit.errands import Errands
from edge_agent.visit.happenings import Action
from edge_agent.visit.service import Patience, Visit
from edge_agent.visit.state import CallStatus, Overlay, State
from protocol.identifiers import ReceptionNumber
from protocol.village.guidance import Guidance
from protocol.village.opening import OpeningHours
from protocol.village.papers import Slip
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages import events
from protocol.wire.messages.answers import LinkState

from ...protocol.village.families import guidance
from ..counter import MORNING, HandClock
from .central import quiet_errands

EVENING = datetime(2026, 4, 1, 8, 15, tzinfo=UTC)
HOURS = OpeningHours.parse({"wed": [["08:30", "17:15"]], "thu": [["08:30", "17:15"]]}, [])
FOR_EVER = Patience(idle_seconds=60, answer_seconds=60)


class Shelf:
    """An outbox that remembers, and that can be held up, full or broken."""

    def __init__(self) -> None:
        self.stored: list[tuple[events.Body, str]] = []
        self.attachments: dict[str, bytes] = {}
        self.failure: Exception | None = None
        self.room: bool | OSError = True
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def put(
        self,
        kind: CoarseKind,
        body: events.Body | NumberedBody,
        *,
        visit: str = "",
        numbered: bool = False,
        attachments: Mapping[str, bytes] = NOTHING,
    ) -> Stored:
        """Store, or fail as told."""
        self.asked.set()
        await self.may_answer.wait()
        if self.failure is not None:
            raise self.failure
        assert kind is (CoarseKind.VISIT if numbered else CoarseKind.CALL)
        number = ReceptionNumber(1, len(self.stored) + 1) if numbered else None
        self.stored.append((body(number) if callable(body) and number else body, visit))  # type: ignore[arg-type]
        self.attachments = dict(attachments)
        return Stored(f"call-{len(self.stored)}", "epoch", len(self.stored), number)

    def has_room(self) -> bool:
        """As told."""
        if isinstance(self.room, OSError):
            raise self.room
        return self.room


class Wire:
    """A line to central that is cut and mended by hand."""

    def __init__(self) -> None:
        self.is_cut = False
        self._changed = asyncio.Event()

    def set(self, *, is_cut: bool) -> None:
        """Cut or mend it."""
        self.is_cut = is_cut
        self._changed.set()

    def is_offline(self) -> bool:
        """Whether it is cut."""
        return self.is_cut

    async def changes(self) -> AsyncIterator[Links]:
        """Its states."""
        while True:
            self._changed.clear()
            status = LinkStatus(LinkState.DOWN if self.is_cut else LinkState.UP, MORNING)
            yield Links(status, status, status, status)
            await self._changed.wait()


class Counter:
    """A visit among things that are set by hand."""

    def __init__(
        self, patience: Patience = FOR_EVER, *, at: datetime = MORNING, errands: Errands | None = None
    ) -> None:
        self.shelf = Shelf()
        self.wire = Wire()
        self.clock = HandClock(at)
        self.slips: list[Slip] = []
        self.visit = Visit(
            outbox=self.shelf,
            links=self.wire,
            clock=self.clock,
            hours=HOURS,
            errands=errands or quiet_errands(),
            guidance=self.guidance,
            slips=self.slips.append,
            patience=patience,
        )

    @staticmethod
    def guidance(day: date) -> Guidance | None:
        """The village's."""
        return guidance(day)

    async def touch(self, action: Action, value: str = "") -> State:
        """A touch on the newest page."""
        return await self.visit.act(action, self.visit.state.revision, value)

    async def until(self, is_so: Callable[[State], bool]) -> State:
        """The first state shown of which something is so."""
        async with asyncio.timeout(20):
            async for state in self.visit.changes():
                if is_so(state):
                    return state
        raise AssertionError("the states ended")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The visit runs meanwhile."""
        running = asyncio.create_task(self.visit.run())
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def turns(count: int = 5) -> None:
    """Let everybody else have some turns of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


def is_asking(state: State) -> bool:
    """Whether 「続けますか」 is shown."""
    return state.overlay is Overlay.STILL_THERE


def call_is(status: CallStatus) -> Callable[[State], bool]:
    """Whether the call has come so far."""
    return lambda state: state.call.status is status
