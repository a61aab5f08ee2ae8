"""Take a call in: somebody touched 「職員を呼ぶ」."""

from __future__ import annotations

from protocol.wire.messages.events import StaffCalled

from ...db.changes import changed
from ...link.queries import broker_view
from ...link.received import Received
from ...terminals.queries import TerminalView, terminal_views
from ..channels import CALLS
from ..models import Call


async def take_call(received: Received, body: StaffCalled) -> None:
    """Keep the call (the same event twice is one) and wake every page; runs in the dispatcher's transaction."""
    terminal = await _terminal(received)
    await Call.get_or_create(
        id=received.event_id,
        defaults={
            "terminal": received.terminal,
            "terminal_name": terminal.name if terminal else received.terminal,
            "place": terminal.place_name if terminal else "",
            "screen": body.screen,
            "visit": received.visit,
            "occurred_at": received.occurred_at,
            "received_at": received.received_at,
            "offline": received.offline,
            "clock_trusted": received.clock_trusted,
        },
    )
    await changed(CALLS, received.event_id)


async def _terminal(received: Received) -> TerminalView | None:
    views = await terminal_views(await broker_view(received.received_at))
    return next((view for view in views if view.id == received.terminal), None)
