"""Withdraw a call: the resident took it back before staff came."""

from __future__ import annotations

from protocol.wire.messages.events import CallWithdrawn

from ...db.changes import changed
from ...errors import NotFound
from ...link.received import Received
from ..channels import ARRIVALS
from ..models import Call


async def withdraw_call(received: Received, body: CallWithdrawn) -> None:
    """Silence the call everywhere; runs in the dispatcher's transaction. Raises NotFound (the event is set aside)."""
    call = Call.filter(id=body.call, terminal=received.terminal)
    if not await call.exists():
        raise NotFound("call")
    await call.filter(withdrawn_at__isnull=True).update(withdrawn_at=received.occurred_at)
    await changed(ARRIVALS, body.call)
