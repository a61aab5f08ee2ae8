"""How a finished visit becomes an application: stored under its number in one commit, and then printed on a slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from protocol.village.papers import Slip
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages import events
from protocol.wire.messages.applications import SIGNATURE

from ..clock import Clock
from ..errors import BodyTooLarge, NotStored
from ..log import logger
from ..outbox.parcel import NOTHING
from ..outbox.store import NumberedBody, Stored
from .application import application_of
from .happenings import ApplicationNotStored, ApplicationStored
from .state import State

_log = logger("visit")


class Reporter(Protocol):
    """The part of the outbox that a visit needs."""

    async def put(
        self,
        kind: CoarseKind,
        body: events.Body | NumberedBody,
        *,
        visit: str = "",
        numbered: bool = False,
        attachments: Mapping[str, bytes] = NOTHING,
    ) -> Stored:
        """Store an event; it is accepted when this returns."""

    def has_room(self) -> bool:
        """Whether a new visit may begin."""


async def accept(
    state: State, outbox: Reporter, clock: Clock, *, is_offline: bool
) -> tuple[ApplicationStored, Slip] | ApplicationNotStored:
    """Put the application of a finished visit into the outbox; its signature goes with it in the same commit."""
    application = application_of(state)
    try:
        stored = await outbox.put(
            CoarseKind.VISIT,
            lambda number: application.numbered(str(number)),
            visit=state.visit,
            numbered=True,
            attachments={SIGNATURE: msgspec.json.encode(state.draft.ink)} if state.draft.ink else NOTHING,
        )
    except (NotStored, BodyTooLarge) as error:
        _log.error("application-not-stored", code=error.code)
        return ApplicationNotStored()
    number = str(stored.reception_number)
    slip = application.slip(stored.event_id, number, clock.now(), is_offline=is_offline)
    return ApplicationStored(number, stored.event_id, is_offline), slip
