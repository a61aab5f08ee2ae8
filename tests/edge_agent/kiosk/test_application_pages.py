"""What the screens of an application say, what they send, and how answers are put into words."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from edge_agent.kiosk.address_words import town_rows
from edge_agent.kiosk.calendar_words import CalendarWords
from edge_agent.kiosk.day_words import day_entry, moved_on
from edge_agent.kiosk.review import grouped
from edge_agent.visit.draft import Draft, OwnWords, Problem, ScanNotice, SlipState, Written
from edge_agent.visit.state import Assurance, Identification, Screen, State
from protocol.village.catalogue import Catalogue

from .applying import ACCEPTED, ALONE, FOOTING, MOVING, OWN, STATES, TODAY, accepted, asking, at
from .families import USABLE
from .served import Served, make

CHOSEN = re.compile(r'name="value" value="([^"]*)"')

ENDED = ("done", "attract", "closed", "take")


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
    return markup.unescape(re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html)))


def _actions(html: str) -> set[str]:
    return set(re.findall(r'name="action" value="([\w-]+)"', html))


def _values(html: str, action: str) -> list[str]:
    forms = [form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'value="{action}"' in form]
    return ["".join(CHOSEN.findall(form)) for form in forms]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no-household-card", "カードからお名前を読み取る"),
        ("card-text", "（券面事項入力補助用の暗証番号）"),
        ("card-text-wrong", "暗証番号がちがいます。あと2回です。"),
        ("card-text-last", "あと1回まちがえると、この番号が使えなくなります"),
        ("card-text-locked", "この暗証番号はロックされています"),
        ("name", "お名前をカタカナで"),
        ("name-problem", "カタカナで、60文字まで入れてください。"),
        ("movers", "引っ越したのは、あなたを入れて何人ですか"),
        ("remaining-head", "残る方の新しい世帯主は、どなたですか"),
        ("lot", "〒402-0209道志村（竹之本）"),
        ("abroad-leaving", "どこへ引っ越しますか日本の中外国"),
        ("abroad-arriving", "どこから引っ越してきましたか日本の中外国"),
        ("leaving-household", "この中で、村の外へ引っ越すのはだれですか"),
        ("municipality-inside", "村の中の引っ越しは「村の中で引っ越した」からお進みください。"),
        ("leaving-day", "引っ越す日はいつですか"),
        ("leaving-review", "村の外への引っ越し（転出届）引っ越す日令和8年11月20日（金）変更引っ越す人"),
        ("leaving-review", "引っ越し先東京都世田谷区変更カードでの転入はい変更"),
        ("abroad-review", "引っ越し先ドイツ変更"),
        ("change-kind", "世帯を分ける同じ家で、生計が別になります世帯を一緒にする"),
        ("change-kind-alone", "お一人の世帯では、できません。"),
        ("parting-household", "この中で、別の世帯になるのはだれですか"),
        ("parting-household", "全員は選べません。残る方がいないと、世帯を分けられません。"),
        ("uniting-household", "この中で、ほかの世帯に入るのはだれですか"),
        ("livelihood-apart", "残る方とは、生計が別ですか"),
        ("livelihood-apart", "生計が同じときは、世帯を分けられません。職員を呼んでください。"),
        ("livelihood-shared", "入る世帯の方と、生計は同じですか"),
        ("young-head", "世帯主が15歳になっていませんこのまま進めます。"),
        ("change-review", "世帯の変更入る世帯を変える変更世帯が変わった日"),
        ("change-review", "ほかの世帯に入る人道志健太道志美咲道志そら（3人）変更入る世帯の世帯主オオムロケン"),
        ("head-review", "世帯の変更世帯主を変える変更世帯が変わった日"),
        ("no-household-newcomer", "引っ越してきた方のことをうかがいます"),
        ("birth", "ドウシソラ生年月日"),
        ("birth", "昭和平成令和大正西暦"),
        ("birth-western", "西暦は、1868年からの4けたの数字で入れてください。"),
        ("arriving-review-western", "生年月日1985年3月15日変更"),
        ("proxy", "代理の方の手続きは、窓口で受け付けます"),
        ("proxy", "ご本人が書いた委任状と、手続きをする方の本人確認書類をお持ちください。"),
        ("movers", "代理の方はこちら"),
        ("guide-of-another", "手続きをする方の本人確認書類（運転免許証など）をお持ちください。"),
        ("review-of-another", "手続きをする方同じ世帯の家族"),
        ("relation-problem", "世帯主は一人です。ほかの続柄をえらんでください。"),
        ("newcomers", "1道志次郎世帯主男平成2年4月1日2ドウシハル妻女平成3年5月5日変更外す3ドウシソラ（まだ途中です）"),
        ("newcomers-problem", "世帯主になる方がいません。"),
        ("arriving-with-card", "前の市区町村で、マイナンバーカードを使って転出の手続きをしましたか"),
        ("question-together", "引っ越してきたみなさんについて"),
        ("arriving-review", "引っ越してきた人ドウシハル（妻・女・平成3年5月5日）（2人）変更"),
        ("arriving-review", "生年月日昭和60年1月7日変更続柄そのほか変更"),
        ("lot-problem", "番地がわかりません。数字から入れてください。"),
        ("same-address", "前の住所と同じです道志村6181番地1サクラ住宅101"),
        ("moved-on-problem", "今日までの日を入れてください。"),
        ("telephone-problem", "電話番号は、10けたか11けたの数字です。"),
        ("sign-problem", "受け付けられませんでした。"),
        ("question-hint", "スクールバスのご案内をします。"),
        ("question-person", "道志美咲についてマイナンバーカードを持っていますか"),
        ("done", "受け付けましたあなたの受付番号1-012番号でお呼びしますカードをお取りください受付票を印刷しています"),
        ("done-printed", "下から出る受付票をお取りください1番窓口の前でお待ちください"),
        ("done-offline", "通信が直りしだい、自動で役場に届きます。お手続きのやり直しはいりません。"),
    ],
)
def test_a_screen_says_what_it_asks_or_what_is_wrong(kiosk: Served, name: str, sentence: str) -> None:
    assert sentence in _words(_screen(kiosk, STATES[name]))


@pytest.mark.parametrize("name", STATES)
def test_everything_that_is_sent_carries_the_token_and_the_revision(kiosk: Served, name: str) -> None:
    html = _screen(kiosk, STATES[name])
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    for form in forms:
        assert f'name="revision" value="{kiosk.visit.state.revision}"' in form
        assert 'name="csrf" value="c"' in form
    assert html.count("<h1") == 1
    assert "None" not in _words(html)


@pytest.mark.parametrize(
    "name", [name for name in STATES if not name.startswith(("done", "attract", "closed", "take"))]
)
def test_every_screen_before_the_end_can_be_quit_and_staff_called(kiosk: Served, name: str) -> None:
    actions = _actions(_screen(kiosk, STATES[name]))
    assert {"call-staff", "show-look"} <= actions
    assert ("quit" in actions) == (STATES[name].visit != "")
    assert ("back" in actions) == (STATES[name].visit != "" and not STATES[name].card_text.is_reading)


def test_a_capacity_that_follows_from_who_moves_is_said_but_not_changed(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["review-of-another"])
    assert "role" not in _values(html, "change")
    assert "手続きをする方" not in _words(_screen(kiosk, STATES["review"]))


@pytest.mark.parametrize(("screen", "is_offered"), [("household", True), ("household-death", False)])
def test_the_way_for_a_proxy_stands_where_people_are_chosen_who_move(
    kiosk: Served, screen: str, is_offered: bool
) -> None:
    state = STATES["household-death"] if screen == "household-death" else at(Screen.HOUSEHOLD)
    assert ("for-another" in _actions(_screen(kiosk, state))) == is_offered


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_sentence_that_is_announced(kiosk: Served, problem: Problem) -> None:
    html = _screen(kiosk, at(Screen.MOVED_ON, MOVING, problem=problem))
    assert re.search(r'class="refused" role="alert">.*?<b>[^<]+。</b>', html)


@pytest.mark.parametrize("notice", ScanNotice)
def test_what_was_scanned_is_said_in_a_strip_on_any_screen(kiosk: Served, notice: ScanNotice) -> None:
    for state in (State(scan=notice), replace(MOVING, scan=notice)):
        strip = re.search(r'<div class="notice scan.*?</div>', _screen(kiosk, state))
        assert strip is not None
        assert _words(strip[0]).endswith("。")


@pytest.mark.parametrize("screen", [Screen.ATTRACT, Screen.CLOSED, Screen.FULL, Screen.TAKE_CARD])
def test_the_last_number_stands_on_every_resting_screen(kiosk: Served, screen: Screen) -> None:
    assert "さきほどの受付番号1-012" in _words(_screen(kiosk, State(screen=screen, accepted=ACCEPTED)))
    assert "さきほど" not in _words(_screen(kiosk, State(screen=screen)))


@pytest.mark.parametrize("slip", [SlipState.FAILED, SlipState.NO_PRINTER])
def test_a_slip_that_will_not_come_is_said_so(kiosk: Served, slip: SlipState) -> None:
    assert "受付票が印刷できません。番号を書きとめてください" in _words(_screen(kiosk, accepted(slip)))


def test_the_card_is_offered_only_when_it_lies_there_whoever_stands_here(kiosk: Served) -> None:
    without = at(Screen.NO_HOUSEHOLD, ALONE)
    assert "read-card-text" not in _actions(_screen(kiosk, without))
    offers = {
        "read-card-text" in _actions(_screen(kiosk, replace(without, card=USABLE, identification=Identification(how))))
        for how in Assurance
    }
    assert offers == {True}


def test_the_last_try_of_the_other_number_needs_a_yes_of_its_own(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["card-text-last"])
    assert {"agree-last-try", "next"} <= _actions(html)
    assert 'name="pin"' not in html


def test_the_other_number_goes_to_a_door_of_its_own(kiosk: Served) -> None:
    assert 'id="pin-form" method="post" action="/card-text-pin"' in _screen(kiosk, STATES["card-text"])


def test_every_town_is_a_tile_under_its_kana(kiosk: Served) -> None:
    catalogue = FOOTING.catalogue
    html = _screen(kiosk, STATES["town"])
    assert _values(html, "choose-town") == [*(town.name for town in catalogue.towns), ""]
    rows = town_rows(catalogue)
    assert [row.kana for row in rows] == ["ア", "カ", "サ", "タ", "ナ", "ハ", "ヤ"]
    assert sum(len(row.towns) for row in rows) == len(catalogue.towns)


def test_people_to_choose_from_are_those_who_move_or_those_who_stay(kiosk: Served) -> None:
    assert _values(_screen(kiosk, STATES["head"]), "choose-head") == ["2", "3", "4"]
    stay = replace(STATES["remaining-head"], chosen=frozenset({"1"}))
    assert _values(_screen(kiosk, stay), "choose-remaining-head") == ["2", "3", "4"]


def test_choices_of_the_catalogue_become_tiles_and_what_was_answered_is_marked(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["question-choice"])
    assert _values(html, "answer") == ["KOKUHO", "SHAHO", "KOUKI", "NONE", "unknown"]
    assert html.count('aria-pressed="true"') == 1


def test_several_choices_are_checkboxes_of_one_form(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["question-many"])
    assert re.findall(r'type="checkbox" name="value" id="option-\d" value="(\w+)"( checked)?', html) == [
        ("SHINTAI", " checked"),
        ("RYOIKU", ""),
        ("SEISHIN", ""),
    ]
    assert _values(html, "answer")[1:] == ["unknown"]


def test_the_progress_of_questions_is_said(kiosk: Served) -> None:
    words = _words(_screen(kiosk, asking("a.has_dog", "", False)))
    assert re.search(r"質問2（あと\d+問）", words)


def test_the_guide_counts_what_is_needed_and_stands_by_section_in_walking_order(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["guide"])
    places = re.findall(r'<section class="counter" aria-label="([^"]+)"', html)
    walked = list(dict.fromkeys(f"{each.place} {each.section}" for each in FOOTING.catalogue.departments))
    listed = [place for place in places if place != "お渡しするもの"]
    assert listed == [place for place in walked if place in listed]
    must = html.count('"badge must"')
    assert f"必要な手続きは{must}つです" in _words(html)
    assert html.count("badge ask") > 9
    assert f"窓口で確認するものが{html.count('badge ask')}件あります。" in _words(html)
    assert "本人確認書類" in html


def test_the_check_page_repeats_every_answer_and_names_what_each_button_changes(kiosk: Served) -> None:
    html = _screen(kiosk, MOVING)
    words = _words(html)
    for sentence in (
        "引っ越した日令和8年11月20日（金）",
        "引っ越した人道志健太道志美咲道志そら（3人）",
        "新しい住所〒402-0209道志村6181番地1サクラ住宅101",
        "新しい家での世帯引っ越した人だけの世帯になる",
        "新しい世帯主道志健太",
        "昼間の電話090-0000-1234",
        "村の水道を使う：はい",
        "道志健太国民年金の種別：第1号",
        "道志美咲障害者手帳：身体障害者手帳・精神障害者保健福祉手帳",
        "道志美咲要介護・要支援の認定：受けていない",
        "新しい住民票などが今日必要：わからない",
    ):
        assert sentence in words
    assert _values(html, "change") == ["moved-on", "people", "address", "joining", "head", "telephone", "answers"]
    assert 'aria-label="引っ越した日を変更"' in html


def test_the_check_page_of_somebody_without_a_household_has_a_name_and_a_number(kiosk: Served) -> None:
    html = _screen(kiosk, ALONE)
    assert "お名前ドウシハナコ" in _words(html)
    assert "引っ越した人数3人" in _words(html)
    assert {"name", "movers"} <= {*_values(html, "change")}
    from_card = OwnWords(name="道志　花子", kana=OWN.kana, is_from_card=True)
    html = _screen(kiosk, at(Screen.REVIEW, ALONE, own=from_card, telephone=""))
    assert "道志花子" in _words(html)
    assert "昼間の電話なし" in _words(html)
    assert "name" not in _values(html, "change")


def test_who_stays_is_on_the_check_page_only_when_there_was_a_choice(kiosk: Served) -> None:
    leaving = replace(at(Screen.REVIEW, MOVING, remaining_head="2"), chosen=frozenset({"1"}))
    assert "残る方の世帯主道志健太" in _words(_screen(kiosk, leaving))
    last = replace(leaving, chosen=frozenset({"1", "3", "4"}))
    assert "残る方の世帯主" not in _words(_screen(kiosk, last))


def test_the_sign_screen_names_who_signs(kiosk: Served) -> None:
    assert "届出人道志健太" in _words(_screen(kiosk, STATES["sign"]))
    assert "届出人ドウシハナコ" in _words(_screen(kiosk, at(Screen.SIGN, ALONE)))


def test_names_are_text_and_never_markup(kiosk: Served) -> None:
    own = OwnWords(kana="<script>")
    for screen in (Screen.REVIEW, Screen.SIGN):
        assert "<script>" not in _screen(kiosk, at(screen, ALONE, own=own))
    assert "<script>" not in _screen(kiosk, at(Screen.REVIEW, MOVING, building="<script>"))


def test_a_screen_without_a_catalogue_says_so_little_but_stands(kiosk: Served) -> None:
    for screen in Screen:
        assert _screen(kiosk, State(screen=screen, visit="v", life_event="TENKYO")).count("<h1") == 1


@pytest.mark.parametrize(
    ("written", "day", "words"),
    [
        (Written("R", 8, 11, 20), date(2026, 11, 20), "令和8年11月20日（金）"),
        (Written("R", 1, 5, 1), date(2019, 5, 1), "令和元年5月1日（水）"),
        (Written("H", 31, 4, 30), date(2019, 4, 30), "平成31年4月30日（火）"),
    ],
)
def test_the_day_is_said_in_the_era_in_which_it_was_entered(written: Written, day: date, words: str) -> None:
    assert moved_on(Draft(moved_on=day, moved_on_written=written), CalendarWords()) == words


def test_the_eras_on_offer_know_their_years() -> None:
    eras = day_entry(Draft(), TODAY).eras
    assert [(era.letter, era.before, era.years, era.is_chosen) for era in eras] == [
        ("R", 2018, 8, True),
        ("H", 1988, 31, False),
    ]
    entered = day_entry(Draft(moved_on_written=Written("H", 31, 4, 30)), TODAY)
    assert (entered.year, entered.month, entered.day, entered.eras[1].is_chosen) == ("31", "4", "30", True)


@pytest.mark.parametrize(("digits", "shown"), [("09000001234", "090-0000-1234"), ("0554522111", "0554522111")])
def test_only_a_number_whose_parts_are_certain_is_divided(digits: str, shown: str) -> None:
    assert grouped(digits) == shown


def test_there_are_no_rows_without_a_catalogue() -> None:
    nothing: Catalogue | None = None
    assert town_rows(nothing) == ()
