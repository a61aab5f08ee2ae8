"""The language of the page: chosen on any screen, every answer kept, names written as the register has them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Look, Overlay, Screen, State
from protocol.village.languages import Language

from .applying import STATES as APPLICATION_STATES
from .families import STATES as IDENTITY_STATES
from .served import Served, make

EVENTS = State(screen=Screen.EVENTS, visit="v")
STATES = {
    "attract": State(),
    "closed": State(screen=Screen.CLOSED),
    "events": EVENTS,
    **IDENTITY_STATES,
    **APPLICATION_STATES,
}
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_JAPANESE_PARTS = re.compile(r'<(\w+)[^>]*\blang="ja"[^>]*>.*?</\1>', re.DOTALL)
_KEYS = re.compile(r'<div class="(?:keyboard|keypad)".*?</div>', re.DOTALL)
_FOR_READERS = re.compile(r'<span class="visually-hidden">.*?</span>')


@pytest.fixture
def kiosk(tmp_path: Path) -> Served:
    """A kiosk whose pages are loaded."""
    made = make(tmp_path)
    made.pages.load()
    return made


def _screen(kiosk: Served, state: State, language: Language, *, has_readings: bool = False) -> str:
    kiosk.show(replace(state, look=replace(state.look, language=language, has_readings=has_readings)))
    return kiosk.pages.screen("c")


@pytest.mark.parametrize("language", Language, ids=str)
def test_every_screen_can_be_drawn_in_every_language(kiosk: Served, language: Language) -> None:
    for name, state in STATES.items():
        html = _screen(kiosk, state, language)
        assert re.search(r'id="kiosk"[^>]* lang="([^"]+)"', html)[1] == language.tag, name  # type: ignore[index]
        assert html.count("<h1") == 1, name


@pytest.mark.parametrize(
    "language", [Language.ENGLISH, Language.KOREAN, Language.PORTUGUESE, Language.VIETNAMESE], ids=str
)
def test_what_is_said_in_another_language_has_no_kana_outside_what_is_marked_as_japanese(
    kiosk: Served, language: Language
) -> None:
    for name, state in STATES.items():
        html = _screen(kiosk, state, language)
        while (fewer := _JAPANESE_PARTS.sub("", html)) != html:
            html = fewer
        words = re.sub(r"<[^>]+>|「.」", " ", _FOR_READERS.sub("", _KEYS.sub("", html)))
        assert [word for word in words.split() if _KANA.search(word)] == [], name


def test_the_first_screen_offers_every_language_by_its_own_name(kiosk: Served) -> None:
    html = _screen(kiosk, State(), Language.JAPANESE)
    for language in Language:
        assert f'name="value" value="{language}"' in html
        assert f'lang="{language.tag}"' in html
        assert language.own_name in html


def test_the_page_says_its_language(kiosk: Served) -> None:
    kiosk.show(State(look=Look(language=Language.PORTUGUESE)))
    assert '<html lang="pt-BR">' in kiosk.pages.page("c")
    assert 'lang="pt-BR"' in kiosk.pages.broken("A1B2C3", whole=False)


async def test_an_answer_outlives_a_change_of_language(kiosk: Served) -> None:
    before = APPLICATION_STATES["question"]
    kiosk.show(before)
    draft = kiosk.visit.state.draft
    await kiosk.visit.act(Action.SHOW_LANGUAGES, kiosk.visit.state.revision)
    after = await kiosk.visit.act(Action.SET_LANGUAGE, kiosk.visit.state.revision, "vi")
    assert (after.look.language, after.overlay, after.screen) == (Language.VIETNAMESE, Overlay.NONE, before.screen)
    assert (after.draft, after.trail, after.chosen) == (draft, before.trail, before.chosen)


@pytest.mark.parametrize("language", Language, ids=str)
def test_the_key_under_which_typed_words_are_kept_does_not_know_the_language(kiosk: Served, language: Language) -> None:
    for name, state in STATES.items():
        keys = [
            re.findall(r'data-(?:entry|step)="([^"]*)"', _screen(kiosk, state, each))
            for each in (Language.JAPANESE, language)
        ]
        assert not state.visit or keys[0] == keys[1], name


def test_readings_stand_over_the_words_and_in_no_attribute(kiosk: Served) -> None:
    html = _screen(kiosk, EVENTS, Language.JAPANESE, has_readings=True)
    assert '<ruby>引<rt aria-hidden="true">ひ</rt></ruby>' in html
    assert not re.search(r"[\ufff9-\ufffb]", html)
    assert re.findall(r'="[^"]*<ruby>', html) == []
    plain = _screen(kiosk, EVENTS, Language.JAPANESE)
    stripped = re.sub(r"<rt .*?</rt>|</?(?:ruby|bdi)>", "", html)
    assert re.sub(r"<[^>]+>", "", stripped) == re.sub(r"<[^>]+>", "", plain)


@pytest.mark.parametrize("name", sorted(IDENTITY_STATES))
def test_no_name_has_a_reading(kiosk: Served, name: str) -> None:
    state = IDENTITY_STATES[name]
    html = _screen(kiosk, state, Language.JAPANESE, has_readings=True)
    for member in state.household.members if state.household is not None else ():
        people = re.findall(r'<span class="name">(.*?)<small>', html)
        assert all("<ruby>" not in person for person in people), member.key


@pytest.mark.parametrize("language", [each for each in Language if not each.is_japanese], ids=str)
def test_readings_are_for_japanese_only(kiosk: Served, language: Language) -> None:
    assert "<ruby>" not in _screen(kiosk, EVENTS, language, has_readings=True)
    kiosk.show(replace(EVENTS, overlay=Overlay.LANGUAGES, look=Look(language=language)))
    assert "set-readings" not in kiosk.pages.screen("c")


async def test_the_next_resident_starts_in_japanese(kiosk: Served) -> None:
    kiosk.show(replace(EVENTS, look=Look(language=Language.KOREAN, has_readings=True)))
    after = await kiosk.visit.act(Action.QUIT_FOR_SURE, kiosk.visit.state.revision)
    assert (after.is_resting, after.look) == (True, Look())


def test_a_birthday_is_written_in_the_calendar_of_the_language(kiosk: Served) -> None:
    name = next(name for name in IDENTITY_STATES if IDENTITY_STATES[name].screen is Screen.HOUSEHOLD)
    assert re.search("昭和|平成|令和", _screen(kiosk, IDENTITY_STATES[name], Language.PLAIN_JAPANESE))
    html = _screen(kiosk, IDENTITY_STATES[name], Language.ENGLISH)
    assert re.search(r"\w+ \d{1,2}, \d{4} \(age \d+\)", html)
