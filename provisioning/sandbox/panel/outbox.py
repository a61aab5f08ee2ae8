"""Section 端末に残っているもの: what waits in the outbox and how the line stands, told by the agent's own API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from edge_agent.local_api.api import LinkView, Status
from edge_agent.local_api.client import Client
from protocol.village.opening import JAPAN
from protocol.wire.messages.answers import LinkState

from .section import Action, Section


@dataclass(frozen=True)
class LinkLine:
    """One state of the line; `since` as a clock shows it."""

    name: str
    state: LinkState
    since: str


@dataclass(frozen=True)
class OutboxView:
    """How many events wait, the oldest one's time, and the line."""

    waiting: int
    oldest: str
    links: tuple[LinkLine, ...]


class OutboxSection(Section):
    """Asks the agent each time; an agent that is away is said to be away."""

    key = "outbox"

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    @property
    def actions(self) -> Mapping[str, Action]:
        return {}

    async def view(self) -> Mapping[str, object]:
        async with Client(self._socket) as client:
            status = await client.status()
        return {"status": None if status is None else _shown(status)}


def _shown(status: Status) -> OutboxView:
    links = (
        _line("broker", status.links.broker),
        _line("central", status.links.central),
        _line("juki", status.links.juki),
    )
    return OutboxView(status.outbox.waiting, _clock_time(status.outbox.oldest_at), links)


def _line(name: str, link: LinkView) -> LinkLine:
    return LinkLine(name, link.state, _clock_time(link.since))


def _clock_time(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(JAPAN):%H:%M:%S}" if moment else ""
