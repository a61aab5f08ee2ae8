"""都道府県 and 市区町村: the table of all of them, by region and by prefecture; its source stands in README.md."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("municipalities.csv")


@dataclass(frozen=True)
class Region:
    """A 地方 and the names of its 都道府県 in the order of their codes; `key` names it in catalogues of texts."""

    key: str
    prefectures: tuple[str, ...]


@dataclass(frozen=True)
class Municipality:
    """A 市区町村: `full` is how an address says it (南都留郡道志村), `kana` is of the name without its 郡."""

    prefecture: str
    district: str
    name: str
    kana: str

    @property
    def full(self) -> str:
        """The name with its 郡."""
        return self.district + self.name


REGIONS = (
    Region("hokkaido-tohoku", ("北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県")),
    Region("kanto", ("茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県")),
    Region(
        "chubu",
        ("新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県"),
    ),
    Region("kinki", ("三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県")),
    Region(
        "chugoku-shikoku",
        ("鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県"),
    ),
    Region("kyushu-okinawa", ("福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県")),
)
PREFECTURES = tuple(name for region in REGIONS for name in region.prefectures)
"""All 47 in the order of their codes."""


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Every 市区町村, by prefecture and then by kana. Reads the table the first time."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Municipality(PREFECTURES[int(row["prefecture"]) - 1], row["district"], row["name"], row["kana"]) for row in rows
    )


def municipalities_of(prefecture: str) -> tuple[Municipality, ...]:
    """Those of one prefecture by kana; none for what is no prefecture."""
    return tuple(each for each in municipalities() if each.prefecture == prefecture)


def municipality_named(name: str) -> Municipality | None:
    """The one that bears this name, with or without its 郡; None where there is none or more than one."""
    found = [each for each in municipalities() if name in (each.name, each.full)]
    return found[0] if len(found) == 1 else None
