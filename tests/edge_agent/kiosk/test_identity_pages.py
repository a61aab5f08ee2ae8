"""What the screens from the card to the household say, and that a neutral stop is always the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from structlog.testing import capture_logs

from edge_agent.kiosk.people import PeopleWords
from edge_agent.texts.catalogue import read_texts
from edge_agent.visit.state import Assurance, Card, CardState, Clerk, Identification, Screen, State, Stop
from protocol.village.lettering import Lettering
from protocol.wire.messages.answers import LinkState
from protocol.wire.messages.residents import Birth, Household

from .families import AT_HOME, BEGUN, FAMILY, PIN, STATES, stopped, with_tries
from .served import Served, make

STOPS = {
    Stop.NO_CERTIFICATE: "電子証明書が入っていないため、利用できません窓口へお越しください。",
    Stop.NO_PIN: "このカードには暗証番号がありません職員がお手伝いします。",
    Stop.PIN_LOCKED: "暗証番号がロックされました窓口で再設定できます（本人確認書類が必要）。",
    Stop.EXPIRED: "電子証明書の有効期限が切れています更新は窓口でできます（無料）。",
    Stop.UNDER_AGE: "このカードでは手続きができません15歳未満の方は、窓口へお越しください。",
    Stop.UNAVAILABLE: "ただいま本人確認ができませんしばらくしてから、もう一度ためしてください。",
    Stop.NEUTRAL: "お取り扱いできません職員におたずねください。料金はかかっていません。カードをお取りください。",
}


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


def _without_revision(html: str) -> str:
    return re.sub(r'((?:data-|name=")revision"?(?: value)?=|data-version=)"[-\d]+"', "", html)


def _actions(html: str) -> set[str]:
    return set(re.findall(r'name="action" value="([\w-]+)"', html))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("card", "カードを待っています"),
        ("card-away", "カードを読み取る機械が使えません職員がお手伝いします。"),
        ("card-foreign", "このカードでは利用できません。マイナンバーカードを置いてください。"),
        ("card-unreadable", "カードが読み取れません。もう一度置いてください。"),
        ("card-pulled", "カードがはなれました。もう一度置いてください。"),
        ("pin", "3回つづけてまちがえると使えなくなります。"),
        ("pin-wrong", "暗証番号がちがいます。あと2回です。"),
        ("pin-last", "あと1回まちがえると使えなくなります。"),
        ("last-try", "あと1回まちがえると、カードが使えなくなります"),
        ("checking", "確認しています"),
        ("take-card", "カードをお取りください"),
    ],
)
def test_a_screen_says_what_is_the_matter(kiosk: Served, name: str, sentence: str) -> None:
    assert sentence in _words(_screen(kiosk, STATES[name]))


@pytest.mark.parametrize("tries", [1, 2, 3, None])
def test_the_tries_on_the_screen_are_those_the_card_told(kiosk: Served, tries: int | None) -> None:
    card = replace(PIN.card, tries=tries)
    words = _words(_screen(kiosk, replace(PIN, card=card, identification=Identification(was_wrong=True))))
    assert ("暗証番号がちがいます。" + (f"あと{tries}回です。" if tries else "")) in words
    assert "None" not in words


def test_the_number_screen_holds_no_digit_but_the_keys(kiosk: Served) -> None:
    html = _screen(kiosk, PIN)
    assert re.findall(r'data-key="(\w+)"', html) == [*"123456789", "clear", "0", "erase"]
    assert 'type="password" name="pin" inputmode="numeric" maxlength="4" autocomplete="off"' in html
    assert len(re.findall(r"<i[ >]", html)) == 4


def test_the_last_try_needs_a_yes_of_its_own(kiosk: Served) -> None:
    html = _screen(kiosk, with_tries(1, was_wrong=True, screen=Screen.LAST_TRY))
    assert {"agree-last-try", "call-staff", "no-card"} <= _actions(html)
    assert 'name="pin"' not in html


def test_checking_can_be_ended_and_nothing_else(kiosk: Served) -> None:
    assert _actions(_screen(kiosk, STATES["checking"])) == {"show-languages", "show-look", "call-staff", "quit"}


@pytest.mark.parametrize("stop", Stop)
def test_every_stop_says_one_sentence_and_what_to_do(kiosk: Served, stop: Stop) -> None:
    html = _screen(kiosk, stopped(stop))
    assert STOPS[stop] in _words(html)
    assert ("try-again" in _actions(html)) == (stop is Stop.UNAVAILABLE)
    assert ("no-card" in _actions(html)) == (stop is not Stop.NEUTRAL)
    assert "quit-for-sure" in _actions(html)


def test_a_neutral_stop_is_the_same_to_the_byte_whatever_led_to_it(kiosk: Served) -> None:
    neutral = stopped(Stop.NEUTRAL)
    identification = neutral.identification
    roads = (
        neutral,
        replace(neutral, life_event="TENNYU", trail=()),
        replace(neutral, visit="other", card=Card(CardState.NONE)),
        replace(neutral, identification=replace(identification, was_wrong=True)),
        replace(neutral, identification=replace(identification, assurance=Assurance.PENDING)),
        replace(neutral, household=FAMILY, chosen=frozenset({"1"}), clerk=Clerk.ASKED),
    )
    assert len({_without_revision(_screen(kiosk, road)) for road in roads}) == 1


def test_no_household_looks_the_same_whoever_asked(kiosk: Served) -> None:
    without = STATES["no-household"]
    pages = {
        _without_revision(_screen(kiosk, replace(without, identification=Identification(assurance))))
        for assurance in Assurance
    }
    assert len(pages) == 1
    assert "ご家族の情報は窓口で確認します" in _words(pages.pop())


def test_the_household_stands_in_the_order_in_which_it_came(kiosk: Served) -> None:
    for members in (FAMILY.members, FAMILY.members[::-1]):
        html = _screen(kiosk, replace(AT_HOME, household=Household(is_known=True, members=members)))
        assert re.findall(r'name="value" value="(\d)"', html) == [each.key for each in members]


def test_people_are_said_with_relation_birth_and_age(kiosk: Served) -> None:
    words = _words(_screen(kiosk, AT_HOME))
    assert "道志太郎世帯主昭和25年4月1日（76歳）" in words
    assert "王美玲同居人WANGMEILING1990年12月25日（35歳）" in words
    assert "FERNANDA子の妻1985年6月12日（41歳）" in words
    assert "昭和5年頃引っ越さない" in words


@pytest.mark.parametrize(
    ("chosen", "tally"),
    [
        ("", "まだ選んでいません"),
        ("3456", "4人を選んでいます（世帯の一部が引っ越します）"),
        ("123456", "6人を選んでいます（世帯の全員が引っ越します）"),
    ],
)
def test_the_tally_says_who_is_chosen(kiosk: Served, chosen: str, tally: str) -> None:
    html = _screen(kiosk, replace(AT_HOME, chosen=frozenset(chosen)))
    assert tally in _words(html)
    assert html.count('aria-checked="true"') == len(chosen)
    assert ("next" in _actions(html)) == bool(chosen)


def test_another_life_event_does_not_speak_of_moving(kiosk: Served) -> None:
    words = _words(_screen(kiosk, replace(AT_HOME, life_event="HOKEN", chosen=frozenset("1"))))
    assert "引っ越" not in words


def test_a_character_without_a_shape_is_shown_as_a_geta_and_said_so(kiosk: Served) -> None:
    assert "〓は、この画面では表せない文字です。" in _words(_screen(kiosk, AT_HOME))
    without = replace(AT_HOME, household=Household(is_known=True, members=FAMILY.members[:5]))
    assert "〓" not in _screen(kiosk, without)


def test_a_name_is_drawn_by_the_font_that_has_its_characters(kiosk: Served) -> None:
    names = "斉\U000e0103藤　𠮷男\u3000渡邉\U000e01ef"
    family = Household(is_known=True, members=(msgspec.structs.replace(FAMILY.members[0], name=names),))
    html = _screen(kiosk, replace(AT_HOME, household=family))
    assert '<span class="mj">斉\U000e0103</span>藤　<span class="mj">𠮷</span>男　渡〓<small>' in html
    assert "〓は、この画面では表せない文字です。" in html


def test_missing_characters_are_logged_by_their_number_alone(kiosk: Served) -> None:
    with capture_logs() as logs:
        _screen(kiosk, AT_HOME)
        _screen(kiosk, AT_HOME)
    assert logs == [{"event": "kiosk.characters-missing", "count": 1, "log_level": "warning"}]


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (Birth("2026-12-24"), "令和8年12月24日（0歳）"),
        (Birth("2006-12-25"), "平成18年12月25日（19歳）"),
        (Birth("2027-01-01"), "令和9年1月1日"),
        (Birth("", "年月日不詳", True), "年月日不詳"),
        (Birth("1930-01-01", "昭和5年頃", True), "昭和5年頃"),
    ],
)
def test_a_birth_date_is_said_in_the_era_and_an_unknown_one_in_its_own_words(
    kiosk: Served, birth: Birth, said: str
) -> None:
    family = Household(is_known=True, members=(msgspec.structs.replace(FAMILY.members[0], birth=birth),))
    settings = kiosk.settings
    words = PeopleWords(read_texts(), Lettering.open(settings.text_font, settings.name_font))
    (shown,) = words.people(family, frozenset(), date(2026, 12, 24))
    assert str(shown.birth) == said
    assert "道志" not in repr(shown)


def test_a_cut_line_while_waiting_for_a_clerk_is_said(kiosk: Served) -> None:
    waiting = replace(BEGUN, screen=Screen.FACE_TO_FACE, clerk=Clerk.ASKED)
    assert "職員を待っています" in _words(_screen(kiosk, waiting))
    kiosk.cable.set(LinkState.DOWN)
    assert "お近くの職員に声をかけてください。" in _words(_screen(kiosk, waiting))
    assert "確認がすみました。" in _words(_screen(kiosk, replace(waiting, clerk=Clerk.CONFIRMED)))


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_touch_of_these_screens_carries_the_revision_and_the_token(kiosk: Served, name: str) -> None:
    html = _screen(kiosk, STATES[name])
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert forms
    for form in forms:
        assert f'name="revision" value="{kiosk.visit.state.revision}"' in form
        assert 'name="csrf" value="c"' in form
