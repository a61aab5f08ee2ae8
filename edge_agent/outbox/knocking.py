"""Events that need attention knock again, one at a time; once one of them is let in, all may go like any other."""

from __future__ import annotations

from collections.abc import Iterable

from protocol.wire.messages.receipts import SeqRange

from .ledger import Batch
from .store import Outbox


class Knocking:
    """Whose turn it is, and whether the last one was let in."""

    def __init__(self, outbox: Outbox, *, every_seconds: float) -> None:
        self._outbox = outbox
        self._every_seconds = every_seconds
        self._position = 0
        self._knocked: Batch | None = None
        self._next_at: float | None = None
        self._was_let_in = False

    async def next(self, now: float) -> Batch | None:
        """The event whose turn it is at this moment of the loop's time, if it is anybody's."""
        if not self._outbox.standing().troubled:
            self._next_at = None
        elif self._next_at is None:
            self._next_at = now + self._every_seconds
        elif now >= self._next_at:
            self._next_at = now + self._every_seconds
            self._knocked = await self._turn()
            return self._knocked
        return None

    def land(self, epoch: str, ranges: Iterable[SeqRange]) -> None:
        """A receipt named these."""
        if self._knocked is not None and self._knocked.epoch == epoch:
            (seq,) = self._knocked.seqs
            self._was_let_in |= any(one.first <= seq <= one.last for one in ranges)

    def take_success(self) -> bool:
        """Whether one was let in since this was asked last."""
        was_let_in, self._was_let_in = self._was_let_in, False
        return was_let_in

    async def _turn(self) -> Batch | None:
        batch = await self._outbox.troubled_after(self._position) or await self._outbox.troubled_after(0)
        self._position = 0 if batch is None else batch.last_position
        return batch
