"""What can happen to a visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from protocol.wire.messages.applications import Ink
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Household

from .draft import CardTextNotice, Footing, OwnWords, ScanNotice, SlipState
from .state import Assurance, Card, Stop


class Action(StrEnum):
    """What a resident can touch."""

    START = "start"
    CHOOSE_EVENT = "choose-event"
    BACK = "back"
    QUIT = "quit"
    QUIT_FOR_SURE = "quit-for-sure"
    STAY = "stay"
    CALL_STAFF = "call-staff"
    WITHDRAW_CALL = "withdraw-call"
    SHOW_LOOK = "show-look"
    SET_TEXT = "set-text"
    SET_THEME = "set-theme"
    SET_HAND = "set-hand"
    SET_SCANNING = "set-scanning"
    SHOW_LANGUAGES = "show-languages"
    SET_LANGUAGE = "set-language"
    SET_READINGS = "set-readings"
    SHOW_VOICE = "show-voice"
    SET_VOICE = "set-voice"
    SET_SPEED = "set-speed"
    SET_VOLUME = "set-volume"
    CLOSE_OVERLAY = "close-overlay"
    AGREE_LAST_TRY = "agree-last-try"
    NO_CARD = "no-card"
    ASK_CLERK = "ask-clerk"
    GO_ON_UNVERIFIED = "go-on-unverified"
    TRY_AGAIN = "try-again"
    CHOOSE_PERSON = "choose-person"
    CHOOSE_ALL = "choose-all"
    NEXT = "next"
    READ_CARD_TEXT = "read-card-text"
    SET_NAME = "set-name"
    SET_MOVERS = "set-movers"
    NOT_LISTED = "not-listed"
    FOR_ANOTHER = "for-another"
    SET_DECEASED = "set-deceased"
    CHOOSE_ROLE = "choose-role"
    SET_NEWBORNS = "set-newborns"
    SET_BORN_ON = "set-born-on"
    SET_NEWBORN_SEX = "set-newborn-sex"
    SET_NEWBORN_NAME = "set-newborn-name"
    SHOW_ALSO = "show-also"
    TOGGLE_EVENT = "toggle-event"
    CHOOSE_REMAINING_HEAD = "choose-remaining-head"
    CHOOSE_TOWN = "choose-town"
    SET_LOT = "set-lot"
    SET_BUILDING = "set-building"
    AGREE_SAME_ADDRESS = "agree-same-address"
    SET_DAY = "set-day"
    CHOOSE_JOINING = "choose-joining"
    SET_JOINED_HEAD = "set-joined-head"
    CHOOSE_HEAD = "choose-head"
    CHOOSE_CHANGE = "choose-change"
    SET_LIVELIHOOD = "set-livelihood"
    CHOOSE_PREFECTURE = "choose-prefecture"
    CHOOSE_MUNICIPALITY = "choose-municipality"
    CHOOSE_COUNTRY = "choose-country"
    SET_COUNTRY = "set-country"
    SET_WITH_CARD = "set-with-card"
    SET_BIRTH = "set-birth"
    CHOOSE_RELATION = "choose-relation"
    CHOOSE_SEX = "choose-sex"
    ADD_PERSON = "add-person"
    SET_GIVEN_NAME = "set-given-name"
    MEND_PERSON = "mend-person"
    REMOVE_PERSON = "remove-person"
    EVERYBODY = "everybody"
    AGREE_ALERT = "agree-alert"
    MEND_ALERT = "mend-alert"
    SET_TELEPHONE = "set-telephone"
    ANSWER = "answer"
    CHANGE = "change"
    SIGN = "sign"
    SIGN_AT_COUNTER = "sign-at-counter"
    FINISH = "finish"


@dataclass(frozen=True)
class Touched:
    """A touch on the page of `revision`; `visit` and `footing` are what a new visit would get."""

    action: Action
    revision: int
    value: str = field(default="", repr=False)
    visit: str = ""
    footing: Footing | None = field(default=None, repr=False)


@dataclass(frozen=True)
class IdleTooLong:
    """Nobody touched anything for the idle time."""


@dataclass(frozen=True)
class NobodyThere:
    """「続けますか」 was not answered either."""


@dataclass(frozen=True)
class PlaceOpened:
    """Opening hours began."""


@dataclass(frozen=True)
class PlaceClosed:
    """Opening hours ended; a visit that has begun may be finished."""


@dataclass(frozen=True)
class RoomRanOut:
    """The disk is nearly full: no new visit may begin."""


@dataclass(frozen=True)
class RoomFound:
    """There is room on the disk again."""


@dataclass(frozen=True)
class CallStored:
    """The call is in the outbox under `id`; `is_offline`: it has to wait there."""

    id: str
    is_offline: bool


@dataclass(frozen=True)
class CallDelivered:
    """The line is back: central has what waited."""


@dataclass(frozen=True)
class CallAnswered:
    """A clerk has seen the call `id` and comes."""

    id: str


@dataclass(frozen=True)
class CardChanged:
    """What lies on the reader now."""

    card: Card


@dataclass(frozen=True)
class PinGiven:
    """A number was entered on the page of `revision`; the digits are elsewhere and are not kept."""

    revision: int


@dataclass(frozen=True)
class PinWrong:
    """The card of `presentation` allows `tries` more; unless `is_sent`, it was not this number that cost one."""

    presentation: str
    tries: int
    is_sent: bool = True


@dataclass(frozen=True)
class CardLost:
    """The card of `presentation` was taken away, or could not be read, before it had signed."""

    presentation: str


@dataclass(frozen=True)
class Judged:
    """What central made of the proof, at the moment when the screen may say so."""

    assurance: Assurance
    stop: Stop | None = None
    proof: CardProof | None = field(default=None, repr=False)


@dataclass(frozen=True)
class HouseholdCame:
    """The household, or None: the visit goes on without, and nobody here knows why."""

    household: Household | None = field(repr=False)


@dataclass(frozen=True)
class ClerkConfirmed:
    """A clerk has looked at the documents of the visit."""

    visit: str


@dataclass(frozen=True)
class CardTextAsked:
    """How many tries the text of the card of `presentation` has left."""

    presentation: str
    tries: int


@dataclass(frozen=True)
class CardTextPinGiven:
    """The number of the card's text was entered on the page of `revision`; the digits are elsewhere."""

    revision: int


