"""The rules of a visit written as tables: what comes of every touch and every happening, wherever it may be."""

from __future__ import annotations

from dataclasses import replace

from edge_agent.visit.happenings import (
    Action,
    CallAnswered,
    CallDelivered,
    CallStored,
    CardChanged,
    CardLost,
    ClerkConfirmed,
    Happening,
    HouseholdCame,
    IdleTooLong,
    Judged,
    NobodyThere,
    PinGiven,
    PinWrong,
    PlaceClosed,
    PlaceOpened,
    RoomFound,
    RoomRanOut,
)
from edge_agent.visit.state import (
    Assurance,
    Call,
    CallStatus,
    Card,
    CardState,
    Stop,
)
from protocol.wire.messages.residents import Household

from .central import HOUSEHOLD
from .places import CALLED, LAST, USABLE, VISIT
from .tables_of_touches import TOUCHES, TOUCHES_AFTER_IT, TOUCHES_UNDER_AN_OVERLAY, TOUCHES_WITH_A_CARD

# Where a happening leads; 「-」: nothing changes.
HAPPENINGS = """
               attract  attract/look  closed   full     events              preparing              events/still-there
idle-too-long  -        attract       -        -        events/still-there  preparing/still-there  -
nobody-there   -        -             -        -        -                   -                      attract
place-opened   -        -             attract  attract  -                   -                      -
place-closed   closed   closed        -        closed   -                   -                      -
room-ran-out   full     full          full     -        -                   -                      -
room-found     -        -             attract  attract  -                   -                      -
"""

HAPPENINGS_WITH_A_CARD = """
                 card              pin              last-try              checking      stop
idle-too-long    card/still-there  pin/still-there  last-try/still-there  -             stop/still-there
nobody-there     -                 -                -                     -             -
place-closed     -                 -                -                     -             -
usable           pin               -                pin                   -             -
other-last       last-try          last-try         +                     +             +
other-locked     stop              stop             stop                  +             +
no-certificate   stop              stop             stop                  +             +
no-pin           stop              stop             stop                  +             +
foreign          +                 card             card                  +             +
unreadable       +                 card             card                  +             +
taken            -                 card             card                  +             +
reader-away      +                 card             card                  +             +
pin-given        -                 checking         -                     -             -
pin-wrong        -                 -                -                     pin           -
pin-wrong-last   -                 -                -                     last-try      -
pin-locked       -                 -                -                     stop          -
wrong-of-other   -                 -                -                     pin           -
lost             -                 -                -                     card          -
identified       -                 -                -                     +             -
stranger         -                 -                -                     no-household  -
unverified       -                 -                -                     no-household  -
neutral          -                 -                -                     stop          -
household        -                 -                -                     -             -
no-household     -                 -                -                     -             -
confirmed        +                 +                +                     +             +
confirmed-other  -                 -                -                     -             -
"""

HAPPENINGS_AFTER_IT = """
                 no-card              face-to-face              household              no-household
idle-too-long    no-card/still-there  face-to-face/still-there  household/still-there  no-household/still-there
nobody-there     -                    -                         -                      -
place-closed     -                    -                         -                      -
usable           +                    +                         +                      +
other-last       +                    +                         +                      +
other-locked     +                    +                         +                      +
no-certificate   +                    +                         +                      +
no-pin           +                    +                         +                      +
foreign          +                    +                         +                      +
unreadable       +                    +                         +                      +
taken            -                    -                         -                      -
reader-away      +                    +                         +                      +
pin-given        -                    -                         -                      -
pin-wrong        -                    -                         -                      -
pin-wrong-last   -                    -                         -                      -
pin-locked       -                    -                         -                      -
wrong-of-other   -                    -                         -                      -
lost             -                    -                         -                      -
identified       -                    -                         -                      -
stranger         -                    -                         -                      -
unverified       -                    -                         -                      -
neutral          -                    -                         -                      -
household        -                    -                         -                      -
no-household     -                    -                         -                      -
confirmed        +                    +                         +                      +
confirmed-other  -                    -                         -                      -
"""

HAPPENINGS_OUTSIDE_A_VISIT = """
                 attract  take-card
idle-too-long    -        -
nobody-there     -        -
place-closed     closed   -
usable           +        -
other-last       +        +
other-locked     +        +
no-certificate   +        +
no-pin           +        +
foreign          +        +
unreadable       +        +
taken            -        attract
reader-away      +        attract
pin-given        -        -
pin-wrong        -        -
pin-wrong-last   -        -
pin-locked       -        -
wrong-of-other   -        -
lost             -        -
identified       -        -
stranger         -        -
unverified       -        -
neutral          -        -
household        -        -
no-household     -        -
confirmed        -        -
confirmed-other  -        -
"""

