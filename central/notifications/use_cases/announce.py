"""Announce a new case: it rings like a call until one clerk has seen it."""

from __future__ import annotations

from ...db.changes import changed
from ...link.received import Received
from ..channels import ARRIVALS
from ..models import CaseArrival
from .origin import origin


async def announce_case(received: Received, *, case: str, number: str, life_event: str, people: int) -> None:
    """Keep the arrival (the same event twice is one) and wake every page; runs in the dispatcher's transaction."""
    words = {"case": case, "number": number, "life_event": life_event, "people": people}
    await CaseArrival.get_or_create(id=received.event_id, defaults={**await origin(received), **words})
    await changed(ARRIVALS, received.event_id)
