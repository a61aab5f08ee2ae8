"""What the screens of a birth, a death, of what is only guided and of further matters say."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from pathlib import Path

import pytest

from edge_agent.visit.state import Look, Screen, State
from protocol.village.languages import Language

from .applying import MOVING
from .occasions import occasion_states
from .served import Served, make

STATES = occasion_states(MOVING)


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


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("more-events", "この中にない職員がいっしょにさがします"),
        ("household-death", "亡くなったのは、どなたですかこのたびは、お悔やみ申し上げます。別の世帯の方"),
        ("deceased", "亡くなった方のお名前をカタカナで"),
        ("deceased-problem", "カタカナで、60文字まで入れてください。"),
        ("role-death", "亡くなった方とのご関係"),
        ("role", "手続きをするのは、どなたですか同じ世帯の家族親権者・成年後見人"),
        ("role-nobody", "本人同じ世帯の家族頼まれた人（代理人）"),
        ("movers-guided", "手続きがいるのは何人ですか"),
        ("remaining-head-death", "新しい世帯主は、どなたですか同じ世帯の方の中からえらんでください。"),
        ("day-of-death", "亡くなった日はいつですか"),
        ("day-of-marriage", "婚姻届を出した日はいつですか"),
        ("day-of-marriage", "まだ出していない"),
        ("day-of-marriage", "今日までの日を入れてください。"),
        ("newborns", "何人生まれましたか"),
        ("born-on", "お子さんが生まれた日はいつですか"),
        ("newborn-sex", "1人目のお子さんお子さんの性別"),
        ("newborn-name", "2人目のお子さん"),
        ("guide-death", "死亡届は紙で出します。死亡診断書といっしょに、1番窓口へお出しください。"),
        (
            "guide-death",
            "死亡届・埋火葬許可申請亡くなったことを知った日から7日以内（亡くなった日に知ったときは12月28日（月）まで）",
        ),
        ("guide-death", "手続きをする方の本人確認書類（運転免許証など）をお持ちください。"),
        ("guide-agent", "職員証、ご本人が来られないことがわかる書類"),
        ("guide-agent", "職員がお話をうかがいます。"),
        ("guide-marriage", "婚姻届は紙で出します。証人2人の署名がいります。用紙は1番窓口でお渡しします。"),
        ("also", "あわせてする手続きをえらんでください"),
        ("review-birth", "お子さんが生まれたあとの手続き"),
        ("review-birth", "お子さんの性別女答えない変更お子さんのお名前ハナまだ決まっていない"),
        ("review-death", "亡くなった方道志太郎変更手続きをする方同じ世帯の家族変更"),
        ("review-death-elsewhere", "亡くなった方オオムロケン"),
        ("review-guided", "あわせてする手続き印鑑登録をしたい"),
        ("review-guided", "この内容で申し込む"),
        ("review-guided", "婚姻届の日まだ出していない変更"),
        ("review-guided-nobody", "手続きをする人数2人変更手続きをする方頼まれた人（代理人）"),
    ],
)
def test_a_screen_says_what_it_asks_or_what_comes_of_it(kiosk: Served, name: str, sentence: str) -> None:
    assert sentence in _words(_screen(kiosk, STATES[name]))


def test_the_condolences_stand_on_the_first_screen_of_a_death_and_on_no_other(kiosk: Served) -> None:
    card = replace(STATES["household-death"], screen=Screen.CARD, household=None, chosen=frozenset())
    assert "お悔やみ" in _words(_screen(kiosk, card))
    assert "お悔やみ" not in _words(_screen(kiosk, replace(card, life_event="SHUSSHO")))


def test_whoever_stands_here_is_not_among_those_who_may_have_died(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["household-death"])
    assert re.findall(r'value="choose-person"><input type="hidden" name="value" value="(\d)"', html) == ["1", "3", "4"]
    assert "choose-all" not in html


@pytest.mark.parametrize("name", ["review-death", "review-death-elsewhere", "review-birth", "guide-death"])
def test_a_death_and_a_birth_are_not_called_a_move(kiosk: Served, name: str) -> None:
    words = _words(_screen(kiosk, STATES[name]))
    assert "引っ越" not in words
    assert "新しい住まい" not in words


def test_further_matters_are_offered_quietly_beside_the_way_on(kiosk: Served) -> None:
    html = _screen(kiosk, STATES["guide-death"])
    assert re.search(r'value="show-also"><button class="button quiet"', html)
    assert 'value="next"' in html


def test_a_deadline_that_has_passed_is_said_as_such(kiosk: Served) -> None:
    old = replace(STATES["guide-death"].draft, moved_on=STATES["guide-death"].draft.moved_on.replace(month=3))  # type: ignore[union-attr]
    words = _words(_screen(kiosk, replace(STATES["guide-death"], draft=old)))
    assert "4月3日（金）まででした" in words
    assert "亡くなったことを知った日から7日以内（亡くなった日に知ったときは3月26日（木）まで）" in words
    assert "葬儀の次の日から2年以内" in words


@pytest.mark.parametrize("language", [each for each in Language if not each.is_japanese], ids=str)
@pytest.mark.parametrize("name", STATES)
def test_every_screen_speaks_every_language(kiosk: Served, name: str, language: Language) -> None:
    html = _screen(kiosk, replace(STATES[name], look=Look(language=language)))
    assert f'lang="{language.tag}"' in html
    assert html.count("<h1") == 1
