"""Whether the line to the broker is up."""

from __future__ import annotations

from typing import Protocol

from protocol.health import Cause, CheckName, Level
from protocol.wire.messages.answers import LinkState

from ..link.states import Links
from .findings import Finding

_FINDINGS = {
    LinkState.UP: Finding(Level.OK, Cause.LINE_UP),
    LinkState.DOWN: Finding(Level.ALARM, Cause.LINE_CUT),
    LinkState.UNKNOWN: Finding(Level.OK, Cause.LINE_UNKNOWN),
}


class Lines(Protocol):
    """The part of the link states that this needs."""

    def current(self) -> Links:
        """The states now."""


class BrokerCheck:
    """Just after the start nothing is known, and nothing is called broken."""

    name = CheckName.BROKER

    def __init__(self, links: Lines) -> None:
        self._links = links

    async def look(self) -> Finding:
        """Ask the link."""
        return _FINDINGS[self._links.current().broker.state]
