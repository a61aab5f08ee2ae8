"""A case as pages see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from protocol.wire.messages.applications import ApplicationMade, Ink


class CaseState(StrEnum):
    """How far a case is. The words stand in the catalogue under `applications.state`."""

    RECEIVED = "received"
    IN_HAND = "in-hand"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    CARRIED_OVER = "carried-over"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self in {CaseState.RECEIVED, CaseState.IN_HAND, CaseState.CARRIED_OVER}


class IdentityState(StrEnum):
    """What is known of who handed it in; the words stand under `applications.identity`.

    PENDING: 失効確認待ち. REVOKED: 失効（受付後に判明）. HELD: 本人確認要, the proof did not hold. NONE: 本人確認 未.
    """

    CONFIRMED = "confirmed"
    BY_CLERK = "by-clerk"
    PENDING = "pending"
    REVOKED = "revoked"
    HELD = "held"
    STRANGER = "stranger"
    NONE = "none"


@dataclass(frozen=True)
class ProcedureView:
    """One procedure of a case. `is_needed`: 必要, else 窓口で確認. `ticked_how`: `code`, `hand`, `other-section`.

    `within`: how long it runs from a day that nobody was asked for; `due` is then the earliest. "" for all others.
    """

    id: str
    name: str
    section: str
    place: str
    is_needed: bool
    documents: tuple[str, ...]
    due: date | None
    within: str
    is_strict: bool
    ticked_at: datetime | None
    ticked_by: str
    ticked_how: str


@dataclass(frozen=True)
class PersonView:
    """One person of a case, in the order of the household."""

    name: str = field(repr=False)
    kana: str = field(repr=False)
    birth: str = field(repr=False)
    sex: str
    relation: str
    moves: bool
    is_from_registry: bool


@dataclass(frozen=True)
class AnswerView:
    """A question as it was asked and its answer in words; `person` is a name or ""."""

    question: str
    answer: str
    person: str = field(repr=False)


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to the case; the words stand under `applications.timeline.<what>`."""

    at: datetime
    what: str
    by: str
    detail: Mapping[str, str]
    is_undoable: bool = False


@dataclass(frozen=True)
class CaseRow:
    """One line of the list."""

    id: str
    number: str
    life_event: str
    applicant: str = field(repr=False)
    people: int
    occurred_at: datetime
    received_at: datetime
    offline: bool
    clock_trusted: bool
    terminal_name: str
    place: str
    state: CaseState
    taken_by: str
    identity: IdentityState
    needed: int
    ticked: int
    has_clash: bool
    is_clash_settled: bool

    @property
    def clash_mark(self) -> str:
        """`clash`, `clash-settled` once a clerk has looked at it, "" for a number of its own."""
        return "clash-settled" if self.is_clash_settled else "clash" if self.has_clash else ""

    @property
    def since(self) -> datetime:
        """When it was accepted, or arrived where the terminal's clock cannot be believed."""
        return self.occurred_at if self.clock_trusted else self.received_at

    def waited(self, now: datetime) -> timedelta:
        """経過時間."""
        return now - self.since


@dataclass(frozen=True)
class CaseView:
    """One whole case. `procedures` are in walking order; `household_as_of` None: without 住基."""

    row: CaseRow
    application: ApplicationMade = field(repr=False)
    people: tuple[PersonView, ...]
    answers: tuple[AnswerView, ...]
    procedures: tuple[ProcedureView, ...]
    timeline: tuple[TimelineEntry, ...]
    ink: Ink | None = field(repr=False)
    household_as_of: datetime | None
    clashes: tuple[str, ...]
    revision: int


@dataclass(frozen=True)
class Why:
    """Why a procedure stands as it does, in the facts that decided: 「犬を飼っている：はい」, with whose they are."""

    procedure: str
    name: str
    standing: str
    reasons: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class CaseFilter:
    """What the list shows. `states` empty: all; `text` is searched in number, folded kana and name; days are inclusive.

    `order`: `newest`, `oldest`, `number`, `name`, `state`.
    """

    text: str = ""
    states: tuple[CaseState, ...] = ()
    life_event: str = ""
    section: str = ""
    identity: str = ""
    first: date | None = None
    last: date | None = None
    order: str = "newest"
    page: int = 1


@dataclass(frozen=True)
class CasePage:
    """One page of the list and how many there are in all."""

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    pages: int
