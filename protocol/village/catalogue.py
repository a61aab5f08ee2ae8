"""The catalogue: what a village decides about guidance, as one immutable value with canonical bytes and a version."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec

from ..errors import Malformed
from .languages import Language
from .stops import Stop, Verdict

FactValue = bool | int | str | tuple[str, ...]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every entry of the catalogue is: frozen, and strict about its fields."""


class FactKind(StrEnum):
    """The type of a fact."""

    YES_NO = "yes-no"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"


class Scope(StrEnum):
    """Whose fact it is; the value is its name in paths. Rules reach people through `movers.exists(p, …)`."""

    ANSWER = "a"
    PERSON = "p"
    HOUSEHOLD = "hh"
    SETTING = "cfg"


class Source(StrEnum):
    """Where a fact comes from; only ASKED ones may be asked of the resident."""

    ASKED = "asked"
    COMPUTED = "computed"
    SET = "set"


class Choice(Record, frozen=True):
    """One value of a fact and how people read it."""

    value: str | int
    label: str


class Fact(Record, frozen=True):
    """A declared fact. A NUMBER with `choices` takes only those; CHOICE and CHOICES take texts."""

    scope: Scope
    name: str
    kind: FactKind
    label: str
    source: Source
    choices: tuple[Choice, ...] = ()

    @property
    def path(self) -> str:
        """The name in a rule: `a.has_dog`, `p.age`."""
        return f"{self.scope.value}.{self.name}"

    def accepts(self, value: object) -> bool:
        """Whether `value` is of this fact's type and among its choices."""
        values = [choice.value for choice in self.choices]
        match self.kind:
            case FactKind.YES_NO:
                return isinstance(value, bool)
            case FactKind.NUMBER:
                return isinstance(value, int) and not isinstance(value, bool) and (not values or value in values)
            case FactKind.CHOICE:
                return isinstance(value, str) and value in values
            case FactKind.CHOICES:
                return isinstance(value, tuple) and all(item in values for item in value)


class Question(Record, frozen=True):
    """How a fact is asked. No events: whenever it matters. 「わからない」 is always a further answer."""

    fact: str
    text: str
    plain_text: str = ""
    events: tuple[str, ...] = ()
    staff_only: bool = False
    optional: bool = False
    hint: str = ""


class LifeEvent(Record, frozen=True):
    """One tile. `implies` are answers that this event settles by itself; `reasons` are the 異動事由 it can end in."""

    code: str
    text: str
    plain_text: str
    act: str
    reasons: tuple[str, ...] = ()
    staff_only: bool = False
    implies: dict[str, bool] = {}


class Admission(Record, frozen=True):
    """What each stop means for a visit about one life event."""

    event: str
    verdicts: dict[Stop, Verdict]


class Department(Record, frozen=True):
    """A function of the hall (課・係) and the section that does it here, in walking order."""

    name: str
    section: str
    place: str


class Town(Record, frozen=True):
    """A 小字 as people of the village name it; addresses here have no 大字, so only the 郵便番号 follows from it."""

    name: str
    kana: str
    postal_code: str


class Unit(StrEnum):
    """What a deadline counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Counting(StrEnum):
    """翌日起算 (民法140条) or 初日算入 (戸籍法43条)."""

    FROM_NEXT_DAY = "next-day"
    FROM_SAME_DAY = "same-day"


class Basis(StrEnum):
    """The day a deadline counts from. Nobody is asked when they learned of something, nor when the funeral was."""

    MOVED = "moved"
    BORN = "born"
    DIED = "died"
    LEARNED_OF_DEATH = "learned-of-death"
    LEARNED_OF_OWNERSHIP = "learned-of-ownership"
    FUNERAL = "funeral"
    DIVORCED = "divorced"
    REPORTED = "reported"
    CHANGED = "changed"


class DeadlineRule(Record, frozen=True):
    """Within `amount` units of the basis; `strict` deadlines are printed in bold."""

    amount: int
    unit: Unit
    counting: Counting
    basis: Basis
    strict: bool = False


class ProcedureKind(StrEnum):
    """A hand-out needs no application: it is listed under 「お渡しするもの」."""

    APPLICATION = "application"
    HAND_OUT = "hand-out"


class Procedure(Record, frozen=True):
    """A procedure in one version: in force from `effective_from` to `effective_until`, both included, ISO; "" is open.

    `visit` groups procedures done at one counter in one go; `printed_name` replaces a name that paper should not say.
    """

    id: str
    name: str
    department: str
    events: tuple[str, ...]
    condition: str
    documents: tuple[str, ...]
    form: str
    deadline_text: str
    fee: str
    notes: str = ""
    deadline: DeadlineRule | None = None
    kind: ProcedureKind = ProcedureKind.APPLICATION
    visit: str = ""
    printed_name: str = ""
    effective_from: str = ""
    effective_until: str = ""

    def is_effective(self, day: str) -> bool:
        """Whether this version is in force on an ISO day."""
        return self.effective_from <= day and (not self.effective_until or day <= self.effective_until)


class TextState(StrEnum):
    """訳: a person has approved the translation. 要確認: it is shown, and somebody has still to look at it."""

    TRANSLATED = "translated"
    TO_CHECK = "to-check"


class Translation(Record, frozen=True):
    """A text of the catalogue in another language."""

    text: str
    state: TextState = TextState.TO_CHECK


class Catalogue(Record, frozen=True):
    """Everything guidance needs. `closed_days` are ISO days beside weekends and 12/29 to 1/3.

    `admissions` has one entry for each event, or none at all where no machine proves identity. `towns` are in the
    order of their kana; `postal_code` is that of an address in none of them. `translations` are found by the Japanese
    text: one that was changed has none until it is translated anew.
    """

    municipality: str
    effective_from: str
    departments: tuple[Department, ...]
    events: tuple[LifeEvent, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    procedures: tuple[Procedure, ...]
    settings: dict[str, bool | int | str]
    closed_days: tuple[str, ...] = ()
    admissions: tuple[Admission, ...] = ()
    towns: tuple[Town, ...] = ()
    postal_code: str = ""
    translations: dict[str, dict[Language, Translation]] = {}

    def translated(self, text: str, language: Language) -> str | None:
        """A text of this catalogue in another language; None where it has to stay Japanese."""
        translation = self.translations.get(text, {}).get(language)
        return translation.text if translation is not None else None

    def fact(self, path: str) -> Fact:
        """The fact at `a.has_dog`. Raises KeyError."""
        found = next((fact for fact in self.facts if fact.path == path), None)
        if found is None:
            raise KeyError(path)
        return found

    def in_force(self, day: str) -> tuple[Procedure, ...]:
        """The procedures in force on an ISO day, in the catalogue's order."""
        return tuple(procedure for procedure in self.procedures if procedure.is_effective(day))


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Catalogue)


def canonical_bytes(catalogue: Catalogue) -> bytes:
    """The one JSON of this catalogue: what central signs, terminals keep and a version names."""
    return _encoder.encode(catalogue)


def version_of(canonical: bytes) -> str:
    """The version's id: SHA-256 of the canonical bytes in hexadecimal digits."""
    return hashlib.sha256(canonical).hexdigest()


def decode_catalogue(canonical: bytes) -> Catalogue:
    """The catalogue in these bytes, not yet judged (see soundness.read_catalogue). Raises Malformed."""
    try:
        return _decoder.decode(canonical)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed from error
