"""住民情報: a row of the file as the canonical record, column by column under the names of the national layout."""

from __future__ import annotations

from protocol.wire.messages.residents import Sex

from ...numbers import is_registry_number
from ...record import (
    Address,
    Kind,
    Names,
    Preferred,
    Qualifications,
    RegisteredDate,
    Relation,
    ResidentRecord,
    Standing,
)
from ...relation import MOST_JOINTS, Joint
from .flaws import Flaw
from .table import CHANGE, FLAGS, Row

_DATES = ("生年月日", "住民となった年月日", "転出予定年月日")
_DATE_PARTS = ("", "_不詳フラグ", "_不詳表記", "_元号")
_NAMES = {
    "registered": "氏名",
    "roman": "氏名_外国人ローマ字",
    "kanji": "氏名_外国人漢字",
    "kana": "氏名_フリガナ",
    "former": "旧氏",
    "former_kana": "旧氏_フリガナ",
    "alias": "通称",
    "alias_kana": "通称_フリガナ",
}
_RELATION = tuple(f"続柄コード{place}" for place in range(1, MOST_JOINTS + 1))
_ADDRESS = {
    "prefecture": "住所_都道府県",
    "municipality": "住所_市区郡町村名",
    "town": "住所_町字",
    "lot": "住所_番地号表記",
    "building": "住所_方書",
    "building_kana": "住所_方書フリガナ",
    "postal_code": "住所_郵便番号",
    "municipality_code": "住所_市区町村コード",
    "town_code": "住所_町字コード",
}
_INSURANCE, _PENSION, _CARE, _SEAL, _CARD = (
    "資格_健康保険",
    "資格_年金種別",
    "資格_要介護",
    "資格_印鑑登録",
    "資格_カード",
)
_SEXES = {"0": Sex.UNKNOWN, "1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.UNKNOWN}
_MAYBE = {"": None, **FLAGS}
_SUBSTITUTE = "?"
COLUMNS = (
    *(CHANGE, "宛名番号", "履歴番号", "世帯番号", "住民種別", "住民状態", "仮登録"),
    *(*_NAMES.values(), "氏名_フリガナ確認", "氏名優先区分", "性別"),
    *(f"{day}{part}" for day in _DATES for part in _DATE_PARTS),
    *(*_RELATION, "続柄表記", *_ADDRESS.values(), "並び順", "筆頭者"),
    *(_INSURANCE, _PENSION, _CARE, _SEAL, _CARD),
)


def key_of(row: Row) -> tuple[str, int]:
    """宛名番号 and 履歴番号, which name a row. Raises Unreadable."""
    return registry_number(row, "宛名番号"), row.number("履歴番号")


def registry_number(row: Row, column: str) -> str:
    """A number whose check digit is right. Raises Unreadable."""
    found = row.text(column)
    return found if is_registry_number(found) else row.refused(column)


def resident_of(row: Row) -> ResidentRecord:
    """The record. Raises Unreadable."""
    atena_no, history_no = key_of(row)
    return ResidentRecord(
        atena_no=atena_no,
        history_no=history_no,
        household_no=registry_number(row, "世帯番号"),
        kind=row.code("住民種別", {each.value: each for each in Kind}),
        standing=row.code("住民状態", {each.value: each for each in Standing}),
        names=_names(row),
        birth=_date(row, "生年月日") or row.refused("生年月日"),
        sex=row.code("性別", _SEXES),
        relation=Relation(_joints(row), row.given("続柄表記")),
        address=Address(**{name: row.text(column) for name, column in _ADDRESS.items()}),
        is_provisional=row.flag("仮登録"),
        became_resident_on=_date(row, "住民となった年月日"),
        moves_out_on=_date(row, "転出予定年月日"),
        display_order=row.number("並び順"),
        is_register_head=row.flag("筆頭者"),
        qualifications=_qualifications(row),
    )


def _names(row: Row) -> Names:
    for column in _NAMES.values():
        if _SUBSTITUTE in row.text(column):
            row.refused(column, Flaw.LOST_CHARACTER)
    return Names(
        **{name: row.text(column) for name, column in _NAMES.items()},
        is_kana_confirmed=row.flag("氏名_フリガナ確認"),
        preferred=row.code("氏名優先区分", {each.value: each for each in Preferred}),
    )


def _joints(row: Row) -> tuple[Joint, ...]:
    joints = {each.value: each for each in Joint}
    given = [row.code(column, joints) for column in _RELATION if row.text(column)]
    if not given or [bool(row.text(column)) for column in _RELATION] != [True] * len(given) + [False] * (
        MOST_JOINTS - len(given)
    ):
        row.refused(_RELATION[0])
    return tuple(given)


def _date(row: Row, column: str) -> RegisteredDate | None:
    day, unknown = row.day(column), row.code(f"{column}_不詳フラグ", {"": False, **FLAGS})
    text, era = row.text(f"{column}_不詳表記"), row.text(f"{column}_元号")
    if unknown and not text:
        row.refused(f"{column}_不詳表記")
    if day is None and not unknown:
        return None
    return RegisteredDate(day.isoformat() if day else "", unknown=unknown, text=text, era=era)


def _qualifications(row: Row) -> Qualifications:
    return Qualifications(
        insurance=row.text(_INSURANCE) or None,
        pension_kind=row.number(_PENSION) if row.text(_PENSION) else None,
        care_level=row.text(_CARE) or None,
        has_seal=row.code(_SEAL, _MAYBE),
        has_card=row.code(_CARD, _MAYBE),
    )
