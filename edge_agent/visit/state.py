"""What a visit is at any moment: the screen, what lies over it, how it looks, and the call for staff."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from protocol.village.languages import Language
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Household

from .draft import Accepted, CardText, Draft, Footing, ScanNotice


class Screen(StrEnum):
    """Every screen a resident can stand before; also the word that a call for staff carries."""

    CLOSED = "closed"
    FULL = "full"
    ATTRACT = "attract"
    EVENTS = "events"
    ABROAD = "abroad"
    MORE_EVENTS = "more-events"
    PREPARING = "preparing"
    CARD = "card"
    PIN = "pin"
    LAST_TRY = "last-try"
    CHECKING = "checking"
    STOP = "stop"
    NO_CARD = "no-card"
    FACE_TO_FACE = "face-to-face"
    HOUSEHOLD = "household"
    PROXY = "proxy"
    NO_HOUSEHOLD = "no-household"
    CARD_TEXT = "card-text"
    NAME = "name"
    MOVERS = "movers"
    DECEASED = "deceased"
    ROLE = "role"
    NEWBORNS = "newborns"
    BORN_ON = "born-on"
    NEWBORN_SEX = "newborn-sex"
    NEWBORN_NAME = "newborn-name"
    BIRTH = "birth"
    RELATION = "relation"
    SEX = "sex"
    NEWCOMERS = "newcomers"
    GIVEN_NAME = "given-name"
    CHANGE_KIND = "change-kind"
    LIVELIHOOD = "livelihood"
    REMAINING_HEAD = "remaining-head"
    PREFECTURE = "prefecture"
    MUNICIPALITY = "municipality"
    COUNTRY = "country"
    OTHER_COUNTRY = "other-country"
    WITH_CARD = "with-card"
    TOWN = "town"
    LOT = "lot"
    BUILDING = "building"
    SAME_ADDRESS = "same-address"
    MOVED_ON = "moved-on"
    JOINING = "joining"
    JOINED_HEAD = "joined-head"
    HEAD = "head"
    ALERT = "alert"
    TELEPHONE = "telephone"
    QUESTION = "question"
    GUIDE = "guide"
    ALSO = "also"
    REVIEW = "review"
    SIGN = "sign"
    DONE = "done"
    TAKE_CARD = "take-card"


class Overlay(StrEnum):
    """What asks to be answered first."""

    NONE = "none"
    STILL_THERE = "still-there"
    QUIT = "quit"
    LOOK = "look"
    LANGUAGES = "languages"
    VOICE = "voice"


class CallStatus(StrEnum):
    """How far a call for staff has come. BUFFERED: the line is cut, nobody has heard it yet."""

    NONE = "none"
    CALLING = "calling"
    BUFFERED = "buffered"
    COMING = "coming"


class TextSize(StrEnum):
    """標準・大・特大."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


class Theme(StrEnum):
    """Ordinary colours, or 白黒はんてん."""

    STANDARD = "standard"
    CONTRAST = "contrast"


class Speed(StrEnum):
    """How fast the voice reads: ゆっくり・ふつう・はやい."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


class Volume(StrEnum):
    """How loud the voice is: 小・中・大."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Hand(StrEnum):
    """The hand that touches: what is pressed lies on its side of the glass."""

    RIGHT = "right"
    LEFT = "left"


class Scanning(StrEnum):
    """How fast a highlight walks over the buttons for somebody who has one switch; OFF: it does not."""

    OFF = "off"
    UNHURRIED = "unhurried"
    STEADY = "steady"
    QUICK = "quick"


@dataclass(frozen=True)
class Voice:
    """Whether and how the screen is read aloud."""

    is_on: bool = False
    speed: Speed = Speed.NORMAL
    volume: Volume = Volume.MIDDLE


@dataclass(frozen=True)
class Look:
    """One resident's choice, language, voice and hand too; the next resident starts from the ordinary one."""

    text: TextSize = TextSize.STANDARD
    theme: Theme = Theme.STANDARD
    language: Language = Language.JAPANESE
    has_readings: bool = False
    voice: Voice = field(default_factory=Voice)
    hand: Hand = Hand.RIGHT
    scanning: Scanning = Scanning.OFF


@dataclass(frozen=True)
class Call:
    """The call for staff; `id` is the id of its event once that is stored."""

    status: CallStatus = CallStatus.NONE
    id: str = ""


