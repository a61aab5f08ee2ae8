"""What a finished visit hands in: whose move, where to, what was answered, what it needs, and who signed."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ...identifiers import Id, IdOrNone, Label, ShortLabel, Text, Whole
from .identity import CardProof
from .residents import Birth, Sex

SIGNATURE = "signature"
"""The name of the attachment that holds the ink (JSON of `Ink`)."""

LARGEST_INK = 4_000
"""Samples in one signature."""

# No pattern for the text: msgspec 0.22 crashes in the garbage collector where a union has it beside a bounded number.
FactValue = (
    bool
    | Whole
    | Annotated[str, msgspec.Meta(max_length=300)]
    | Annotated[tuple[Label, ...], msgspec.Meta(max_length=50)]
)


class NewAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where they live now. `town` is the 小字 that was touched, "" for none of them; `lot` is 番地, `building` 方書."""

    town: ShortLabel
    postal_code: ShortLabel
    lot: ShortLabel
    building: Text = ""


class Elsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place outside the village: 都道府県, 市区町村 and what follows, or a country; "" is what was not asked.

    `with_card`: whether the move goes by My Number card (特例転出, 特例転入); null where it was not asked.
    """

    prefecture: ShortLabel = ""
    municipality: ShortLabel = ""
    rest: Text = ""
    country: ShortLabel = ""
    with_card: bool | None = None


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person of the household and what was known of them. `key` names them within the visit only.

    `is_from_registry` false: the words are the card's or the resident's own, not those of 住基.
    """

    key: Id
    name: Text
    kana: Text
    birth: Birth
    sex: Sex
    relation: Text
    is_head: bool
    moves: bool
    is_from_registry: bool
    is_foreign: bool = False
    facts: Annotated[dict[Label, FactValue], msgspec.Meta(max_length=100)] = {}


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question and its answer; `value` null is 「わからない」. `person` is the key of whom it was about, or ""."""

    fact: Label
    value: FactValue | None
    person: IdOrNone = ""


class Occurred(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One life event as the guidance judged it: its ISO day ("": none given), whom it moves, who lives together then.

    People are the keys of `people`; null is not known. `household` has facts of the household, `remaining` and so on;
    `implied` are answers that follow from what was touched and were not asked.
    """

    event: ShortLabel
    day: ShortLabel
    movers: Annotated[tuple[Id, ...], msgspec.Meta(max_length=30)] | None
    members: Annotated[tuple[Id, ...], msgspec.Meta(max_length=30)] | None = None
    household: Annotated[dict[Label, FactValue], msgspec.Meta(max_length=20)] = {}
    implied: Annotated[dict[Label, FactValue], msgspec.Meta(max_length=20)] = {}


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A procedure the resident was shown: `standing` is `applies` (必要) or `ask-at-counter` (窓口で確認)."""

    procedure: ShortLabel
    standing: ShortLabel
    section: Label


class SlipCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One QR of the slip: the text of `protocol.codes`. `section` "" is the case's own, which ticks nothing."""

    text: Label
    section: Label = ""


class Identified(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it was known who stood there (`card`, `pending`, `stranger`, `staff`, `unverified`), what the card signed."""

    assurance: ShortLabel
    proof: CardProof | None = None


class HouseholdPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who leads what becomes of the household. `joins`: `new`, `existing`, `unknown`; keys are those of people.

    `head` leads the new household; `remaining_head` leads those who stay where the head leaves two or more.
    `joined_head` is the 世帯主 of the household that is joined, in the resident's own kana.
    `change` is the kind of a 世帯変更 (`BUNRI`, `GAPPEI`, `KOSEI`, `NUSHI`), "" for every other event.
    """

    joins: ShortLabel
    head: IdOrNone = ""
    remaining_head: IdOrNone = ""
    movers: Annotated[int, msgspec.Meta(ge=0, le=99)] = 0
    joined_head: Text = ""
    change: ShortLabel = ""


class ApplicationMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="application-made"):
    """An accepted application. `catalogue` is the version that guided the visit, `household_as_of` is RFC 3339 or "".

    `life_event` is the tile that was touched; `occurrences` begins with it, and names every further event of the visit.
    `moved_on` is the ISO date and `moved_on_written` the era as it was entered (`R8.11.20`); "" where no day was asked.
    `after` is the address in this village, null where none changes; `elsewhere` where they come from, or go to.
    `role`: in what capacity whoever applies does so: `self`, `head` (世帯主) or `family` of the same household,
    `relative`, `agent`, `guardian`, `facility`, "" where it is not known.
    `shown` is the SHA-256 (hexadecimal) of what the check page said when it was signed (`shown_digest`).
    """

    number: ShortLabel
    life_event: ShortLabel
    catalogue: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
    moved_on: ShortLabel
    moved_on_written: ShortLabel
    before: Text
    after: NewAddress | None
    household: HouseholdPlan
    applicant: Text
    applicant_kana: Text
    telephone: ShortLabel
    people: Annotated[tuple[Party, ...], msgspec.Meta(max_length=30)]
    answers: Annotated[tuple[Answered, ...], msgspec.Meta(max_length=500)]
    procedures: Annotated[tuple[Listed, ...], msgspec.Meta(max_length=300)]
    codes: Annotated[tuple[SlipCode, ...], msgspec.Meta(max_length=40)]
    identity: Identified
    household_as_of: Label
    shown: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
    occurrences: Annotated[tuple[Occurred, ...], msgspec.Meta(min_length=1, max_length=10)]
    elsewhere: Elsewhere | None = None
    role: ShortLabel = ""


class Sample(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One moment of a pen: milliseconds since the first, where on the pad, pressure 0 to 4095 (-1: none)."""

    t: Annotated[int, msgspec.Meta(ge=0, le=600_000)]
    x: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    y: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    p: Annotated[int, msgspec.Meta(ge=-1, le=4095)]


Stroke = Annotated[tuple[Sample, ...], msgspec.Meta(min_length=1, max_length=LARGEST_INK)]


class Ink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signature as it was drawn: strokes on a pad of `width` × `height` units, and with what (pen, touch, mouse)."""

    width: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    height: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    device: ShortLabel
    strokes: Annotated[tuple[Stroke, ...], msgspec.Meta(min_length=1, max_length=200)]


class CodeScanned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="code-scanned"):
    """A slip's code was read at the counter: well formed and of this village; what it means only central knows."""

    text: Label


class SlipReported(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="slip-reported"):
    """What became of a slip: `state` is `printed`, `failed` or `unknown`. `application` is the id of its event."""

    application: Id
    print_id: Id
    state: ShortLabel
    fault: ShortLabel = ""
