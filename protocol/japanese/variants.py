"""異体字 that a search may take for one another; what is stored and printed is never changed by this table."""

from __future__ import annotations

from dataclasses import dataclass

_GROUPS = (
    "辺邉邊", "浜濱濵", "高髙", "崎﨑嵜碕", "斉斎齊齋", "吉𠮷", "沢澤", "桜櫻", "島嶋嶌", "広廣", "国國", "恵惠",
    "真眞", "竜龍", "徳德", "柳栁", "富冨", "曽曾", "郎郞", "槙槇", "薮藪籔", "滝瀧", "館舘", "桧檜", "瀬瀨", "条條",
    "鉄鐵", "亀龜", "万萬", "与與", "円圓", "寿壽", "静靜", "関關", "塩鹽", "実實", "宝寶", "黒黑", "渕淵", "峰峯",
    "岡崗", "功㓛", "弥彌", "為爲", "芦蘆", "穂穗", "豊豐", "鯵鰺", "橋𣘺",
)  # fmt: skip


@dataclass(frozen=True)
class Variants:
    """Groups of characters; the first of a group stands for the others in a key."""

    groups: tuple[str, ...]

    def fold(self, text: str) -> str:
        """The text with every character replaced by the first of its group."""
        table = {ord(sign): group[0] for group in self.groups for sign in group[1:]}
        return text.translate(table)


VARIANTS = Variants(_GROUPS)
