"""What the village wrote, in the language of the page; what is not translated stays 日本語 and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from edge_agent.visit.state import State
from protocol.village.guidance import Guidance
from protocol.village.languages import Language

from .applying import STATES
from .served import Served, make


@pytest.fixture
def kiosk(tmp_path: Path) -> Served:
    """A kiosk whose pages are loaded."""
    made = make(tmp_path)
    made.pages.load()
    return made


def _screen(kiosk: Served, state: State, language: Language, *, has_readings: bool = False) -> str:
    kiosk.show(replace(state, look=replace(state.look, language=language, has_readings=has_readings)))
    return kiosk.pages.screen("c")


def _without(text: str) -> State:
    """The guide of a village that has changed one text: nothing is translated under the new one."""
    state = STATES["guide"]
    assert state.footing is not None
    catalogue = state.footing.catalogue
    words = {source: found for source, found in catalogue.translations.items() if source != text}
    changed = msgspec.structs.replace(catalogue, translations=words)
    guidance = Guidance(changed, state.footing.guidance.version, state.footing.today)
    return replace(state, footing=replace(state.footing, guidance=guidance))


def test_the_guide_names_procedures_counters_and_what_to_bring(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["guide"], Language.ENGLISH)
    assert "Change-of-address notification (転居届)" in html
    assert "1st floor, counter 1" in html
    assert 'aria-label="1st floor, counter 1 Residents&#39; Section"' in html
    assert "Identity document" in html


def test_what_has_no_translation_stays_japanese_and_is_marked(kiosk: Served) -> None:
    whole = _screen(kiosk, STATES["guide"], Language.VIETNAMESE)
    lacking = _screen(kiosk, _without("転居届"), Language.VIETNAMESE)
    assert "Khai báo chuyển chỗ ở (転居届)" in whole
    assert '<span lang="ja">転居届</span>' not in whole
    assert "Khai báo chuyển chỗ ở (転居届)" not in lacking
    assert '<span lang="ja">転居届</span>' in lacking


def test_a_question_is_asked_in_the_language(kiosk: Served) -> None:
    state = STATES["question"]
    assert state.footing is not None
    japanese, english = (_screen(kiosk, state, each) for each in (Language.JAPANESE, Language.ENGLISH))
    heading = japanese.partition("<h1>")[2].partition("</h1>")[0]
    translated = state.footing.catalogue.translated(heading, Language.ENGLISH)
    assert translated is not None
    assert f"<h1>{translated.replace(chr(39), '&#39;')}</h1>" in english


def test_readings_stand_over_what_the_village_wrote(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["guide"], Language.JAPANESE, has_readings=True)
    assert '<ruby>転居<rt aria-hidden="true">てんきょ</rt></ruby>' in html
    assert 'aria-label="1階 1番窓口 住民課"' in html
