"""What can become of a case now: the buttons of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .case import CaseState, CaseView, ProcedureView


@dataclass(frozen=True)
class Choice:
    """A button. The words stand under `applications.choice`; `is_main`: the one that F9 presses."""

    to: CaseState
    needs_reason: bool = True
    is_main: bool = False


@dataclass(frozen=True)
class SectionPart:
    """The procedures of one section, in walking order; `may_tick`: this person may say they are done."""

    section: str
    place: str
    procedures: tuple[ProcedureView, ...]
    may_tick: bool

    @property
    def ticked(self) -> int:
        """How many are done."""
        return sum(one.ticked_at is not None for one in self.procedures)


def choices(case: CaseView, name: str) -> tuple[Choice, ...]:
    """What the clerk of this name may make of the case."""
    state = case.row.state
    return tuple(_choices(case, name)) if state.is_open else ()


def _choices(case: CaseView, name: str) -> Iterator[Choice]:
    state, all_ticked = case.row.state, case.row.ticked >= case.row.needed
    is_taken = state is CaseState.IN_HAND
    for to in (CaseState.CARRIED_OVER, CaseState.DUPLICATE, CaseState.WITHDRAWN):
        if to is not state:
            yield Choice(to)
    yield Choice(CaseState.DONE, needs_reason=not all_ticked, is_main=is_taken)
    if not is_taken or case.row.taken_by != name:
        yield Choice(CaseState.IN_HAND, needs_reason=False, is_main=not is_taken)


def parts(case: CaseView, section: str, *, crosses: bool) -> tuple[SectionPart, ...]:
    """The procedures by section; `crosses`: this person may tick those of others than `section`."""
    is_open = case.row.state.is_open
    grouped = groupby(case.procedures, key=lambda one: (one.section, one.place))
    return tuple(
        SectionPart(name, place, tuple(procedures), is_open and (crosses or name == section))
        for (name, place), procedures in grouped
    )
