"""Retry an event that was set aside, or admit one that forked, after a person has looked at it."""

from __future__ import annotations

from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ...errors import NotFound
from ...operations.use_cases.clear_alarm import clear_alarm
from ..application import Application, Stored
from ..models import ForkedEvent, SetAsideEvent, StoredEvent
from ..queries import SET_ASIDE, set_aside_events


async def retry_event(event_id: str, application: Application, clock: Clock) -> bool:
    """Apply the event now; True when that worked, False when it stays aside with a new reason. Raises NotFound."""
    async with transaction():
        stored = await _waiting(event_id)
        await SetAsideEvent.get_or_create(
            event_id=event_id,
            defaults={"terminal": stored.terminal, "reason": "fork", "set_aside_at": stored.received_at, "attempts": 0},
        )
        aside = await SetAsideEvent.select_for_update().get(event_id=event_id)
        if aside.applied_at is not None:
            return True
        outcome = await application.apply(Stored(stored.event_id, stored.terminal, stored.envelope, stored.received_at))
        aside.attempts += 1
        aside.reason = outcome.reason or aside.reason
        aside.applied_at = None if outcome.reason else clock.now()
        await aside.save()
        await changed(SET_ASIDE, event_id)
        await _clear_when_none_waits(stored.terminal, clock)
        return not outcome.reason


async def _waiting(event_id: str) -> StoredEvent | ForkedEvent:
    """The event's sealed bytes: a fork's come first, because the event that took its place was applied long ago."""
    fork = await ForkedEvent.filter(event_id=event_id).first()
    if fork is not None:
        return fork
    if await SetAsideEvent.exists(event_id=event_id):
        return await StoredEvent.get(event_id=event_id)
    raise NotFound(event_id)


async def _clear_when_none_waits(terminal: str, clock: Clock) -> None:
    if all(event.terminal != terminal for event in await set_aside_events()):
        await clear_alarm("event-set-aside", terminal, clock.now())
        await clear_alarm("stream-forked", terminal, clock.now())
