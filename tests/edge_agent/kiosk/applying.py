"""A 転居 before the screens: the states in which its visit stands, on the catalogue of the village."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from edge_agent.visit.draft import (
    Accepted,
    Answer,
    CardText,
    CardTextNotice,
    Draft,
    Footing,
    Joining,
    OwnWords,
    Problem,
    ScanNotice,
    SlipState,
    Written,
)
from edge_agent.visit.state import Assurance, Card, CardState, Identification, Screen, State
from protocol.village.catalogue import FactValue, Town
from protocol.village.circumstances import FactRef
from protocol.wire.messages.residents import Household, Member
from tests.protocol.village.families import guidance

from .families import USABLE, member
from .farther import farther_states
from .occasions import occasion_states

TODAY = date(2026, 12, 24)
FOOTING = Footing(guidance(TODAY), TODAY)


def _at_home(person: Member, **facts: bool | int | str) -> Member:
    return Member(
        person.key, person.name, person.kana, person.birth, person.sex, person.relation, person.is_head, facts=facts
    )


FAMILY = Household(
    is_known=True,
    holder="2",
    address="道志村8120番地3",
    members=(
        _at_home(member("1", "道志　太郎", "世帯主", "1950-04-01", is_head=True), hi="KOUKI"),
        _at_home(member("2", "道志　健太", "子", "1982-11-03"), hi="KOKUHO", mynumber=True),
        _at_home(member("3", "道志　美咲", "子の妻", "1985-06-12"), hi="KOKUHO"),
        _at_home(member("4", "道志　そら", "子の子", "2019-02-28"), hi="KOKUHO"),
    ),
)
TAKENOMOTO = Town("竹之本", "タケノモト", "4020209")
ANSWERS = (
    Answer(FactRef("a.uses_village_water"), True),
    Answer(FactRef("a.has_dog"), value=False),
    Answer(FactRef("p.nenkin", "2"), 1),
    Answer(FactRef("p.handbook", "3"), ("SHINTAI", "SEISHIN")),
    Answer(FactRef("p.kaigo", "3"), ""),
    Answer(FactRef("a.want_certificate"), None),
)
DRAFT = Draft(
    town=TAKENOMOTO,
    lot="6181番地1",
    building="サクラ住宅101",
    moved_on=date(2026, 11, 20),
    moved_on_written=Written("R", 8, 11, 20),
    joining=Joining.NEW,
    head="2",
    telephone="09000001234",
    answers=ANSWERS,
)
MOVING = State(
    screen=Screen.REVIEW,
    visit="v",
    life_event="TENKYO",
    trail=(Screen.EVENTS,),
    card=USABLE,
    identification=Identification(Assurance.CARD),
    household=FAMILY,
    chosen=frozenset({"2", "3", "4"}),
    footing=FOOTING,
    draft=DRAFT,
)
EMPTY = replace(MOVING, draft=Draft())
OWN = OwnWords(kana="ドウシ　ハナコ")
ALONE = replace(
    MOVING,
    household=None,
    chosen=frozenset(),
    card=Card(),
    draft=replace(DRAFT, own=OWN, movers=3, head="", answers=()),
)
ACCEPTED = Accepted("1-012", "application-1", is_offline=False)


def at(screen: Screen, state: State = EMPTY, **draft: object) -> State:
    """A visit on a screen, with some of its draft changed."""
    return replace(state, screen=screen, draft=replace(state.draft, **draft))  # type: ignore[arg-type]


def asking(path: str, person: str = "", *given: FactValue | None) -> State:
    """A visit that is asked something (again, if it was given an answer)."""
    ref = FactRef(path, person)
    answers = tuple(Answer(ref, value) for value in given)
    return at(Screen.QUESTION, MOVING, answers=(*ANSWERS[:1], *answers), asking=ref)


def reading_text(tries: int | None, notice: CardTextNotice = CardTextNotice.NONE, **rest: bool) -> State:
    """The card's text is about to be read."""
    return replace(at(Screen.CARD_TEXT, ALONE), card=USABLE, card_text=CardText(tries, notice, **rest))


