"""A birth, a death and what is only guided before the screens: the states in which such a visit stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from edge_agent.visit.draft import Draft, Newborn, Problem, Role, Written
from edge_agent.visit.state import Screen, State

GIRL = Newborn("female", "ハナ")
BORN = Draft(
    newborns=(GIRL,), born_on=date(2026, 12, 20), born_on_written=Written("R", 8, 12, 20), telephone="", seen=()
)
TWINS = replace(BORN, newborns=(GIRL, Newborn("unknown", "")))
DIED = Draft(
    moved_on=date(2026, 12, 20), moved_on_written=Written("R", 8, 12, 20), role=Role.FAMILY, remaining_head="2",
    telephone="",
)  # fmt: skip


def at(moving: State, event: str, screen: Screen, draft: Draft | None = None, *chosen: str) -> State:
    """A visit about this event on a screen."""
    return replace(moving, life_event=event, screen=screen, chosen=frozenset(chosen), draft=draft or Draft())


def occasion_states(moving: State) -> dict[str, State]:
    """By the name of the screen, of the family of `moving`."""
    nobody = replace(moving, household=None)
    return {
        "more-events": replace(at(moving, "", Screen.MORE_EVENTS), household=None),
        "household-death": at(moving, "SHIBO", Screen.HOUSEHOLD, None, "1"),
        "deceased": at(moving, "SHIBO", Screen.DECEASED, Draft(deceased="オオムロ")),
        "deceased-problem": at(moving, "SHIBO", Screen.DECEASED, Draft(deceased="", problem=Problem.NO_NAME)),
        "role-death": at(moving, "SHIBO", Screen.ROLE, DIED, "1"),
        "role": at(moving, "KAIGO", Screen.ROLE, None, "1"),
        "role-nobody": at(nobody, "KAIGO", Screen.ROLE),
        "movers-guided": at(nobody, "KAIGO", Screen.MOVERS),
        "remaining-head-death": at(moving, "SHIBO", Screen.REMAINING_HEAD, DIED, "1"),
        "day-of-death": at(moving, "SHIBO", Screen.MOVED_ON, DIED, "1"),
        "day-of-marriage": at(moving, "KONIN", Screen.MOVED_ON, Draft(problem=Problem.NOT_YET), "2"),
        "newborns": at(moving, "SHUSSHO", Screen.NEWBORNS, TWINS),
        "born-on": at(moving, "SHUSSHO", Screen.BORN_ON, BORN),
        "newborn-sex": at(moving, "SHUSSHO", Screen.NEWBORN_SEX, TWINS),
        "newborn-name": at(moving, "SHUSSHO", Screen.NEWBORN_NAME, replace(TWINS, newborn=1)),
        "guide-death": at(moving, "SHIBO", Screen.GUIDE, DIED, "1"),
        "guide-agent": at(moving, "KAIGO", Screen.GUIDE, Draft(role=Role.FACILITY, telephone=""), "1"),
        "guide-marriage": at(moving, "KONIN", Screen.GUIDE, Draft(is_undated=True), "2"),
        "also": at(moving, "TENKYO", Screen.ALSO, replace(moving.draft, also=("HOKEN",)), "2"),
        "review-birth": at(moving, "SHUSSHO", Screen.REVIEW, TWINS),
        "review-death": at(moving, "SHIBO", Screen.REVIEW, DIED, "1"),
        "review-death-elsewhere": at(moving, "SHIBO", Screen.REVIEW, replace(DIED, deceased="オオムロ　ケン")),
        "review-guided": at(moving, "KONIN", Screen.REVIEW, Draft(is_undated=True, telephone="", also=("INKAN",)), "2"),
        "review-guided-nobody": at(nobody, "KAIGO", Screen.REVIEW, Draft(movers=2, role=Role.AGENT, telephone="")),
    }
