"""Where an arrival comes from, in the words of that time."""

from __future__ import annotations

from ...link.queries import broker_view
from ...link.received import Received
from ...terminals.queries import terminal_views


async def origin(received: Received) -> dict[str, object]:
    """The columns every arrival has: its terminal in words, its times, and how far they can be believed."""
    views = await terminal_views(await broker_view(received.received_at))
    terminal = next((view for view in views if view.id == received.terminal), None)
    return {
        "terminal": received.terminal,
        "terminal_name": terminal.name if terminal else received.terminal,
        "place": terminal.place_name if terminal else "",
        "occurred_at": received.occurred_at,
        "received_at": received.received_at,
        "offline": received.offline,
        "clock_trusted": received.clock_trusted,
    }