def accepted(slip: SlipState, number: str = "1-012", *, is_offline: bool = False, card: Card = USABLE) -> State:
    """The end of a visit, with nothing left of it but its number."""
    return State(
        screen=Screen.DONE, visit="v", life_event="TENKYO", card=card, accepted=Accepted(number, "a", is_offline, slip)
    )


STATES = {
    "no-household-card": replace(at(Screen.NO_HOUSEHOLD, ALONE), card=USABLE),
    "card-text": reading_text(3),
    "card-text-wrong": reading_text(2, CardTextNotice.WRONG),
    "card-text-last": reading_text(1, CardTextNotice.WRONG),
    "card-text-locked": reading_text(0, CardTextNotice.LOCKED),
    "card-text-reading": reading_text(3, is_reading=True),
    "name": at(Screen.NAME, ALONE, own=None),
    "name-problem": at(Screen.NAME, ALONE, problem=Problem.NO_NAME),
    "movers": at(Screen.MOVERS, ALONE, movers=3),
    "proxy": at(Screen.PROXY),
    "guide-of-another": replace(at(Screen.GUIDE, MOVING), chosen=frozenset({"3"})),
    "review-of-another": replace(at(Screen.REVIEW, MOVING), chosen=frozenset({"3"})),
    "remaining-head": at(Screen.REMAINING_HEAD),
    "town": at(Screen.TOWN),
    "town-changed": at(Screen.TOWN, MOVING),
    "lot": at(Screen.LOT, town=TAKENOMOTO),
    "lot-problem": at(Screen.LOT, MOVING, problem=Problem.NO_LOT),
    "building": at(Screen.BUILDING, town=TAKENOMOTO, lot="6181番地1"),
    "building-changed": at(Screen.BUILDING, MOVING),
    "same-address": at(Screen.SAME_ADDRESS, MOVING),
    "moved-on": at(Screen.MOVED_ON),
    "moved-on-problem": at(Screen.MOVED_ON, MOVING, problem=Problem.TOMORROW),
    "joining": at(Screen.JOINING),
    "joining-changed": at(Screen.JOINING, MOVING),
    "head": at(Screen.HEAD),
    "telephone": at(Screen.TELEPHONE),
    "telephone-problem": at(Screen.TELEPHONE, MOVING, problem=Problem.BAD_TELEPHONE),
    "question": asking("a.uses_village_water"),
    "question-hint": asking("a.far_from_school", "", False),
    "question-person": asking("p.mynumber", "3"),
    "question-choice": asking("p.hi", "3", "KOKUHO"),
    "question-longest": asking("p.kaigo", "3"),
    "question-many": asking("p.handbook", "3", ("SHINTAI",)),
    "guide": at(Screen.GUIDE, MOVING),
    "guide-alone": at(Screen.GUIDE, ALONE),
    "review": MOVING,
    "review-alone": ALONE,
    "sign": at(Screen.SIGN, MOVING),
    "sign-problem": at(Screen.SIGN, MOVING, problem=Problem.NOT_STORED),
    "done": accepted(SlipState.PRINTING),
    "done-printed": accepted(SlipState.PRINTED, card=Card()),
    "done-offline": accepted(SlipState.FAILED, "1-1012", is_offline=True),
    "attract-number": State(accepted=ACCEPTED),
    "closed-number": State(screen=Screen.CLOSED, accepted=ACCEPTED),
    "take-card-number": State(screen=Screen.TAKE_CARD, card=Card(CardState.USABLE, "put-1"), accepted=ACCEPTED),
    **farther_states(MOVING),
    **occasion_states(MOVING),
    "scan-sent": replace(at(Screen.TOWN), scan=ScanNotice.SENT),
    "scan-torn": State(scan=ScanNotice.TORN),
}
