"""What a technician may have tested now, in the words of the local API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from protocol.devices import FaultCode

from ..health.card_reader import CardSpoke, Found, NoCardCame, VisitInProgress
from .api import (
    SELF_TEST_SECONDS,
    AlreadyTested,
    CardAnswered,
    CardSeen,
    DeviceFailed,
    NothingCame,
    ResidentPresent,
    Result,
    SelfTested,
)


class Check(Protocol):
    """The check of one device."""

    async def look(self, seconds: float) -> Found:
        """Find out within so many seconds."""


class SelfTests:
    """One test at a time for each device; `note` is told of those that came to an end."""

    def __init__(self, checks: Mapping[str, Check], note: Callable[[SelfTested], None]) -> None:
        self._checks = checks
        self._note = note
        self._running: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """The devices that can be tested."""
        return tuple(self._checks)

    async def run(self, name: str) -> Result | None:
        """Test a device; None: there is no such test."""
        if name not in self._checks:
            return None
        if name in self._running:
            return AlreadyTested()
        self._running.add(name)
        try:
            result = _result(await self._checks[name].look(SELF_TEST_SECONDS))
        finally:
            self._running.discard(name)
        if isinstance(result, CardAnswered | DeviceFailed):
            self._note(SelfTested(name, isinstance(result, CardAnswered)))
        return result


def _result(found: Found) -> Result:
    match found:
        case CardSpoke():
            return CardAnswered(CardSeen(found.kind), found.tries, found.milliseconds)
        case FaultCode():
            return DeviceFailed(found)
        case NoCardCame():
            return NothingCame()
        case VisitInProgress():
            return ResidentPresent()
