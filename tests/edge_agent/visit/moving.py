"""A family that moves within the village, and every screen on its way, each reached by touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from edge_agent.visit.draft import Accepted, Footing, OwnWords
from edge_agent.visit.happenings import Action, Touched
from edge_agent.visit.state import Assurance, Card, CardState, Identification, Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Birth, Household, Member, Sex

from ...protocol.village.families import guidance

TODAY = date(2026, 4, 1)
ADDRESS = "山梨県南都留郡道志村６１８１番地１"
_KNOWN: dict[str, bool | int | str] = {"hi": "SHAHO", "nenkin": 2, "kaigo": "", "inkan": False, "mynumber": True}
_CHILD: dict[str, bool | int | str] = {"hi": "SHAHO", "nenkin": 0, "inkan": False, "mynumber": False}

FATHER = Member("m1", "道志　太郎", "ドウシ　タロウ", Birth("1980-05-01"), Sex.MALE, "世帯主", True, facts=_KNOWN)
MOTHER = Member("m2", "道志　花子", "ドウシ　ハナコ", Birth("1982-02-02"), Sex.FEMALE, "妻", False, facts=_KNOWN)
SON = Member("m3", "道志　一郎", "ドウシ　イチロウ", Birth("2005-08-01"), Sex.MALE, "子", False, facts=_KNOWN)
DAUGHTER = Member("m4", "道志　桜", "ドウシ　サクラ", Birth("2026-03-20"), Sex.FEMALE, "子", False, facts=_CHILD)
FAMILY = Household(True, "2026-04-01T00:25:00Z", "m3", ADDRESS, "4020209", (FATHER, MOTHER, SON, DAUGHTER))
PROOF = CardProof("challenge-1", "Y2VydGlmaWNhdGU=", "c2lnbmF0dXJl")
LYING = Card(CardState.USABLE, "card-1", 3)
STRANGER = replace(Identification(Assurance.STRANGER), proof=PROOF)

Touch = tuple[Action, str]

WHERE: tuple[Touch, ...] = (
    (Action.CHOOSE_TOWN, "板橋"),
    (Action.SET_LOT, "100-2"),
    (Action.SET_BUILDING, ""),
)
WHEN: Touch = (Action.SET_DAY, "R8.3.25")
NEW: Touch = (Action.CHOOSE_JOINING, "new")
NO_TELEPHONE: Touch = (Action.SET_TELEPHONE, "")
NO: Touch = (Action.ANSWER, "no")
NEXT: Touch = (Action.NEXT, "")
BACK: Touch = (Action.BACK, "")


@cache
def footing() -> Footing:
    """The village's catalogue on the day of these tests."""
    return Footing(guidance(TODAY), TODAY)


def at_household(household: Household = FAMILY) -> State:
    """Identified by card, before the people of the household."""
    return State(
        Screen.HOUSEHOLD, visit="visit-1", trail=(Screen.EVENTS,), life_event="TENKYO", household=household,
        identification=Identification(Assurance.CARD, proof=PROOF), footing=footing(),
    )  # fmt: skip


def at_no_household(*, card: Card | None = None) -> State:
    """A stranger's valid card: 住基 knows no household."""
    return State(
        Screen.NO_HOUSEHOLD, visit="visit-1", trail=(Screen.EVENTS,), life_event="TENKYO", card=card or Card(),
        identification=STRANGER, footing=footing(),
    )  # fmt: skip


def touched(state: State, *touches: Touch) -> State:
    """One touch after the other, each on the newest page; each must change something."""
    for action, value in touches:
        after, _ = step(state, Touched(action, state.revision, value))
        assert after is not state, (action, value, state.screen)
        state = after
    return state


def refused(state: State, *touches: Touch) -> bool:
    """Whether each of these touches by itself changes nothing."""
    return all(step(state, Touched(action, state.revision, value)) == (state, ()) for action, value in touches)


def chosen(*keys: str, household: Household = FAMILY) -> State:
    """These people move; the screen after つぎへ."""
    people = [(Action.CHOOSE_PERSON, key) for key in keys]
    return touched(at_household(household), *people, NEXT)


def at_questions(*keys: str) -> State:
    """The first question of a move of these people."""
    return touched(chosen(*keys), *WHERE, WHEN, NEW, NO_TELEPHONE)


def answered(state: State) -> State:
    """いいえ, nothing, or the first choice to every question, until the list of procedures."""
    while state.screen is Screen.QUESTION:
        after, _ = step(state, Touched(Action.ANSWER, state.revision, "no"))
        for value in ("", "NONE", "0", "SHAHO"):
            if after is state:
                after, _ = step(state, Touched(Action.ANSWER, state.revision, value))
        assert after is not state
        state = after
    return state


def at_guide(*keys: str) -> State:
    """The list of procedures of a move of these people, by default of the son alone."""
    return answered(at_questions(*(keys or ("m3",))))


def at_review(*keys: str) -> State:
    """The check page."""
    return touched(at_guide(*keys), NEXT)


def at_sign(*keys: str) -> State:
    """The pad."""
    return touched(at_review(*keys), (Action.SIGN, ""))


def stranger_at_review(movers: int = 1, own: OwnWords | None = None) -> State:
    """The check page of somebody without a household."""
    if own is None:
        begun = touched(at_no_household(), NEXT, (Action.SET_NAME, "ドウシ　ジロウ"))
    else:
        begun = replace(at_no_household(), draft=replace(at_no_household().draft, own=own))
        begun = touched(begun, NEXT)
    asked = touched(begun, (Action.SET_MOVERS, str(movers)), *WHERE, WHEN, NEW, NO_TELEPHONE)
    return touched(answered(asked), NEXT)


_TOWN = chosen("m2", "m3")
_ALERT = touched(_TOWN, WHERE[0], (Action.SET_LOT, "6181-1"), WHERE[2])
_DAY = touched(_TOWN, *WHERE)
_HEAD = touched(_DAY, WHEN, NEW)
_TELEPHONE = touched(_HEAD, (Action.CHOOSE_HEAD, "m3"))
_NAME = touched(at_no_household(), NEXT)

ON_THE_WAY = {
    "card-text": touched(at_no_household(card=LYING), (Action.READ_CARD_TEXT, "")),
    "name": _NAME,
    "movers": touched(_NAME, (Action.SET_NAME, "ドウシ")),
    "remaining-head": chosen("m1", "m4"),
    "town": _TOWN,
    "lot": touched(_TOWN, *WHERE[:1]),
    "building": touched(_TOWN, *WHERE[:2]),
    "same-address": _ALERT,
    "moved-on": _DAY,
    "joining": touched(_DAY, WHEN),
    "head": _HEAD,
    "telephone": _TELEPHONE,
    "question": touched(_TELEPHONE, NO_TELEPHONE),
    "guide": at_guide("m3"),
    "review": at_review("m3"),
    "sign": at_sign("m3"),
}
DONE = State(
    Screen.DONE, visit="visit-1", life_event="TENKYO", footing=footing(), accepted=Accepted("1-001", "event-1", False)
)
