"""Records of invented people for tests."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from central.residents.numbers import check_digit
from central.residents.record import (
    Address,
    Block,
    HouseholdRecord,
    Kind,
    Level,
    Names,
    Process,
    Qualifications,
    RegisteredDate,
    Relation,
    ResidentRecord,
    Standing,
)
from central.residents.relation import JOINT_TEXTS, Path, relation_text
from protocol.wire.messages.residents import Sex

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
LIVED_IN = Address(prefecture="山梨県", municipality="南都留郡道志村", lot="６１８１番地１", postal_code="402-0209")
_JOINTS = {text: joint for joint, text in JOINT_TEXTS.items()}


def number(index: int, prefix: str = "99") -> str:
    """A number with a right check digit."""
    body = f"{prefix}{index:05d}"
    return f"{body}{check_digit(body)}"


HOUSE = number(1, "98")


def path(text: str) -> Path:
    """「子の妻」 → its joints."""
    return tuple(_JOINTS[part] for part in re.split("の(?![^（]*）)", text))


def resident(
    index: int,
    relation: str = "世帯主",
    born: str = "1980-04-02",
    sex: Sex = Sex.MALE,
    *,
    name: str = "",
    names: Names | None = None,
    kind: Kind = Kind.JAPANESE,
    standing: Standing = Standing.RESIDENT,
    history_no: int = 1,
    is_provisional: bool = False,
    moves_out_on: RegisteredDate | None = None,
    birth: RegisteredDate | None = None,
    display_order: int = 0,
    is_register_head: bool = False,
    household_no: str = HOUSE,
    qualifications: Qualifications | None = None,
) -> ResidentRecord:
    """One committed row of somebody."""
    codes = path(relation)
    return ResidentRecord(
        atena_no=number(index),
        history_no=history_no,
        household_no=household_no,
        kind=kind,
        standing=standing,
        names=names or Names(registered=name or f"練習　{index}"),
        birth=birth or RegisteredDate(born),
        sex=sex,
        relation=Relation(codes, relation_text(codes)),
        address=LIVED_IN,
        is_provisional=is_provisional,
        moves_out_on=moves_out_on,
        display_order=display_order,
        is_register_head=is_register_head,
        qualifications=qualifications or Qualifications(),
    )


def household(*records: ResidentRecord, blocks: tuple[Block, ...] = (), as_of: datetime = NOW) -> HouseholdRecord:
    """The household of these."""
    return HouseholdRecord(as_of, HOUSE, records, blocks)


def protection(index: int) -> Block:
    """支援措置 of somebody, whose written end has long passed."""
    return Block(
        "b1", Process.ISSUE, Level.ERROR, True, number(index),
        starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31),
    )  # fmt: skip
