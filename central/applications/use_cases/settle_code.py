"""Settle what a code that was read does to its case."""

from __future__ import annotations

from collections.abc import Sequence

from ...guidance.queries import catalogue
from ..case import CaseState
from ..happened import Happened, Ticking
from ..models import Case, CaseProcedure
from ..scanning import AlreadyTicked, CaseClosed, Opened, Reading, Settled, Ticked, WrongSection
from ..sections import place_of, reception_of
from .note import note


async def settle_code(case: Case, section: str, reading: Reading) -> Settled:
    """Tick what is 必要 in `section`, once; the caller holds the case. `section` "": the case's own code."""
    if not section:
        return Opened(case.id, case.number)
    state = CaseState(case.state)
    if state in {CaseState.WITHDRAWN, CaseState.DUPLICATE}:
        return CaseClosed(case.id, case.number, state)
    crosses = reading.section is not None and reading.section != section
    if crosses and (wrong := await _wrong_section(case, section, reading)):
        return wrong
    needed = await CaseProcedure.filter(case_id=case.id, section=section, is_needed=True).order_by("-ticked_at")
    waiting = [procedure for procedure in needed if procedure.ticked_at is None]
    if needed and not waiting:
        return _already(case, section, needed)
    if not state.is_open:
        return CaseClosed(case.id, case.number, state)
    await _tick(case, section, waiting, reading, Ticking.OTHER_SECTION if crosses else Ticking.CODE)
    return Ticked(case.id, case.number, section, len(waiting))


async def _wrong_section(case: Case, section: str, reading: Reading) -> WrongSection | None:
    known = await catalogue(case.catalogue)
    may = reading.may_override(reception_of(known))
    if reading.crosses and may:
        return None
    return WrongSection(case.id, case.number, section, place_of(known, section), may)


def _already(case: Case, section: str, needed: Sequence[CaseProcedure]) -> AlreadyTicked:
    last = max(needed, key=lambda procedure: procedure.ticked_at or case.received_at)
    return AlreadyTicked(case.id, case.number, section, last.ticked_by, last.ticked_at or case.received_at)


async def _tick(case: Case, section: str, waiting: Sequence[CaseProcedure], reading: Reading, how: Ticking) -> None:
    if not waiting:
        return
    ids = [procedure.id for procedure in waiting]
    await CaseProcedure.filter(id__in=ids).update(ticked_at=reading.at, ticked_by=reading.by, ticked_how=how.value)
    count = str(len(waiting))
    await note(case, reading.at, Happened.CODE_READ, reading.by, section=section, procedures=count, how=how.value)
