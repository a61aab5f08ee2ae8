"""What a technician may have tested now, in the words of the local API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from protocol.devices import FaultCode

from ..health.card_reader import CardSpoke, Found, NoCardCame, VisitInProgress
from ..health.code_reader import CodeBroke, CodeSpoke, FoundOfCodes, NoCodeCame
from ..health.pen import FoundOfPen, NoLineCame, PenWrote
from ..health.receipt_printer import FoundOfPaper
from ..health.receipt_printer import TrialPrinted as SlipPrinted
from ..health.signal_lamp import FoundOfLamp, LampShown
from .api import (
    SELF_TEST_SECONDS,
    AlreadyTested,
    CardAnswered,
    CardSeen,
    CodeAnswered,
    CodeTorn,
    DeviceFailed,
    LampWasShown,
    NoCode,
    NoLine,
    NothingCame,
    PenAnswered,
    ResidentPresent,
    Result,
    SelfTested,
    TrialPrinted,
)

FoundOfAny = Found | FoundOfCodes | FoundOfPaper | FoundOfPen | FoundOfLamp

_PASSED = CardAnswered | CodeAnswered | TrialPrinted | PenAnswered | LampWasShown
_FAILED = DeviceFailed | CodeTorn
_PLAIN: Mapping[type, Result] = {
    CodeBroke: CodeTorn(),
    LampShown: LampWasShown(),
    NoLineCame: NoLine(),
    NoCardCame: NothingCame(),
    NoCodeCame: NoCode(),
    VisitInProgress: ResidentPresent(),
}


class Check(Protocol):
    """The check of one device."""

    async def look(self, seconds: float) -> FoundOfAny:
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
        if isinstance(result, _PASSED | _FAILED):
            self._note(SelfTested(name, isinstance(result, _PASSED)))
        return result


def _result(found: FoundOfAny) -> Result:
    match found:
        case CardSpoke():
            return CardAnswered(CardSeen(found.kind), found.tries, found.milliseconds)
        case CodeSpoke():
            return CodeAnswered(found.signs, found.is_slips)
        case SlipPrinted():
            return TrialPrinted(found.milliseconds)
        case PenWrote():
            return PenAnswered(found.points, found.milliseconds, found.pressed)
        case FaultCode():
            return DeviceFailed(found)
        case _:
            return _PLAIN[type(found)]