class Assurance(StrEnum):
    """How it is known who stands here. UNVERIFIED: went on without a card, 本人確認 未."""

    NONE = "none"
    CARD = "card"
    PENDING = "pending"
    STRANGER = "stranger"
    STAFF = "staff"
    UNVERIFIED = "unverified"


class Stop(StrEnum):
    """Why a card goes no further; NEUTRAL is one stop for many causes, which nobody here knows."""

    NO_CERTIFICATE = "no-certificate"
    NO_PIN = "no-pin"
    PIN_LOCKED = "pin-locked"
    EXPIRED = "expired"
    UNDER_AGE = "under-age"
    UNAVAILABLE = "unavailable"
    NEUTRAL = "neutral"


class CardNotice(StrEnum):
    """What the card screen says beside 「カードを置いてください」."""

    NONE = "none"
    READER_AWAY = "reader-away"
    NOT_MY_NUMBER = "not-my-number"
    UNREADABLE = "unreadable"
    PULLED = "pulled"


class CardState(StrEnum):
    """What lies on the reader. FOREIGN: no My Number card; UNREADABLE: it does not speak, or not to us."""

    NONE = "none"
    READER_AWAY = "reader-away"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    USABLE = "usable"


@dataclass(frozen=True)
class Card:
    """The card on the reader; `presentation` is new each time one is put there, `tries` is what the card said."""

    state: CardState = CardState.NONE
    presentation: str = ""
    tries: int | None = None
    has_certificate: bool = True
    has_pin: bool = True

    @property
    def is_present(self) -> bool:
        """Whether some card lies there."""
        return self.state not in {CardState.NONE, CardState.READER_AWAY}

    @property
    def is_usable(self) -> bool:
        """Whether it is a My Number card that has said of itself what is needed."""
        return self.state is CardState.USABLE


class Clerk(StrEnum):
    """How far 対面確認 has come in this visit; it is asked for once."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Identification:
    """How far this visit has come in knowing who stands here.

    `lost`: how the card was lost that lay there before. `was_wrong`: the number just entered was not right.
    `proof` is what the card signed, for the application that is built on it.
    """

    assurance: Assurance = Assurance.NONE
    stop: Stop | None = None
    lost: CardNotice = CardNotice.NONE
    was_wrong: bool = False
    proof: CardProof | None = field(default=None, repr=False)


_NOTICES = {
    CardState.READER_AWAY: CardNotice.READER_AWAY,
    CardState.FOREIGN: CardNotice.NOT_MY_NUMBER,
    CardState.UNREADABLE: CardNotice.UNREADABLE,
}


@dataclass(frozen=True)
class State:
    """A whole visit. `revision` grows with every change, so that a touch on an outdated page is recognised.

    What only adds a word to the screen leaves the pages since `touchable_from` as good as the newest.
    """

    screen: Screen = Screen.ATTRACT
    revision: int = 1
    touchable_from: int = field(default=1, compare=False)
    visit: str = ""
    trail: tuple[Screen, ...] = ()
    overlay: Overlay = Overlay.NONE
    look: Look = field(default_factory=Look)
    call: Call = field(default_factory=Call)
    life_event: str = ""
    card: Card = field(default_factory=Card)
    identification: Identification = field(default_factory=Identification)
    clerk: Clerk = Clerk.NOT_ASKED
    household: Household | None = field(default=None, repr=False)
    chosen: frozenset[str] = field(default=frozenset(), repr=False)
    footing: Footing | None = field(default=None, repr=False)
    draft: Draft = field(default_factory=Draft, repr=False)
    card_text: CardText = field(default_factory=CardText)
    accepted: Accepted | None = None
    scan: ScanNotice | None = None

    @property
    def is_resting(self) -> bool:
        """Whether nobody's visit is in progress."""
        return not self.visit

    @property
    def card_notice(self) -> CardNotice:
        """What the card screen has to say: of what lies there, else of how the last card was lost."""
        return _NOTICES.get(self.card.state, self.identification.lost)

    def changed(self, **values: object) -> State:
        """This state with other values and the next revision; touches on earlier pages count no longer."""
        return replace(self.noticed(**values), touchable_from=self.revision + 1)

    def noticed(self, **values: object) -> State:
        """This state with something more to say, and the next revision; touches on earlier pages still count."""
        return replace(self, **values, revision=self.revision + 1)  # type: ignore[arg-type]

    def takes(self, revision: int) -> bool:
        """Whether a touch on the page of this revision counts."""
        return self.touchable_from <= revision <= self.revision