# What becomes of the call, and what is reported; 「-」: nothing changes.
CALLS = """
                none              storing   calling          buffered         coming
call-staff      storing+call      -         -                -                storing+call
withdraw-call   -                 -         none+withdrawal  none+withdrawal  none+withdrawal
stored          -                 calling   -                -                -
stored-offline  -                 buffered  -                -                -
delivered       -                 -         -                calling          -
answered        -                 -         coming           coming           -
answered-other  -                 -         -                -                -
answered-none   -                 -         -                -                -
"""

CALL_STATES = {
    "none": Call(),
    "storing": Call(CallStatus.CALLING),
    "calling": CALLED,
    "buffered": Call(CallStatus.BUFFERED, "call-1"),
    "coming": Call(CallStatus.COMING, "call-1"),
}
HAPPENED: dict[str, Happening] = {
    "idle-too-long": IdleTooLong(),
    "nobody-there": NobodyThere(),
    "place-opened": PlaceOpened(),
    "place-closed": PlaceClosed(),
    "room-ran-out": RoomRanOut(),
    "room-found": RoomFound(),
    "stored": CallStored("call-1", is_offline=False),
    "stored-offline": CallStored("call-1", is_offline=True),
    "delivered": CallDelivered(),
    "answered": CallAnswered("call-1"),
    "answered-other": CallAnswered("call-2"),
    "answered-none": CallAnswered(""),
}


def cells(table: str) -> list[tuple[str, str, str]]:
    """Row, column and cell of a table that spaces line up."""
    head, *rows = (line.split() for line in table.strip("\n").splitlines())
    return [(row[0], column, cell) for row in rows for column, cell in zip(head, row[1:], strict=True)]


OF_A_CARD: dict[str, Happening] = {
    "usable": CardChanged(USABLE),
    "other-last": CardChanged(replace(LAST, presentation="card-2")),
    "other-locked": CardChanged(Card(CardState.USABLE, "card-2", 0)),
    "no-certificate": CardChanged(Card(CardState.USABLE, "card-2", has_certificate=False)),
    "no-pin": CardChanged(Card(CardState.USABLE, "card-2", has_pin=False)),
    "foreign": CardChanged(Card(CardState.FOREIGN, "card-2")),
    "unreadable": CardChanged(Card(CardState.UNREADABLE, "card-2")),
    "taken": CardChanged(Card()),
    "reader-away": CardChanged(Card(CardState.READER_AWAY)),
    "pin-given": PinGiven(1),
    "pin-wrong": PinWrong("card-1", 2),
    "pin-wrong-last": PinWrong("card-1", 1),
    "pin-locked": PinWrong("card-1", 0),
    "wrong-of-other": PinWrong("card-0", 1),
    "lost": CardLost("card-1"),
    "identified": Judged(Assurance.CARD),
    "stranger": Judged(Assurance.STRANGER),
    "unverified": Judged(Assurance.UNVERIFIED),
    "neutral": Judged(Assurance.NONE, Stop.NEUTRAL),
    "household": HouseholdCame(HOUSEHOLD),
    "no-household": HouseholdCame(Household(False)),
    "confirmed": ClerkConfirmed(VISIT),
    "confirmed-other": ClerkConfirmed("visit-9"),
}
ALL_HAPPENED = HAPPENED | OF_A_CARD


def by_place(rows: list[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """For each place, what each row of the tables leads to there."""
    places: dict[str, dict[str, str]] = {}
    for row, place, expected in rows:
        places.setdefault(place, {})[row] = expected
    return places


ALL_TOUCHES = cells(TOUCHES) + cells(TOUCHES_UNDER_AN_OVERLAY) + cells(TOUCHES_WITH_A_CARD) + cells(TOUCHES_AFTER_IT)
ALL_HAPPENINGS = [
    *cells(HAPPENINGS),
    *cells(HAPPENINGS_WITH_A_CARD),
    *cells(HAPPENINGS_AFTER_IT),
    *cells(HAPPENINGS_OUTSIDE_A_VISIT),
]
VALUES = {
    Action.CHOOSE_PERSON: "m1",
    Action.CHOOSE_EVENT: "moving-in",
    Action.SET_TEXT: "large",
    Action.SET_THEME: "contrast",
    Action.SET_HAND: "left",
    Action.SET_SCANNING: "steady",
    Action.SET_LANGUAGE: "vi",
    Action.SET_READINGS: "on",
    Action.SET_VOICE: "on",
    Action.SET_SPEED: "slow",
    Action.SET_VOLUME: "high",
}
