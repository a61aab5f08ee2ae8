"""What the stand-in keeps as cells under the headings of docs/juki-files.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from central.residents.record import (
    Address,
    Block,
    Kind,
    Level,
    Names,
    Process,
    RegisteredDate,
    Relation,
    ResidentRecord,
    Standing,
)
from protocol.wire.messages.residents import Sex

from ..links import Link

Cells = Mapping[str, str]
_SEXES = {Sex.UNKNOWN: "0", Sex.MALE: "1", Sex.FEMALE: "2"}
_PROCESSES = {Process.ISSUE: "1", Process.CHANGE: "2", Process.INQUIRY: "3"}
_LEVELS = {Level.NONE: "0", Level.ERROR: "1", Level.ALERT: "2"}
_FLAGS = {True: "1", False: "0", None: ""}


def resident_cells(row: ResidentRecord) -> Cells:
    """住民情報."""
    return {
        "宛名番号": row.atena_no,
        "履歴番号": str(row.history_no),
        "世帯番号": row.household_no,
        "住民種別": row.kind,
        "住民状態": row.standing,
        "仮登録": _FLAGS[row.is_provisional],
        **_names(row),
        "性別": _SEXES[row.sex],
        **_date("生年月日", row.birth),
        **_date("住民となった年月日", row.became_resident_on),
        **_date("転出予定年月日", row.moves_out_on),
        **{f"続柄コード{place}": code for place, code in enumerate((*row.relation.codes, "", "", "", "")[:4], start=1)},
        "続柄表記": row.relation.text,
        **_address(row),
        "並び順": str(row.display_order),
        "筆頭者": _FLAGS[row.is_register_head],
        **_qualifications(row),
    }


def block_cells(block: Block) -> Cells:
    """抑止."""
    return {
        "抑止番号": block.id,
        "宛名番号": block.atena_no,
        "世帯番号": block.household_no,
        "処理区分": _PROCESSES[block.process],
        "抑止レベル": _LEVELS[block.level],
        "支援措置": _FLAGS[block.is_protection],
        "開始年月日": _day(block.starts_on),
        "終了年月日": _day(block.ends_on),
    }


def certificate_cells(link: Link) -> Cells:
    """Whose certificate it is."""
    return {"認証局鍵識別子": link.ca_key_id, "シリアル番号": str(link.serial), "宛名番号": link.atena_no}


def _names(row: ResidentRecord) -> Cells:
    names = row.names
    return {
        "氏名": names.registered,
        "氏名_外国人ローマ字": names.roman,
        "氏名_外国人漢字": names.kanji,
        "氏名_フリガナ": names.kana,
        "旧氏": names.former,
        "旧氏_フリガナ": names.former_kana,
        "通称": names.alias,
        "通称_フリガナ": names.alias_kana,
        "氏名_フリガナ確認": _FLAGS[names.is_kana_confirmed],
        "氏名優先区分": names.preferred,
    }


def _address(row: ResidentRecord) -> Cells:
    address = row.address
    return {
        "住所_都道府県": address.prefecture,
        "住所_市区郡町村名": address.municipality,
        "住所_町字": address.town,
        "住所_番地号表記": address.lot,
        "住所_方書": address.building,
        "住所_方書フリガナ": address.building_kana,
        "住所_郵便番号": address.postal_code,
        "住所_市区町村コード": address.municipality_code,
        "住所_町字コード": address.town_code,
    }


def _qualifications(row: ResidentRecord) -> Cells:
    known = row.qualifications
    return {
        "資格_健康保険": known.insurance or "",
        "資格_年金種別": "" if known.pension_kind is None else str(known.pension_kind),
        "資格_要介護": known.care_level or "",
        "資格_印鑑登録": _FLAGS[known.has_seal],
        "資格_カード": _FLAGS[known.has_card],
    }


def _date(column: str, registered: RegisteredDate | None) -> Cells:
    given = registered or RegisteredDate("")
    return {
        column: given.iso,
        f"{column}_不詳フラグ": _FLAGS[given.unknown],
        f"{column}_不詳表記": given.text,
        f"{column}_元号": given.era,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_NOBODY = ResidentRecord(
    atena_no="00",
    history_no=0,
    household_no="00",
    kind=Kind.JAPANESE,
    standing=Standing.OTHER,
    names=Names(),
    birth=RegisteredDate(""),
    sex=Sex.UNKNOWN,
    relation=Relation((), ""),
    address=Address("", "", ""),
    is_provisional=False,
)
CHANGE = "更新区分"
RESIDENT_HEADING = (CHANGE, *resident_cells(_NOBODY))
BLOCK_HEADING = (CHANGE, *block_cells(Block("", Process.ISSUE, Level.NONE, False)))
CERTIFICATE_HEADING = (CHANGE, *certificate_cells(Link("", 0, "")))
