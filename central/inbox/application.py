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
from .opening import received
from .queries import SET_ASIDE as CHANNEL

_log = logger("inbox")


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

    def read(self, envelope: Envelope, received_at: datetime) -> Received | str:
        """The event, or the code of the reason why it cannot be read."""
        if envelope.type is CoarseKind.PART:
            return "part-of-nothing"
        try:
            return received(envelope, self._opener, received_at)
        except ProtocolError as error:
            return error.code

    async def apply(self, payload: bytes, received_at: datetime) -> Applied:
        """Hand one stored event to its handler, inside the caller's transaction."""
        envelope = codec.decode(payload, Envelope)
        event = self.read(envelope, received_at)
        if isinstance(event, str):
            return await self._set_aside(envelope, None, event)
        try:
            await self._handle(event)
        except CentralError as error:
            return await self._set_aside(envelope, event, error.code)
        except DATABASE_AWAY:
            raise
        except Exception:  # noqa: BLE001 - the boundary of one event: a bug in one room must not hold a stream
            _log.exception("handler-broke", terminal=envelope.terminal, id=envelope.id)
            return await self._set_aside(envelope, event, "broken-promise")
        APPLIED.inc()
        return Applied(event)

    async def _handle(self, event: Received) -> None:
        handler = self._handlers.get(type(event.body))
        if handler is not None:
            async with transaction():
                await handler(event)

    async def _set_aside(self, envelope: Envelope, event: Received | None, reason: str) -> Applied:
        _log.error("event-set-aside", terminal=envelope.terminal, id=envelope.id, reason=reason)
        SET_ASIDE.labels(reason).inc()
        now = self._clock.now()
        await SetAsideEvent.bulk_create(
            [SetAsideEvent(event_id=envelope.id, terminal=envelope.terminal, reason=reason, set_aside_at=now)],
            ignore_conflicts=True,
        )
        await raise_alarm("event-set-aside", envelope.terminal, now, {"reason": reason})
        await changed(CHANNEL, envelope.id)
        return Applied(event, reason)
