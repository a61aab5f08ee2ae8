"""What a visit has gathered so far for its application; every field is empty until its screen was answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from protocol.village.catalogue import Catalogue, FactValue, Town
from protocol.village.circumstances import FactRef
from protocol.village.guidance import Guidance
from protocol.wire.messages.applications import Ink


@dataclass(frozen=True)
class Footing:
    """What a visit stands on from its first touch to its last: one version of the catalogue, and the day."""

    guidance: Guidance = field(repr=False)
    today: date

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of this visit."""
        return self.guidance.catalogue


class Joining(StrEnum):
    """Whether the movers make a household of their own. UNKNOWN is settled at the counter."""

    NEW = "new"
    EXISTING = "existing"
    UNKNOWN = "unknown"


class Problem(StrEnum):
    """Why what was entered cannot stand; the words are `problem.<value>`."""

    NO_SUCH_DAY = "no-such-day"
    TOMORROW = "tomorrow"
    BEFORE_BIRTH = "before-birth"
    NO_LOT = "no-lot"
    BAD_TELEPHONE = "bad-telephone"
    NO_NAME = "no-name"
    NO_INK = "no-ink"
    NOT_STORED = "not-stored"


@dataclass(frozen=True)
class Written:
    """A day as it was entered: the era's letter and the three numbers, `R` 8 11 20."""

    era: str
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.era}{self.year}.{self.month}.{self.day}"


@dataclass(frozen=True)
class OwnWords:
    """Who stands here where 住基 gave no household: typed in kana, or read from the card (基本4情報)."""

    name: str = field(default="", repr=False)
    kana: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""
    address: str = field(default="", repr=False)
    is_from_card: bool = False


@dataclass(frozen=True)
class Answer:
    """One answered question; None is 「わからない」."""

    ref: FactRef
    value: FactValue | None = field(repr=False)


@dataclass(frozen=True)
class Draft:
    """The application in the making. None and "" mean: not answered yet; `building` "" is answered 「なし」.

    `movers`: how many, where there is no household to choose from. `also`: life events that are settled along with it.
    `telephone` None: not asked yet, "" none given.
    `same_address_agreed`: the alert of an unchanged address was read. `seen`: the procedures
    and their standings on the list that was read.
    `asking`: the question that is on the screen though it is answered, because もどる or 変更 led to it.
    """

    own: OwnWords | None = None
    movers: int = 0
    also: tuple[str, ...] = ()
    remaining_head: str = ""
    town: Town | None = None
    lot: str = field(default="", repr=False)
    building: str | None = field(default=None, repr=False)
    same_address_agreed: bool = False
    moved_on: date | None = None
    moved_on_written: Written | None = None
    joining: Joining | None = None
    head: str = ""
    telephone: str | None = field(default=None, repr=False)
    answers: tuple[Answer, ...] = ()
    asking: FactRef | None = None
    seen: tuple[tuple[str, str], ...] | None = None
    ink: Ink | None = field(default=None, repr=False)
    problem: Problem | None = None

    def with_(self, **values: object) -> Draft:
        """This draft with other values and no complaint, unless `problem` is among them."""
        return replace(self, **{"problem": None, **values})  # type: ignore[arg-type]


class CardTextNotice(StrEnum):
    """Why the card has not given its text; the words are `card-text.<value>`."""

    NONE = "none"
    WRONG = "wrong"
    LOCKED = "locked"
    NO_PIN = "no-pin"
    UNREADABLE = "unreadable"
    PULLED = "pulled"
    OTHER_CARD = "other-card"


@dataclass(frozen=True)
class CardText:
    """How far reading the card's text has come: `tries` of its own number, None before the card was asked.

    `is_agreed`: the last try was agreed to. `is_reading`: a number was given and the card is being read.
    """

    tries: int | None = None
    notice: CardTextNotice = CardTextNotice.NONE
    is_agreed: bool = False
    is_reading: bool = False

    @property
    def takes_number(self) -> bool:
        """Whether a number may be given now."""
        return not self.is_reading and (self.tries or 0) > (0 if self.is_agreed else 1)

    @property
    def is_last_try(self) -> bool:
        """Whether the last try waits to be agreed to."""
        return self.tries == 1 and not self.is_agreed


class SlipState(StrEnum):
    """How far the slip of an accepted application has come."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    NO_PRINTER = "no-printer"


@dataclass(frozen=True)
class Accepted:
    """What the resident takes away: the number, whether it still waits for the line, and the slip."""

    number: str
    id: str
    is_offline: bool
    slip: SlipState = SlipState.PRINTING


class ScanNotice(StrEnum):
    """What the strip of the kiosk says of a code that was just read; the words are `scan.<value>`."""

    SENT = "sent"
    SAVED = "saved"
    TORN = "torn"
    FOREIGN = "foreign"
    NOT_STORED = "not-stored"
