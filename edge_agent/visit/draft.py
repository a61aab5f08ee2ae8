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


class Change(StrEnum):
    """The kinds of 世帯変更: 分離, 合併, 構成変更, 世帯主変更."""

    BUNRI = "BUNRI"
    GAPPEI = "GAPPEI"
    KOSEI = "KOSEI"
    NUSHI = "NUSHI"


class Relation(StrEnum):
    """続柄 to the 世帯主, as far as a resident is asked for it; OTHER is settled at the counter."""

    HEAD = "head"
    WIFE = "wife"
    HUSBAND = "husband"
    CHILD = "child"
    FATHER = "father"
    MOTHER = "mother"
    OTHER = "other"


class Role(StrEnum):
    """In what capacity somebody stands here; the words are `role.<value>`.

    FAMILY: of the same household, HEAD: the 世帯主 of it.
    """

    SELF = "self"
    HEAD = "head"
    FAMILY = "family"
    RELATIVE = "relative"
    AGENT = "agent"
    GUARDIAN = "guardian"
    FACILITY = "facility"


@dataclass(frozen=True)
class Newborn:
    """A child just born. `sex` "" and `kana` None: not asked yet; "unknown" is not said, "" has no name yet."""

    sex: str = ""
    kana: str | None = field(default=None, repr=False)


class Alert(StrEnum):
    """What is asked about before it stands; the words are `alert.<value>`."""

    YOUNG_HEAD = "young-head"
    FAR_DAY = "far-day"


class Problem(StrEnum):
    """Why what was entered cannot stand; the words are `problem.<value>`."""

    NO_SUCH_DAY = "no-such-day"
    TOMORROW = "tomorrow"
    NOT_YET = "not-yet"
    BEFORE_BIRTH = "before-birth"
    NO_LOT = "no-lot"
    BAD_TELEPHONE = "bad-telephone"
    NO_NAME = "no-name"
    NO_GIVEN_NAME = "no-given-name"
    BORN_TOMORROW = "born-tomorrow"
    WESTERN_YEAR = "western-year"
    SEX_AND_RELATION = "sex-and-relation"
    TWO_HEADS = "two-heads"
    NO_HEAD = "no-head"
    INSIDE = "inside"
    NO_COUNTRY = "no-country"
    OWN_HEAD = "own-head"
    ALONE = "alone"
    NOBODY_LEFT = "nobody-left"
    LIVELIHOOD_SHARED = "livelihood-shared"
    LIVELIHOOD_APART = "livelihood-apart"
    NO_INK = "no-ink"
    NOT_STORED = "not-stored"


@dataclass(frozen=True)
class Written:
    """A day as it was entered: the era's letter and the three numbers, `R` 8 11 20; `era` "" is 西暦, 1985 1 7."""

    era: str
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.era}{self.year}.{self.month}.{self.day}"


@dataclass(frozen=True)
class OwnWords:
    """Somebody of whom 住基 gave nothing: typed in kana, or read from the card (基本4情報).

    `written` is the birth as it was entered; `relation` None and `sex` "": not asked yet, `sex` "unknown" is not said.
    """

    name: str = field(default="", repr=False)
    kana: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""
    address: str = field(default="", repr=False)
    is_from_card: bool = False
    written: Written | None = field(default=None, repr=False)
    relation: Relation | None = None

    @property
    def is_western(self) -> bool:
        """Whether their birth was entered in 西暦."""
        return self.written is not None and not self.written.era


@dataclass(frozen=True)
class Answer:
    """One answered question; None is 「わからない」."""

    ref: FactRef
    value: FactValue | None = field(repr=False)


@dataclass(frozen=True)
class Draft:
    """The application in the making. None and "" mean: not answered yet; `building` "" is answered 「なし」.

    `movers`: how many, where there is no household to choose from. `newcomers`: who comes with whoever stands here,
    `is_everybody`: nobody else does; `person`: the key of the newcomer on the screen, "" whoever stands here.
    `also`: life events that are settled along with it.
    `telephone` None: not asked yet, "" none given.
    `country` "": it is about to be typed; `joined_head` "": not known. `with_card`: 特例転出, 特例転入.
    `agreed`: the alerts that were read. `same_address_agreed`: the alert of an unchanged address was read.
    `seen`: the procedures and their standings on the list that was read.
    `is_undated`: the day is not known yet. `deceased`: somebody of another household, "" about to be typed.
    `newborn`: the place of the child on the screen, from 0.
    `one_by_one`: the facts in which those who move here differ.
    `asking`: the question that is on the screen though it is answered, because もどる or 変更 led to it.
    """

    own: OwnWords | None = None
    movers: int = 0
    newcomers: tuple[OwnWords, ...] = field(default=(), repr=False)
    is_everybody: bool = False
    person: str = ""
    change: Change | None = None
    livelihood: bool = False
    also: tuple[str, ...] = ()
    remaining_head: str = ""
    prefecture: str = ""
    municipality: str = ""
    country: str | None = None
    with_card: bool | None = None
    town: Town | None = None
    lot: str = field(default="", repr=False)
    building: str | None = field(default=None, repr=False)
    same_address_agreed: bool = False
    moved_on: date | None = None
    moved_on_written: Written | None = None
    is_undated: bool = False
    deceased: str | None = field(default=None, repr=False)
    role: Role | None = None
    newborns: tuple[Newborn, ...] = field(default=(), repr=False)
    newborn: int = 0
    born_on: date | None = field(default=None, repr=False)
    born_on_written: Written | None = field(default=None, repr=False)
    joining: Joining | None = None
    joined_head: str | None = field(default=None, repr=False)
    head: str = ""
    agreed: frozenset[str] = frozenset()
    telephone: str | None = field(default=None, repr=False)
    answers: tuple[Answer, ...] = ()
    asking: FactRef | None = None
    one_by_one: frozenset[str] = frozenset()
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
