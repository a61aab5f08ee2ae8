"""A birth, a death and what is only guided: families before these screens, each reached by touches."""

from __future__ import annotations

from dataclasses import replace

from edge_agent.visit.happenings import Action, HouseholdCame, Touched
from edge_agent.visit.state import Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.messages.residents import Household

from .moving import FAMILY, NEXT, NO_TELEPHONE, Touch, answered, at_household, at_no_household, touched

GUIDED = ("KONIN", "RIKON", "SHIMEI", "HOKEN", "NINSHIN", "INKAN", "MYNUMBER", "KAIGO", "OTHER")
ASKED_ABOUT_A_DAY = ("KONIN", "RIKON", "HOKEN")
FATHER_DIED: tuple[Touch, ...] = ((Action.CHOOSE_PERSON, "m1"), NEXT)
OF_THE_FAMILY: Touch = (Action.CHOOSE_ROLE, "family")
MOTHER_LEADS: Touch = (Action.CHOOSE_REMAINING_HEAD, "m2")
ON: Touch = (Action.SET_DAY, "R8.3.25")
BORN: Touch = (Action.SET_BORN_ON, "R8.3.30")
ONE: Touch = (Action.SET_NEWBORNS, "1")
GIRL: Touch = (Action.SET_NEWBORN_SEX, "female")
NAMED: Touch = (Action.SET_NEWBORN_NAME, "ハナ")
A_GIRL: tuple[Touch, ...] = (ONE, BORN, GIRL, NAMED)
OWN_NAME: Touch = (Action.SET_NAME, "ドウシ　ジロウ")


def entered(event: str, household: Household | None = FAMILY) -> State:
    """Identified by card, as 住基 answers."""
    checking = replace(at_household(), screen=Screen.CHECKING, life_event=event, household=None)
    after, _ = step(checking, HouseholdCame(household))
    return after


def unknown_to_the_registry(event: str) -> State:
    """Somebody without a household, before the first question."""
    return touched(replace(at_no_household(), life_event=event), NEXT)


def alone(*, holder: str = "m3") -> Household:
    """The son lives by himself."""
    return replace_household(FAMILY, holder, ("m3",))


def replace_household(household: Household, holder: str, keys: tuple[str, ...]) -> Household:
    """These of its members, and whose card it was."""
    members = tuple(member for member in household.members if member.key in keys)
    return Household(True, household.as_of, holder, household.address, household.postal_code, members)


def born() -> State:
    """The check page after the birth of a girl."""
    return touched(answered(touched(entered("SHUSSHO"), *A_GIRL, NO_TELEPHONE)), NEXT)


def died() -> State:
    """The check page after the death of the father, who was the head."""
    asked = touched(entered("SHIBO"), *FATHER_DIED, OF_THE_FAMILY, MOTHER_LEADS, ON, NO_TELEPHONE)
    return touched(answered(asked), NEXT)


def died_elsewhere() -> State:
    """The check page after the death of somebody of another household."""
    asked = touched(
        entered("SHIBO"), (Action.NOT_LISTED, ""), (Action.SET_DECEASED, "オオムロ　ケン"),
        (Action.CHOOSE_ROLE, "relative"), ON, NO_TELEPHONE,
    )  # fmt: skip
    return touched(answered(asked), NEXT)


def guided(event: str, *keys: str) -> State:
    """The check page of what is only guided, about these people or the son himself."""
    chosen = [(Action.CHOOSE_PERSON, key) for key in keys or ("m3",)]
    asked = touched(entered(event), *chosen, NEXT)
    if asked.screen is Screen.ROLE:
        asked = touched(asked, OF_THE_FAMILY)
    if asked.screen is Screen.MOVED_ON:
        asked = touched(asked, ON)
    return touched(answered(touched(asked, NO_TELEPHONE)), NEXT)


def guide_of(event: str) -> State:
    """The list of procedures of what is only guided."""
    after, _ = step(guided(event), Touched(Action.BACK, guided(event).revision))
    return after


OCCASIONS = {
    "more-events": State(Screen.MORE_EVENTS, visit="visit-1", trail=(Screen.EVENTS,), footing=at_household().footing),
    "deceased": touched(entered("SHIBO"), (Action.NOT_LISTED, "")),
    "household/death": entered("SHIBO"),
    "role": touched(entered("SHIBO"), *FATHER_DIED),
    "newborns": entered("SHUSSHO"),
    "born-on": touched(entered("SHUSSHO"), ONE),
    "newborn-sex": touched(entered("SHUSSHO"), *A_GIRL[:2]),
    "newborn-name": touched(entered("SHUSSHO"), *A_GIRL[:3]),
    "guide/guided": guide_of("MYNUMBER"),
    "also": touched(guide_of("MYNUMBER"), (Action.SHOW_ALSO, "")),
}
