"""The finder of the list: read from a form, written into an address without a name."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from central.applications.case import CaseFilter, CaseState
from central.applications.filter_form import address_of_filter, fields_of, read_filter

_FIELDS = ("text", "state", "event", "section", "identity", "first", "last", "order", "page", "sort", "turn")


def test_everything_chosen_is_read() -> None:
    wanted = read_filter(
        {"text": " 道志 ", "state": "open", "event": "TENKYO", "section": "福祉課", "identity": "none",
         "first": "2025-01-10", "last": "2025-01-15", "order": "oldest", "page": "3"}
    )  # fmt: skip
    assert wanted == CaseFilter(
        text="道志", states=(CaseState.RECEIVED, CaseState.IN_HAND, CaseState.CARRIED_OVER), life_event="TENKYO",
        section="福祉課", identity="none", first=date(2025, 1, 10), last=date(2025, 1, 15), order="oldest", page=3,
    )  # fmt: skip


def test_a_new_order_begins_at_the_first_page_and_a_page_keeps_the_order() -> None:
    assert read_filter({"order": "newest", "page": "4", "sort": "name"}).page == 1
    assert read_filter({"order": "name", "page": "1", "turn": "2"}) == CaseFilter(order="name", page=2)


def test_words_nobody_knows_choose_nothing() -> None:
    assert read_filter({"state": "x", "identity": "x", "first": "x", "order": "x", "page": "-1"}) == CaseFilter()


def test_what_was_searched_for_never_stands_in_an_address() -> None:
    wanted = read_filter({"text": "道志 花子", "state": "done", "section": "住民課", "page": "2"})
    address = address_of_filter("/cases", wanted)
    assert dict(parse_qsl(urlsplit(address).query)) == {"state": "done", "section": "住民課", "page": "2"}
    assert address_of_filter("/cases", CaseFilter(text="道志 花子")) == "/cases"


@given(st.dictionaries(st.sampled_from(_FIELDS), st.text(max_size=20)))
def test_any_form_is_read_and_comes_back_as_the_same_filter(sent: dict[str, str]) -> None:
    wanted = read_filter(sent)
    assert read_filter(fields_of(wanted)) == wanted
