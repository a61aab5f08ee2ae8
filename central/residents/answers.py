"""Answers what a terminal asks about the people of a visit: only for whoever proved identity in that visit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protocol.village.opening import JAPAN
from protocol.wire.messages.residents import AskHousehold, Household

from ..audit.use_cases.record import AuditEntry, AuditKind, record
from ..clock import Clock
from ..db.transaction import transaction
from ..link.asked import Asked, Held
from .blocks import is_withheld
from .household import members
from .record import HouseholdRecord
from .registry import NoHousehold, RegistryDown, ResidentRegistry
from .use_cases.note_protection import note_withheld
from .views import UNKNOWN_HOUSEHOLD, household_view
from .visit_keys import VisitKeys

WITHHELD_SECONDS = 2.5
OLDEST = timedelta(minutes=30)
STEP_BYTES = 16 * 1024
_PROTECTED = "R04"


@dataclass(frozen=True)
class ProvedPerson:
    """Who proved identity in a visit not longer than 15 minutes ago, and how: `card` or `face-to-face`."""

    atena_no: str = field(repr=False)
    assurance: str
    proved_at: datetime


Proved = Callable[[str, str], Awaitable[ProvedPerson | None]]
"""Terminal and visit → who proved identity there; None: nobody, or too long ago."""


@dataclass(frozen=True)
class _Found:
    """What is answered, the true reason for the audit log, and whose records were looked at."""

    household: Household
    code: str
    subjects: tuple[str, ...] = field(default=(), repr=False)


class Households:
    """Answers AskHousehold. Every answer without a household is the same one at the same moment.

    With one or without, an answer is as long as any other: 16 KiB, in which 20 people with long names have room.
    """

    def __init__(
        self,
        registry: ResidentRegistry,
        proved: Proved,
        keys: VisitKeys,
        clock: Clock,
        *,
        withheld_seconds: float = WITHHELD_SECONDS,
        oldest: timedelta = OLDEST,
    ) -> None:
        self._registry = registry
        self._proved = proved
        self._keys = keys
        self._clock = clock
        self._withheld_seconds = withheld_seconds
        self._oldest = oldest

    async def answer(self, asked: Asked, _question: AskHousehold) -> Held:
        """The household of whoever proved identity in this visit; audited whatever comes out."""
        found = await self._found(asked)
        async with transaction():
            if found.code == _PROTECTED:
                await note_withheld(asked.terminal, asked.visit, found.subjects[0], self._clock.now())
            await record(self._entry(asked, found))
        seconds = 0.0 if found.household.is_known else self._withheld_seconds
        return Held(found.household, seconds, STEP_BYTES)

    async def _found(self, asked: Asked) -> _Found:
        person = await self._proved(asked.terminal, asked.visit)
        if person is None:
            return _Found(UNKNOWN_HOUSEHOLD, "not-proved")
        match await self._registry.household(person.atena_no):
            case RegistryDown(cause=cause):
                return _Found(UNKNOWN_HOUSEHOLD, f"juki-{cause}", (person.atena_no,))
            case NoHousehold():
                return _Found(UNKNOWN_HOUSEHOLD, "R02", (person.atena_no,))
            case household:
                return self._shown(household, person.atena_no, asked.visit)

    def _shown(self, household: HouseholdRecord, atena_no: str, visit: str) -> _Found:
        now, shown = self._clock.now(), members(household)
        holder = next((each for each in shown if each.atena_no == atena_no), None)
        if is_withheld(household, now.astimezone(JAPAN).date()):
            return _Found(UNKNOWN_HOUSEHOLD, _PROTECTED, (atena_no,))
        if holder is None:
            return _Found(UNKNOWN_HOUSEHOLD, "R02", (atena_no,))
        if now - household.as_of > self._oldest:
            return _Found(UNKNOWN_HOUSEHOLD, "juki-stale", (atena_no,))
        view = household_view(household, shown, holder, self._keys, visit)
        return _Found(view, "", tuple(each.atena_no for each in shown))

    def _entry(self, asked: Asked, found: _Found) -> AuditEntry:
        return AuditEntry(
            at=self._clock.now(),
            actor=asked.terminal,
            action="read-household",
            kind=AuditKind.OPERATION,
            result="done" if found.household.is_known else "withheld",
            code=found.code,
            terminal=asked.terminal,
            function="kiosk",
            subjects=found.subjects,
            detail={"visit": asked.visit},
        )