@dataclass(frozen=True)
class CardTextRead:
    """What the card says of its holder."""

    own: OwnWords = field(repr=False)


@dataclass(frozen=True)
class CardTextFailed:
    """The card of `presentation` gave no text. `tries` None: it is not known how many are left."""

    presentation: str
    notice: CardTextNotice
    tries: int | None = None


@dataclass(frozen=True)
class InkGiven:
    """A signature was drawn on the page of `revision`."""

    revision: int
    ink: Ink = field(repr=False)


@dataclass(frozen=True)
class ApplicationStored:
    """The application is in the outbox under `id`; `is_offline`: it has to wait there."""

    number: str
    id: str
    is_offline: bool


@dataclass(frozen=True)
class ApplicationNotStored:
    """The outbox did not take the application; nothing was accepted."""


@dataclass(frozen=True)
class SlipChanged:
    """The slip of an application has come so far."""

    application: str
    state: SlipState


@dataclass(frozen=True)
class NumberForgotten:
    """The number of an application was shown long enough."""

    application: str


@dataclass(frozen=True)
class Scanned:
    """A code was read at the counter, or None: what was said of it has been said long enough."""

    notice: ScanNotice | None


Happening = (
    Touched
    | IdleTooLong
    | NobodyThere
    | PlaceOpened
    | PlaceClosed
    | RoomRanOut
    | RoomFound
    | CallStored
    | CallDelivered
    | CallAnswered
    | CardChanged
    | PinGiven
    | PinWrong
    | CardLost
    | Judged
    | HouseholdCame
    | ClerkConfirmed
    | CardTextAsked
    | CardTextPinGiven
    | CardTextRead
    | CardTextFailed
    | InkGiven
    | ApplicationStored
    | ApplicationNotStored
    | SlipChanged
    | NumberForgotten
    | Scanned
)
