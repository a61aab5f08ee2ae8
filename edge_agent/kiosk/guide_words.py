"""The list of procedures as the guide shows it: by section, with what to bring, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.village.catalogue import Procedure

from ..visit.guide import GuideSection, guide_sections
from ..visit.state import State


@dataclass(frozen=True)
class Errand:
    """One procedure: whether it is certain, what it is called, and what to bring for it."""

    is_needed: bool
    name: str
    bring: tuple[str, ...]


@dataclass(frozen=True)
class Counter:
    """What one section does for this visit, and where it sits."""

    section: str
    place: str
    errands: tuple[Errand, ...]


@dataclass(frozen=True)
class Guide:
    """The whole list, in the order in which one walks; what is only handed out stands apart."""

    counters: tuple[Counter, ...]
    hand_outs: tuple[Errand, ...]
    needed: int
    to_confirm: int


def guide(state: State) -> Guide:
    """The guide of a visit; empty while it stands on no catalogue."""
    sections = guide_sections(state) if state.footing is not None else ()
    return Guide(
        counters=tuple(_counter(section) for section in sections if section.needed or section.to_confirm),
        hand_outs=tuple(_errand(each, is_needed=True) for section in sections for each in section.hand_outs),
        needed=sum(len(section.needed) for section in sections),
        to_confirm=sum(len(section.to_confirm) for section in sections),
    )


def _counter(section: GuideSection) -> Counter:
    needed = tuple(_errand(each, is_needed=True) for each in section.needed)
    to_confirm = tuple(_errand(each, is_needed=False) for each in section.to_confirm)
    return Counter(section.section, section.place, needed + to_confirm)


def _errand(procedure: Procedure, *, is_needed: bool) -> Errand:
    return Errand(is_needed, procedure.printed_name or procedure.name, procedure.documents)
