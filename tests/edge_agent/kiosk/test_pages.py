"""What every screen says, and what it never lets into the page."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from edge_agent.kiosk.pages import Pages
from edge_agent.visit.life_events import ABROAD, CODES, OTHER
from edge_agent.visit.state import Call, CallStatus, Look, Overlay, Screen, State, TextSize, Theme
from protocol.wire.messages.answers import LinkState

from .served import Served, make

EVENTS = State(screen=Screen.EVENTS, visit="v")


@pytest.fixture
def kiosk(tmp_path: Path) -> Served:
    """A kiosk whose pages are loaded."""
    made = make(tmp_path)
    made.pages.load()
    return made


def _screen(kiosk: Served, state: State) -> str:
    kiosk.show(state)
    return kiosk.pages.screen("c")


def _words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(("screen", "overlay", "status"), [*itertools.product(Screen, Overlay, CallStatus)], ids=str)
def test_every_screen_can_be_drawn_with_everything_over_it(
    kiosk: Served, screen: Screen, overlay: Overlay, status: CallStatus
) -> None:
    state = State(screen=screen, visit="v", overlay=overlay, call=Call(status, "e"), life_event="TENKYO")
    html = _screen(kiosk, state)
    assert html.count('id="kiosk"') == 1
    assert html.count("<h1") == (1 if overlay is Overlay.NONE else 2)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_life_event_has_a_tile_and_a_screen(kiosk: Served, code: str) -> None:
    more = [State(screen=Screen.MORE_EVENTS, visit="v")]
    more += [State(screen=Screen.ABROAD, visit="v", life_event=inland) for inland in ABROAD]
    assert any(f'name="value" value="{code}"' in _screen(kiosk, state) for state in (EVENTS, *more))
    words = _words(_screen(kiosk, State(screen=Screen.PREPARING, visit="v", life_event=code)))
    assert ("職員がいっしょにさがします" in words) == (code == OTHER)


def test_a_life_event_that_nobody_offered_is_not_repeated(kiosk: Served) -> None:
    html = _screen(kiosk, State(screen=Screen.PREPARING, visit="v", life_event="<script>"))
    assert "script" not in html
    assert "職員がいっしょにさがします" in html


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (Call(CallStatus.CALLING), "職員を呼んでいます。"),
        (Call(CallStatus.CALLING, "e"), "職員をお呼びしました。そのままお待ちください。"),
        (Call(CallStatus.BUFFERED, "e"), "通信が切れています。お近くの職員に声をかけてください。"),
        (Call(CallStatus.COMING, "e"), "職員がまいります。"),
    ],
)
def test_the_call_says_how_far_it_has_come(kiosk: Served, call: Call, sentence: str) -> None:
    assert sentence in _words(_screen(kiosk, State(screen=Screen.EVENTS, visit="v", call=call)))


@pytest.mark.parametrize("state", [State(), EVENTS])
def test_a_cut_line_is_said_on_the_first_screens_with_what_still_works(kiosk: Served, state: State) -> None:
    kiosk.cable.set(LinkState.DOWN)
    words = _words(_screen(kiosk, state))
    assert "通信が切れています。届け出の書類は、このまま作れます。証明書は1番窓口でお申し込みください。" in words
    assert "1通300円" not in words
    assert 'value="SHOMEI"' not in kiosk.pages.screen("c")


def test_a_cut_line_under_a_waiting_call_is_said_once(kiosk: Served) -> None:
    kiosk.cable.set(LinkState.DOWN)
    state = State(screen=Screen.EVENTS, visit="v", call=Call(CallStatus.BUFFERED, "e"))
    assert _words(_screen(kiosk, state)).count("通信が切れています") == 1


def test_only_certificates_are_missing_when_only_the_issuing_server_is_down(kiosk: Served) -> None:
    kiosk.cable.set(LinkState.UP, issuing=LinkState.DOWN)
    words = _words(_screen(kiosk, EVENTS))
    assert "証明書は、いまこの機械でお取り扱いできません。1番窓口でお申し込みください。" in words
    assert "通信が切れています" not in words


def test_what_is_not_known_yet_is_not_called_broken(kiosk: Served) -> None:
    kiosk.cable.set(LinkState.UNKNOWN, issuing=LinkState.UNKNOWN)
    html = _screen(kiosk, EVENTS)
    assert "通信が切れています" not in html
    assert "とまっています" not in html
    assert 'value="SHOMEI"' not in html


def test_a_closed_place_says_when_it_opens_and_calls_nobody(kiosk: Served) -> None:
    html = _screen(kiosk, State(screen=Screen.CLOSED))
    assert "次の受付は令和8年12月25日（金）午前8時30分からです" in _words(html)
    assert "call-staff" not in html


def test_size_and_colour_stand_on_the_screen(kiosk: Served) -> None:
    html = _screen(kiosk, State(screen=Screen.EVENTS, visit="v", look=Look(TextSize.LARGEST, Theme.CONTRAST)))
    assert 'data-text="largest" data-theme="contrast"' in html


def test_every_touch_carries_the_revision_and_the_token(kiosk: Served) -> None:
    html = _screen(kiosk, EVENTS)
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert len(forms) > 12
    for form in forms:
        assert f'name="revision" value="{kiosk.visit.state.revision}"' in form
        assert 'name="csrf" value="c"' in form


def test_the_version_changes_with_the_visit_and_with_the_line(kiosk: Served) -> None:
    versions = [kiosk.pages.version]
    kiosk.show(EVENTS)
    versions.append(kiosk.pages.version)
    kiosk.cable.set(LinkState.DOWN)
    versions.append(kiosk.pages.version)
    kiosk.cable.set(LinkState.UP, issuing=LinkState.DOWN)
    versions.append(kiosk.pages.version)
    assert len(set(versions)) == 4


def test_a_broken_promise_shows_a_number_and_nothing_else_about_itself(kiosk: Served) -> None:
    for whole in (True, False):
        html = kiosk.pages.broken("A1B2C3", whole=whole)
        assert ("<html" in html) == whole
        assert "職員をお呼びください" in html
        assert "A1B2C3" in html


def test_only_a_counter_at_practice_says_so_on_every_screen(kiosk: Served) -> None:
    practising = Pages(kiosk.settings, visit=kiosk.visit, links=kiosk.cable, clock=kiosk.clock, is_practice=True)
    practising.load()
    for screen in Screen:
        assert "練習" not in _words(_screen(kiosk, State(screen=screen, life_event="TENKYO")))
        assert "練習" in _words(practising.screen("c"))
