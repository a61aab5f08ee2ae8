"""Addresses: 番地 as shown and as stored, postal codes, and the key by which two writings of one address are equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HYPHENS = re.compile(r"[‐‑‒–—―−ー－ｰ\-]")
_LOT = re.compile(r"(\d+)(?:番地?|-)?(?:の|-)?(?:(\d+)号?)?")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Lot:
    """地番: 「6181番地1」; `branch` 0 is a lot without one."""

    number: int
    branch: int = 0

    def __str__(self) -> str:
        return f"{self.number}番地{self.branch or ''}"

    @property
    def registered(self) -> str:
        """As 住基 keeps it: 「６１８１番地１」."""
        return str(self).translate(_WIDE)


def read_lot(text: str) -> Lot | None:
    """The lot in 「6181番地1」, 「６１８１－１」, 「6181の1」 or 「6181」. None: it is something else."""
    match = _LOT.fullmatch(_narrow(text).replace(" ", ""))
    return None if match is None else Lot(int(match[1]), int(match[2] or 0))


def fold_address(text: str) -> str:
    """The key of an address: width, hyphens, spaces and 番地/番/号 against hyphens make no difference."""
    narrow = _narrow(_narrow(text).replace(" ", "")).replace(" ", "")
    return re.sub(r"(?<=\d)(?:番地|番|号|の|-)+(\d?)", lambda match: f"-{match[1]}" if match[1] else "", narrow)


def postal_code(text: str) -> str:
    """「402-0209」 of seven digits however they are written; "" for anything else."""
    digits = re.sub(r"[〒\s-]", "", _narrow(text))
    return f"{digits[:3]}-{digits[3:]}" if re.fullmatch(r"[0-9]{7}", digits) else ""


def _narrow(text: str) -> str:
    """NFKC, capitals, every sign that looks like a hyphen as `-`, long vowels too."""
    even = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    narrow = re.sub(r"\s+", " ", even).strip()
    return _HYPHENS.sub("-", narrow)
