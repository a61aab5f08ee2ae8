"""Note what a terminal said about being there."""

from __future__ import annotations

from datetime import datetime

import msgspec

from protocol.wire.messages.commands import Presence

from ...db.changes import changed
from ...db.transaction import transaction
from ..models import Terminal, TerminalPresence
from ..queries import PRESENCE

_EARLIER = 50


async def note_presence(presence: Presence, at: datetime) -> None:
    """Keep the newest word; the last will of an instance that has been replaced says nothing."""
    async with transaction():
        if not await Terminal.exists(id=presence.terminal, retired_at__isnull=True):
            return
        known = await TerminalPresence.filter(terminal_id=presence.terminal).select_for_update().first()
        if known is not None and not _is_news(presence, known):
            return
        values: dict[str, object] = {
            "instance": presence.instance,
            "online": presence.online,
            "version": presence.version,
            "devices": _devices(presence),
            "health": _health(presence),
        }
        if known is not None and known.instance != presence.instance:
            values |= {"earlier": [known.instance, *(known.earlier or [])][:_EARLIER]}
        if known is None or known.online != presence.online:
            values |= {"since": at}
        if known is not None and known.online and not presence.online:
            values |= {"late_events": 0}
        await TerminalPresence.update_or_create(defaults=values, terminal_id=presence.terminal)
        await changed(PRESENCE, presence.terminal)


def _is_news(presence: Presence, known: TerminalPresence) -> bool:
    if not presence.online and presence.instance != known.instance:
        return False
    news = (presence.online, presence.instance, presence.version, _devices(presence), _health(presence))
    return news != (known.online, known.instance, known.version, known.devices, known.health)


def _devices(presence: Presence) -> list[dict[str, str | None]]:
    devices: list[dict[str, str | None]] = msgspec.to_builtins(presence.devices)
    return devices


def _health(presence: Presence) -> list[dict[str, str | dict[str, int]]]:
    health: list[dict[str, str | dict[str, int]]] = msgspec.to_builtins(presence.health)
    return health
