"""A line of the list as the cells of a file."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from ..texts.catalogue import Texts
from .case import CaseRow

_JAPAN = ZoneInfo("Asia/Tokyo")
_HEADS = (
    "number", "event", "applicant", "people", "received", "elapsed-minutes", "state", "taken-by", "identity",
    "ticked-count", "needed-count", "marks", "where",
)  # fmt: skip


def cell_heads(texts: Texts) -> tuple[str, ...]:
    """The heads in words."""
    return tuple(texts(f"applications.list.{head}") for head in _HEADS)


def case_cells(row: CaseRow, texts: Texts, now: datetime) -> tuple[str, ...]:
    """The cells of one line, in the order of the heads; 経過 is empty for a case that is over."""
    event = f"life-event.{row.life_event}"
    return (
        row.number,
        texts(event if event in texts else "life-event.OTHER"),
        row.applicant,
        str(row.people),
        f"{row.since.astimezone(_JAPAN):%Y-%m-%d %H:%M}",
        str(int(row.waited(now).total_seconds()) // 60) if row.state.is_open else "",
        texts(f"applications.state.{row.state}"),
        row.taken_by,
        texts(f"applications.identity.{row.identity}"),
        str(row.ticked),
        str(row.needed),
        "・".join(_marks(row, texts)),
        f"{row.terminal_name}（{row.place}）" if row.place else row.terminal_name,
    )


def _marks(row: CaseRow, texts: Texts) -> list[str]:
    marks = ("offline" if row.offline else "", row.clash_mark, "" if row.clock_trusted else "clock")
    return [texts(f"applications.mark.{mark}") for mark in marks if mark]
