"""What there is to know about calls."""

from __future__ import annotations

from datetime import datetime

from tortoise.expressions import Q

from .calls import CallState, CallView
from .models import Call

LONGEST_LIST = 200


async def open_calls() -> list[CallView]:
    """The calls nobody has acknowledged and nobody took back, oldest first."""
    open_ = Call.filter(acknowledged_at__isnull=True, withdrawn_at__isnull=True)
    return [_view(call) for call in await open_.order_by("received_at", "id")]


async def calls_since(start: datetime) -> list[CallView]:
    """The open calls, longest waiting first, then the closed ones that arrived since a moment, newest first."""
    wanted = Q(received_at__gte=start) | Q(acknowledged_at__isnull=True, withdrawn_at__isnull=True)
    calls = [_view(call) for call in await Call.filter(wanted).order_by("-received_at", "-id").limit(LONGEST_LIST)]
    waiting = sorted((call for call in calls if call.state is CallState.NEW), key=lambda call: call.since)
    closed = (call for call in calls if call.state is not CallState.NEW)
    return [*waiting, *sorted(closed, key=lambda call: call.since, reverse=True)]


def _view(call: Call) -> CallView:
    return CallView(
        id=call.id,
        terminal=call.terminal,
        terminal_name=call.terminal_name,
        place=call.place,
        screen=call.screen,
        occurred_at=call.occurred_at,
        received_at=call.received_at,
        offline=call.offline,
        clock_trusted=call.clock_trusted,
        acknowledged_at=call.acknowledged_at,
        acknowledged_by=call.acknowledged_by,
        withdrawn_at=call.withdrawn_at,
    )
