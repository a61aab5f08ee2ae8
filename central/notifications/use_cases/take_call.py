"""Take a call in: somebody touched 「職員を呼ぶ」."""

from __future__ import annotations

from protocol.wire.messages.events import StaffCalled

from ...db.changes import changed
from ...link.received import Received
from ..channels import ARRIVALS
from ..models import Call
from .origin import origin


async def take_call(received: Received, body: StaffCalled) -> None:
    """Keep the call (the same event twice is one) and wake every page; runs in the dispatcher's transaction."""
    call = {**await origin(received), "screen": body.screen, "visit": received.visit}
    await Call.get_or_create(id=received.event_id, defaults=call)
    await changed(ARRIVALS, received.event_id)
