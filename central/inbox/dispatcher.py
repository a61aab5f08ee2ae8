"""Applies stored events, per terminal and in order, with any number of replicas."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..clock import Clock
from ..db.changes import Listener
from ..db.outage import DATABASE_AWAY
from ..db.transaction import transaction
from ..log import logger
from ..operations.use_cases.clear_alarm import clear_alarm
from ..operations.use_cases.raise_alarm import raise_alarm
from . import stream
from .application import Application, Stored
from .models import Cursor
from .stream import Waiting

_log = logger("inbox")
_AT_ONCE = 50
_LOOK_AGAIN_SECONDS = 5.0
_TURN_SECONDS = 0.05

CountLate = Callable[[str, int], Awaitable[None]]


class _Step(StrEnum):
    MORE = "more"
    DONE = "done"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Dispatched:
    """How many events were applied; `is_elsewhere`: another replica had the terminal (or nobody knows it)."""

    applied: int
    is_elsewhere: bool


class Dispatcher:
    """`count_late` is told how many of a terminal's events were captured while its line was cut."""

    def __init__(
        self,
        application: Application,
        listener: Listener,
        clock: Clock,
        *,
        count_late: CountLate,
        gap_seconds: int = 60,
    ) -> None:
        self._application = application
        self._listener = listener
        self._clock = clock
        self._count_late = count_late
        self._gap = timedelta(seconds=gap_seconds)
        self._pending: set[str] = set()
        self._busy: set[str] = set()
        self._woken = asyncio.Event()

    async def run(self) -> None:
        """Apply events as they are stored; look at every terminal every few seconds."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen())
            group.create_task(self._look_again())
            group.create_task(self._work())

    async def dispatch(self, terminal: str) -> Dispatched:
        """Apply what can be applied of one terminal now."""
        applied = 0
        while True:
            step, count = await self._step(terminal)
            applied += count
            if step is not _Step.MORE:
                return Dispatched(applied, is_elsewhere=step is _Step.ELSEWHERE)

    async def _step(self, terminal: str) -> tuple[_Step, int]:
        """One transaction: some events, or one passage into the next epoch, or a look at a gap."""
        async with transaction():
            cursor = await stream.locked_cursor(terminal)
            if cursor is None:
                return _Step.ELSEWHERE, 0
            now = self._clock.now()
            if late := await stream.late_events(terminal, _AT_ONCE):
                await self._apply(terminal, late)
                await stream.mark_late(terminal, late, now)
                return _Step.MORE, len(late)
            if events := await stream.next_events(cursor, _AT_ONCE):
                await self._apply(terminal, events)
                await self._move(cursor, events[-1].seq, now)
                return _Step.MORE, len(events)
            if await stream.pass_to_next_epoch(cursor, self._application, now):
                await self._move(cursor, 0, now)
                return _Step.MORE, 0
            await self._look_at_gap(cursor, now)
            return _Step.DONE, 0

    async def _apply(self, terminal: str, events: list[Waiting]) -> None:
        outcomes = [
            await self._application.apply(Stored(event.event_id, terminal, event.envelope, event.received_at))
            for event in events
        ]
        if offline := sum(1 for outcome in outcomes if outcome.event is not None and outcome.event.offline):
            await self._count_late(terminal, offline)

    async def _move(self, cursor: Cursor, seq: int, now: datetime) -> None:
        if cursor.gap_since is not None:
            await clear_alarm("stream-held", cursor.terminal, now)
        cursor.seq, cursor.gap_since = seq, None
        await cursor.save()

    async def _look_at_gap(self, cursor: Cursor, now: datetime) -> None:
        missing = await stream.missing_event(cursor)
        if missing is None:
            return
        if cursor.gap_since is None:
            cursor.gap_since = now
            await cursor.save()
        if now - cursor.gap_since >= self._gap:
            detail: dict[str, str | int] = {"epoch": missing.epoch, "missing_seq": missing.seq}
            if await raise_alarm("stream-held", cursor.terminal, now, detail):
                _log.error("stream-held", terminal=cursor.terminal, epoch=missing.epoch, seq=missing.seq)

    async def _listen(self) -> None:
        async for change in self._listener.changes():
            if change.id:
                self._wake({change.id})
            else:
                await self._wake_all()

    async def _look_again(self) -> None:
        while True:
            await self._wake_all()
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    async def _wake_all(self) -> None:
        try:
            self._wake({cursor.terminal for cursor in await Cursor.all()})
        except DATABASE_AWAY as error:
            _log.warning("inbox-unreachable", error=type(error).__name__)

    def _wake(self, terminals: set[str]) -> None:
        self._pending |= terminals
        self._woken.set()

    async def _work(self) -> None:
        """Each terminal by itself: a long backlog of one keeps no other waiting."""
        async with asyncio.TaskGroup() as group:
            while True:
                await self._woken.wait()
                self._woken.clear()
                for terminal in sorted(self._pending - self._busy):
                    self._pending.discard(terminal)
                    self._busy.add(terminal)
                    group.create_task(self._dispatch_or_wait(terminal))

    async def _dispatch_or_wait(self, terminal: str) -> None:
        try:
            if (await self.dispatch(terminal)).is_elsewhere:
                await asyncio.sleep(_TURN_SECONDS)
                self._pending.add(terminal)
        except DATABASE_AWAY as error:
            _log.warning("dispatch-waits", terminal=terminal, error=type(error).__name__)
        finally:
            self._busy.discard(terminal)
            self._woken.set()
