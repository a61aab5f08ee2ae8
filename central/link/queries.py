"""Whether central has the broker, and which answers were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import CentralSession

BROKER = "broker"
SEEN_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True)
class BrokerView:
    """Whether at least one central process has its session, and since when it is so (None: never had one)."""

    connected: bool
    since: datetime | None


async def broker_view(at: datetime) -> BrokerView:
    """How central as a whole stands with the broker at `at`."""
    sessions = await CentralSession.all()
    alive = [session for session in sessions if session.connected and session.seen_at >= at - SEEN_WITHIN]
    if alive:
        return BrokerView(True, min(session.since for session in alive))
    ends = [session.seen_at if session.connected else session.since for session in sessions]
    return BrokerView(False, max(ends, default=None))
