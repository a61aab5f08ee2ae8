"""What arrives from terminals for notifications."""

from __future__ import annotations

from protocol.wire.messages.events import CallWithdrawn, StaffCalled

from ..link.received import Handlers, Received
from .use_cases.take_call import take_call
from .use_cases.withdraw_call import withdraw_call


async def _staff_called(received: Received) -> None:
    if isinstance(received.body, StaffCalled):
        await take_call(received, received.body)


async def _call_withdrawn(received: Received) -> None:
    if isinstance(received.body, CallWithdrawn):
        await withdraw_call(received, received.body)


HANDLERS: Handlers = {
    StaffCalled: _staff_called,
    CallWithdrawn: _call_withdrawn,
}
