"""What a receipt does: the outbox forgets what is stored, keeps what was forked, and leaves an epoch that forked."""

from __future__ import annotations

from protocol.wire.messages.receipts import Receipt, SeqRange

from ..errors import NotStored
from ..log import logger
from .sender import Sender
from .store import Outbox
from .stream import EpochReason

_log = logger("outbox")


class Receipts:
    """Applies central's word to the outbox and to its sender."""

    def __init__(self, outbox: Outbox, sender: Sender) -> None:
        self._outbox = outbox
        self._sender = sender

    async def take(self, receipt: Receipt) -> None:
        """Forget exactly the ranges that are stored; a fork begins a new epoch.

        A receipt for a batch that this process did not send speaks of other bytes under the same numbers: one said
        again, or meant for a file that was restored since. What it names goes out again instead, and so it does when
        the disk refuses to forget it.
        """
        if not self._sender.has_sent(receipt.batch):
            _log.debug("receipt-of-another-life", epoch=receipt.epoch)
            return
        try:
            await self._apply(receipt)
        except NotStored:
            _log.warning("receipt-not-applied", epoch=receipt.epoch)

    async def leave_epoch(self, epoch: str) -> None:
        """Begin a new epoch, unless this one was left before."""
        try:
            if await self._outbox.begin_epoch(EpochReason.FORKED, after=epoch):
                self._sender.start_over()
        except NotStored:
            _log.warning("epoch-not-left", epoch=epoch)

    async def _apply(self, receipt: Receipt) -> None:
        await self._outbox.confirm(receipt.epoch, receipt.stored)
        self._sender.landed(receipt.epoch, receipt.stored)
        if receipt.forked:
            kept = await self._outbox.set_forked(receipt.epoch, receipt.forked)
            _log.error("outbox-forked", epoch=receipt.epoch, seqs=list(receipt.forked), kept=kept)
            self._sender.landed(receipt.epoch, tuple(SeqRange(seq, seq) for seq in receipt.forked))
            await self.leave_epoch(receipt.epoch)
