"""Invented people before the screens, and the states in which a visit stands there."""

from __future__ import annotations

from dataclasses import replace

from edge_agent.visit.state import Assurance, Card, CardNotice, CardState, Identification, Screen, State, Stop
from protocol.wire.messages.residents import Birth, Household, Member, Sex

USABLE = Card(CardState.USABLE, "put-1", tries=3)
BEGUN = State(screen=Screen.CARD, visit="v", life_event="TENKYO", trail=(Screen.EVENTS,))
PIN = replace(BEGUN, screen=Screen.PIN, card=USABLE)


def member(key: str, name: str, relation: str, iso: str, *, roman: str = "", is_head: bool = False) -> Member:
    """Somebody whose birth date is known; with `roman` a foreign resident."""
    birth = Birth(iso)
    return Member(key, name, "", birth, Sex.UNKNOWN, relation, is_head, roman, bool(roman))


FAMILY = Household(
    is_known=True,
    holder="1",
    members=(
        member("1", "道志　太郎", "世帯主", "1950-04-01", is_head=True),
        member("2", "道志　和子", "妻", "1953-08-20"),
        member("3", "道志　健太", "子", "1982-11-03"),
        member(
            "4", "GONZALEZ RODRIGUEZ MARIA FERNANDA", "子の妻", "1985-06-12", roman="GONZALEZ RODRIGUEZ MARIA FERNANDA"
        ),
        member("5", "王　美玲", "同居人", "1990-12-25", roman="WANG MEILING"),
        Member("6", "\ue000邊　葛\U000e0100城", "", Birth("1930-01-01", "昭和5年頃", True), Sex.MALE, "父", False),
    ),
)
AT_HOME = replace(
    BEGUN, screen=Screen.HOUSEHOLD, household=FAMILY, card=USABLE, identification=Identification(Assurance.CARD)
)


def stopped(stop: Stop) -> State:
    """A visit whose card goes no further."""
    return replace(BEGUN, screen=Screen.STOP, card=USABLE, identification=Identification(stop=stop))


def with_tries(tries: int, *, was_wrong: bool = False, screen: Screen = Screen.PIN) -> State:
    """The number is asked for, and the card allows so many tries."""
    card = replace(USABLE, tries=tries)
    return replace(PIN, screen=screen, card=card, identification=Identification(was_wrong=was_wrong))


STATES = {
    "card": BEGUN,
    "card-away": replace(BEGUN, card=Card(CardState.READER_AWAY)),
    "card-foreign": replace(BEGUN, card=Card(CardState.FOREIGN, "put-1")),
    "card-unreadable": replace(BEGUN, card=Card(CardState.UNREADABLE, "put-1")),
    "card-pulled": replace(BEGUN, identification=Identification(lost=CardNotice.PULLED)),
    "pin": PIN,
    "pin-wrong": with_tries(2, was_wrong=True),
    "pin-last": with_tries(1),
    "last-try": with_tries(1, was_wrong=True, screen=Screen.LAST_TRY),
    "checking": replace(PIN, screen=Screen.CHECKING),
    "no-card": replace(BEGUN, screen=Screen.NO_CARD),
    "face-to-face": replace(BEGUN, screen=Screen.FACE_TO_FACE),
    "household": AT_HOME,
    "household-chosen": replace(AT_HOME, chosen=frozenset({"3", "4", "5", "6"})),
    "no-household": replace(BEGUN, screen=Screen.NO_HOUSEHOLD),
    "take-card": State(screen=Screen.TAKE_CARD, card=USABLE),
    **{f"stop-{stop}": stopped(stop) for stop in Stop},
}
