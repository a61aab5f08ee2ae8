"""What a technician may do about events that central does not take: send them again, or keep one without sending it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from ..log import logger
from ..outbox.ledger import WaitingRow
from .api import LISTED, EventSetAside, OutboxRetried, SetAside

_log = logger("local_api")


class Box(Protocol):
    """The part of the outbox that is repaired."""

    async def listed(self, limit: int) -> tuple[WaitingRow, ...]:
        """The oldest waiting events, without content."""

    async def set_aside(self, epoch: str, seq: int, reason: str) -> bool:
        """Stop sending one event for good, but keep it with the reason."""


class Repairs:
    """An event may be set aside only while it needs attention: everything else goes out by itself."""

    def __init__(
        self, box: Box, retry: Callable[[], Awaitable[None]], note: Callable[[OutboxRetried | EventSetAside], None]
    ) -> None:
        self._box = box
        self._retry = retry
        self._note = note

    async def retry(self) -> bool:
        """Send everything that needs attention like the rest again, now. False: nothing needs it."""
        if not await self._troubled():
            return False
        await self._retry()
        self._note(OutboxRetried())
        return True

    async def set_aside(self, wanted: SetAside) -> bool:
        """Take one event out of the queue for good and keep it with the reason. False: it does not need attention."""
        if (wanted.epoch, wanted.seq) not in {(row.epoch, row.seq) for row in await self._troubled()}:
            return False
        if not await self._box.set_aside(wanted.epoch, wanted.seq, f"technician: {wanted.reason}"):
            return False
        _log.warning("outbox-event-set-aside", epoch=wanted.epoch, seq=wanted.seq)
        self._note(EventSetAside(wanted.seq))
        return True

    async def _troubled(self) -> list[WaitingRow]:
        return [row for row in await self._box.listed(LISTED) if row.trouble]
