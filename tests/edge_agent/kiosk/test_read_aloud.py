"""What the voice reads: title, hints, buttons; never a name, a digit, or why a card was stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from edge_agent.kiosk.read_aloud import read_aloud
from edge_agent.kiosk.voice import Voice
from edge_agent.visit.state import Identification, Look, Screen, State, Stop
from edge_agent.visit.state import Voice as Reading
from protocol.village.languages import Language
from protocol.village.spoken import pieces, voice_name

from .applying import STATES as APPLICATION_STATES
from .families import STATES as IDENTITY_STATES
from .served import Served, make

STATES = {"events": State(screen=Screen.EVENTS, visit="v"), **IDENTITY_STATES, **APPLICATION_STATES}
ALOUD = Look(voice=Reading(is_on=True))


@pytest.fixture
def kiosk(tmp_path: Path) -> Served:
    """A kiosk whose pages are loaded."""
    made = make(tmp_path)
    made.pages.load()
    return made


def _aloud(kiosk: Served, state: State) -> tuple[str, ...]:
    kiosk.show(state)
    html = kiosk.pages.screen("c")
    return read_aloud(html[html.index("<main") :])


def test_the_title_comes_first_then_hints_then_buttons() -> None:
    html = "<main><button>つぎへ</button><h1>題<br>名</h1><p>ひと。ふた。</p></main>"
    assert read_aloud(html) == ("題", "名", "ひと。", "ふた。", "つぎへ")


@pytest.mark.parametrize(
    "silent",
    [
        '<div class="people"><button>道志　太郎</button></div>',
        '<button class="key">4</button>',
        '<p class="wrong" role="alert"><b>暗証番号がちがいます。</b></p>',
        '<p><span class="visually-hidden">見えない</span></p>',
        "<p><svg><text>図</text></svg></p>",
        '<p aria-hidden="true">かざり</p>',
        "<output>1-012</output>",
    ],
)
def test_what_is_nobody_elses_business_is_not_read(silent: str) -> None:
    assert read_aloud(f"<main>{silent}<h1>題</h1></main>") == ("題",)


@pytest.mark.parametrize("name", sorted(STATES))
def test_no_name_of_a_household_is_ever_read(kiosk: Served, name: str) -> None:
    state = STATES[name]
    said = " ".join(_aloud(kiosk, state))
    people = state.household.members if state.household is not None else ()
    assert [member.key for member in people if member.name in said] == []


def test_no_digit_key_of_a_number_pad_is_read(kiosk: Served) -> None:
    said = _aloud(kiosk, IDENTITY_STATES["pin"])
    assert said[0] == "暗証番号を入れてください"
    assert [piece for piece in said if piece.isdigit()] == []


@pytest.mark.parametrize("stop", Stop, ids=str)
def test_every_stop_sounds_the_same(kiosk: Served, tmp_path: Path, stop: Stop) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    tongue = kiosk.pages.tongue(Language.JAPANESE)
    texts = ("お取り扱いできません", "職員におたずねください。", tongue.text(f"stop.{stop}.title"), "もう一度ためす")
    for text in texts:
        (folder / f"{voice_name(text)}.ogg").write_bytes(b"OggS")
    voice = Voice(folder)
    voice.load()
    state = replace(IDENTITY_STATES["pin"], screen=Screen.STOP, identification=Identification(stop=stop))
    kiosk.show(state)
    heard = voice.files(Screen.STOP, kiosk.pages.screen("c"), tongue=tongue)
    assert heard == (voice_name("お取り扱いできません"), voice_name("職員におたずねください。"))


def test_only_what_was_spoken_is_read_and_in_japanese_only(kiosk: Served, tmp_path: Path) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    (folder / f"{voice_name('どんなことがありましたか')}.ogg").write_bytes(b"OggS")
    kiosk.pages.voice.load()
    kiosk.show(replace(STATES["events"], look=ALOUD))
    assert f'data-say="{voice_name("どんなことがありましたか")}"' in kiosk.pages.screen("c")
    kiosk.show(replace(STATES["events"], look=replace(ALOUD, language=Language.KOREAN)))
    html = kiosk.pages.screen("c")
    assert "data-say" not in html
    assert "show-voice" not in html


def test_readings_over_words_change_nothing_that_is_heard(kiosk: Served, tmp_path: Path) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    (folder / f"{voice_name('見つからないとき')}.ogg").write_bytes(b"OggS")
    kiosk.pages.voice.load()
    kiosk.show(replace(STATES["events"], look=replace(ALOUD, has_readings=True)))
    assert f'data-say="{voice_name("見つからないとき")}"' in kiosk.pages.screen("c")


def test_a_counter_without_spoken_files_offers_no_voice(kiosk: Served) -> None:
    kiosk.show(replace(STATES["events"], look=ALOUD))
    assert "show-voice" not in kiosk.pages.screen("c")


@pytest.mark.parametrize(
    ("text", "said"),
    [("一。二！三？四", ("一。", "二！", "三？", "四")), ("", ()), (" \n ", ()), ("一\n  二。", ("一 二。",))],
)
def test_a_text_falls_into_its_sentences(text: str, said: tuple[str, ...]) -> None:
    assert pieces(text) == said
