"""Ages as the law counts them; every place that asks for an age says which of the three it means."""

from __future__ import annotations

from datetime import date, timedelta


def birthday_age(born: date, on: date) -> int:
    """Full years reached on the birthday itself (75 of 後期高齢者医療; 15 of cards and 印鑑); 2/29 counts on 3/1."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age(born: date, on: date) -> int:
    """年齢計算ニ関スル法律: full years, reached at the end of the day before the birthday; that day counts."""
    return birthday_age(born, on + timedelta(days=1))


def fy_age(born: date, on: date) -> int:
    """年度年齢: full years reached by 1 April of the fiscal year that holds `on`; born on 1 April counts as older."""
    april = date(on.year if on.month >= 4 else on.year - 1, 4, 1)
    return birthday_age(born, april)
