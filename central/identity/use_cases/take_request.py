"""Take a request in: somebody at a terminal waits for 対面確認."""

from __future__ import annotations

from ...db.changes import changed
from ...link.queries import broker_view
from ...link.received import Received
from ...terminals.queries import terminal_views
from ..channels import FACE_TO_FACE
from ..models import FaceToFace


async def take_request(received: Received) -> None:
    """Keep it (one open request for each visit) and wake every page; runs in the dispatcher's transaction."""
    if await FaceToFace.exists(terminal=received.terminal, visit=received.visit, confirmed_at__isnull=True):
        return
    name, place = await _where(received)
    await FaceToFace.get_or_create(
        id=received.event_id,
        defaults={
            "terminal": received.terminal,
            "terminal_name": name,
            "place": place,
            "visit": received.visit,
            "occurred_at": received.occurred_at,
            "received_at": received.received_at,
            "clock_trusted": received.clock_trusted,
        },
    )
    await changed(FACE_TO_FACE, received.event_id)


async def _where(received: Received) -> tuple[str, str]:
    views = await terminal_views(await broker_view(received.received_at))
    found = next((view for view in views if view.id == received.terminal), None)
    return (found.name, found.place_name) if found else (received.terminal, "")
