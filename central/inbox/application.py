"""Applies one event in a savepoint: to its room's handler, or aside with a reason while the stream goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from protocol.errors import ProtocolError
from protocol.wire import codec
from protocol.wire.envelope import CoarseKind, Envelope
from protocol.wire.messages.events import Body
from protocol.wire.sealing import Opener

from ..clock import Clock
from ..db.changes import changed
from ..db.outage import DATABASE_AWAY
from ..db.transaction import transaction
from ..errors import CentralError
from ..link.received import Handler, Received
from ..log import logger
from ..operations.use_cases.raise_alarm import raise_alarm
from .counters import APPLIED, SET_ASIDE
from .models import SetAsideEvent
from .opening import captured_in, received
from .queries import SET_ASIDE as CHANNEL

_log = logger("inbox")


@dataclass(frozen=True)
class Stored:
    """One event as it lies in the database: the sealed envelope in `payload`."""

    event_id: str
    terminal: str
    payload: bytes
    received_at: datetime


@dataclass(frozen=True)
class Applied:
    """What came of one event: `event` is set when it could be read, `reason` when it was set aside."""

    event: Received | None
    reason: str = ""


class Application:
    """Knows how to open events and which room takes which; events nobody takes are applied by being there."""

    def __init__(self, opener: Opener, handlers: Mapping[type[Body], Handler], clock: Clock) -> None:
        self._opener = opener
        self._handlers = handlers
        self._clock = clock

    def body_of(self, payload: bytes) -> Body | None:
        """What a stored event says, None when it cannot be read."""
        try:
            return captured_in(codec.decode(payload, Envelope), self._opener).body
        except ProtocolError:
            return None

    async def apply(self, stored: Stored) -> Applied:
        """Hand one stored event to its handler, inside the caller's transaction. A part is applied with its owner."""
        event: Received | None = None
        try:
            envelope = codec.decode(stored.payload, Envelope)
            if envelope.type is not CoarseKind.PART:
                event = await received(envelope, self._opener, stored.received_at)
                await self._handle(event)
            elif not envelope.partof:
                return await self._set_aside(stored, None, "part-of-nothing")
        except (ProtocolError, CentralError) as error:
            return await self._set_aside(stored, event, error.code)
        except DATABASE_AWAY:
            raise
        except Exception:  # noqa: BLE001 - the boundary of one event: a bug in one room must not hold a stream
            _log.exception("handler-broke", terminal=stored.terminal, id=stored.event_id)
            return await self._set_aside(stored, event, "broken-promise")
        APPLIED.inc()
        return Applied(event)

    async def _handle(self, event: Received) -> None:
        handler = self._handlers.get(type(event.body))
        if handler is not None:
            async with transaction():
                await handler(event)

    async def _set_aside(self, stored: Stored, event: Received | None, reason: str) -> Applied:
        _log.error("event-set-aside", terminal=stored.terminal, id=stored.event_id, reason=reason)
        SET_ASIDE.labels(reason).inc()
        now = self._clock.now()
        await SetAsideEvent.bulk_create(
            [SetAsideEvent(event_id=stored.event_id, terminal=stored.terminal, reason=reason, set_aside_at=now)],
            ignore_conflicts=True,
        )
        await raise_alarm("event-set-aside", stored.terminal, now, {"reason": reason})
        await changed(CHANNEL, stored.event_id)
        return Applied(event, reason)
