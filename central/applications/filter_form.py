"""The finder of the list: what a form says becomes a filter, and a filter becomes an address without a name in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from .case import CaseFilter, CaseState, IdentityState

OPEN = "open"
ORDERS = ("newest", "oldest", "number", "name", "state")
_LONGEST_TEXT = 100
_OPEN_STATES = tuple(state for state in CaseState if state.is_open)


def read_filter(sent: Mapping[str, str]) -> CaseFilter:
    """What was chosen; a word nobody knows chooses nothing. `sort` and `turn` are the buttons of the table."""
    sent = {name: plain(word) for name, word in sent.items()}
    order = _one_of(ORDERS, sent.get("sort") or sent.get("order", "")) or ORDERS[0]
    page = sent.get("turn", "") or sent.get("page", "")
    return CaseFilter(
        text=sent.get("text", "").strip()[:_LONGEST_TEXT],
        states=_states(sent.get("state", "")),
        life_event=sent.get("event", ""),
        section=sent.get("section", ""),
        identity=_one_of(tuple(IdentityState), sent.get("identity", "")),
        first=_day(sent.get("first", "")),
        last=_day(sent.get("last", "")),
        order=order,
        page=1 if sent.get("sort") else _page(page),
    )


def plain(text: str) -> str:
    """What was sent without the signs that no database keeps."""
    return "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff")


def fields_of(wanted: CaseFilter) -> dict[str, str]:
    """The filter as a form has it, the text included."""
    return {"text": wanted.text, **_public(wanted)}


def address_of_filter(path: str, wanted: CaseFilter) -> str:
    """The address of the list as it is filtered, without what was searched for: that may be a name."""
    usual = _public(CaseFilter())
    query = urlencode({name: value for name, value in _public(wanted).items() if value != usual[name]})
    return f"{path}?{query}" if query else path


def _public(wanted: CaseFilter) -> dict[str, str]:
    return {
        "state": _word(wanted.states),
        "event": wanted.life_event,
        "section": wanted.section,
        "identity": wanted.identity,
        "first": wanted.first.isoformat() if wanted.first else "",
        "last": wanted.last.isoformat() if wanted.last else "",
        "order": wanted.order,
        "page": str(wanted.page),
    }


def _states(word: str) -> tuple[CaseState, ...]:
    if word == OPEN:
        return _OPEN_STATES
    return tuple(state for state in CaseState if state == word)


def _word(states: tuple[CaseState, ...]) -> str:
    if states == _OPEN_STATES:
        return OPEN
    return states[0].value if len(states) == 1 else ""


def _one_of(known: tuple[str, ...], word: str) -> str:
    return str(next((each for each in known if each == word), ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _page(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
