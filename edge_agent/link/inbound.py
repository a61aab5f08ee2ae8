"""What central tells this terminal: receipts go to the outbox, commands to whoever was named for them, once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from protocol.errors import Malformed
from protocol.session import Message
from protocol.wire.codec import decode
from protocol.wire.messages.commands import BeginEpoch, CallAnswered, Command, FaceToFaceConfirmed, PrintSlip
from protocol.wire.messages.receipts import Receipt

from ..clock import moment_of
from ..log import logger

_REMEMBERED = 1000

_log = logger("link")


class Times(Protocol):
    """The part of the clock that learns."""

    def not_before(self, moment: datetime) -> None:
        """It is at least this late."""


class Inbound:
    """Handlers for the session; what cannot be read is dropped and logged."""

    def __init__(
        self,
        *,
        terminal: str,
        clock: Times,
        receipt: Callable[[Receipt], Awaitable[None]],
        leave_epoch: Callable[[str], Awaitable[None]],
        call_answered: Callable[[str], Awaitable[None]],
        confirmed_by_clerk: Callable[[str], Awaitable[None]],
        print_slip: Callable[[PrintSlip], Awaitable[None]],
    ) -> None:
        self._terminal = terminal
        self._clock = clock
        self._receipt = receipt
        self._leave_epoch = leave_epoch
        self._call_answered = call_answered
        self._confirmed_by_clerk = confirmed_by_clerk
        self._print_slip = print_slip
        self._done: OrderedDict[str, None] = OrderedDict()

    async def take_receipt(self, message: Message) -> None:
        """Hand on a receipt that is for this terminal, and learn its time."""
        try:
            receipt = decode(message.payload, Receipt)
            time = moment_of(receipt.time)
        except (Malformed, ValueError):
            _log.warning("receipt-unreadable")
            return
        if receipt.terminal != self._terminal:
            _log.warning("receipt-of-another-terminal", terminal=receipt.terminal)
            return
        self._clock.not_before(time)
        await self._receipt(receipt)

    async def take_command(self, message: Message) -> None:
        """Carry out a command; the same id again changes nothing."""
        try:
            command = decode(message.payload, Command)
        except Malformed:
            _log.warning("command-unreadable")
            return
        if command.id in self._done:
            return
        match command.body:
            case CallAnswered(call=call):
                await self._call_answered(call)
            case FaceToFaceConfirmed(visit=visit):
                await self._confirmed_by_clerk(visit)
            case PrintSlip() as wanted:
                await self._print_slip(wanted)
            case BeginEpoch(epoch=epoch):
                await self._leave_epoch(epoch)
        self._remember(command.id)

    def _remember(self, command: str) -> None:
        self._done[command] = None
        while len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
