"""The page of a case: what it shows, what a clerk does there, and two clerks at once."""

from __future__ import annotations

import re

import msgspec
import pytest

from central.applications.case import CaseState, IdentityState
from central.applications.happened import Happened, Ticking
from central.applications.queries import case_view
from central.applications.use_cases.note_identity import note_identity
from central.audit.queries import lines_of
from central.texts.catalogue import read_texts
from protocol.wire.messages.applications import Elsewhere, HouseholdPlan, Listed, Occurred
from protocol.wire.messages.residents import Sex

from ...console.village import Browser
from ..counter import CLERK, HOUSEHOLD, application, person
from .hall import Hall


async def test_a_case_stands_on_its_page_in_words(hall: Hall) -> None:
    case = await hall.hand_in()
    page = await _page(await hall.clerk(), case)
    for words in (
        "1-012", "転居", "令和8年3月28日（土）", "道志村8120番地3", "さくら住宅101", "道志村6181番地1",
        "新しい世帯をつくる",
        "道志 健太", "ドウシ ケンタ", "09000001234", "住基情報 4月1日（水）9:00 現在", "転居届", "窓口で確認",
        "1階 2番窓口", "犬を飼っていますか", "わからない", "受け付けました", "本人確認 未", "対象にならなかった手続き",
    ):  # fmt: skip
        assert words in page, words


async def test_without_the_registry_the_page_says_so(hall: Hall) -> None:
    case = await hall.hand_in(application(household_as_of=""))
    assert "住基情報なし" in await _page(await hall.clerk(), case)


@pytest.mark.parametrize(
    ("role", "words"), [("self", "本人"), ("head", "同じ世帯の世帯主"), ("family", "同じ世帯の家族")]
)
async def test_a_case_says_in_what_capacity_somebody_applied(hall: Hall, role: str, words: str) -> None:
    page = await _page(await hall.clerk(), await hall.hand_in(application(role=role)))
    assert f"<dt>申請者区分</dt><dd>{words}</dd>" in page


async def test_a_deadline_from_a_day_nobody_was_asked_for_is_said_beside_the_earliest_date(hall: Hall) -> None:
    listed = (Listed("P020", "applies", "住民課"), Listed("P106", "applies", "住民課"))
    made = application(
        life_event="SHIBO", after=None, procedures=listed,
        occurrences=(Occurred("SHIBO", "2026-03-28", ("k1",), None, {}, {}),),
    )  # fmt: skip
    page = await _page(await hall.clerk(), await hall.hand_in(made))
    assert "期限 死亡の事実を知った日から7日以内（国外3か月）（亡くなった日に知ったときは 令和8年4月3日（金））" in page
    assert "期限 葬儀の翌日から2年以内" in page


@pytest.mark.parametrize(
    ("with_card", "words"),
    [(True, "マイナンバーカードで転入（特例）"), (False, "転出証明書で転入"), (None, "引っ越し先（村の外）")],
)
async def test_a_departure_says_where_to_and_who_leads_those_who_stay(
    hall: Hall, with_card: bool | None, words: str
) -> None:
    made = application(
        life_event="TENSHUTSU", after=None, elsewhere=Elsewhere("東京都", "世田谷区", with_card=with_card),
        household=HouseholdPlan("unknown", remaining_head="k1", movers=1),
    )  # fmt: skip
    page = await _page(await hall.clerk(), await hall.hand_in(made))
    for each in (words, "引っ越し先（村の外）", "東京都世田谷区", "残る世帯の世帯主", "転出"):
        assert each in page
    assert "今ある世帯に入る" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [("BUNRI", "世帯分離"), ("GAPPEI", "世帯合併"), ("KOSEI", "世帯変更（構成変更）"), ("NUSHI", "世帯主変更")],
)
async def test_a_change_of_the_household_says_its_kind_and_whose_is_joined(hall: Hall, change: str, words: str) -> None:
    plan = HouseholdPlan("existing", movers=1, joined_head="オオムロ　ケン", change=change)
    made = application(life_event="SETAI", after=None, household=plan)
    page = await _page(await hall.clerk(), await hall.hand_in(made))
    assert words in page
    assert "入る世帯の世帯主（届出人の申告）" in page
    assert "オオムロ" in page


async def test_an_arrival_names_everybody_and_is_found_by_any_of_them(hall: Hall) -> None:
    newcomer = msgspec.structs.replace(
        person("n1", "ドウシ　ハル", "ドウシ　ハル"), relation="妻", sex=Sex.FEMALE, is_from_registry=False
    )
    own = msgspec.structs.replace(
        person("own", "道志　次郎", ""), relation="世帯主", is_head=True, is_from_registry=False
    )
    occurred = Occurred(
        "TENNYU", "2026-03-28", ("own", "n1"), ("own", "n1"), {}, {"moved_from_outside_prefecture": True}
    )
    made = application(
        life_event="TENNYU", elsewhere=Elsewhere(country="ドイツ"), people=(own, newcomer), before="",
        household_as_of="",
        household=HouseholdPlan("new", head="own", movers=2), answers=(), occurrences=(occurred,),
    )  # fmt: skip
    clerk = await hall.clerk()
    case = await hall.hand_in(made)
    page = await _page(clerk, case)
    for each in ("前の住所（村の外）", "ドイツ", "ドウシ", "ハル", "妻", "新しい世帯をつくる", "住基情報なし", "2人"):
        assert each in page
    _, found, _ = await clerk.get("/cases?text=%E3%83%8F%E3%83%AB")
    assert case in found


async def test_a_birth_says_in_what_capacity_and_that_the_child_has_no_name_yet(hall: Hall) -> None:
    baby = msgspec.structs.replace(person("baby-1", "", ""), is_from_registry=False)
    occurred = Occurred("SHUSSHO", "2026-03-28", ("baby-1",), ("baby-1", "k2"))
    also = Occurred("MYNUMBER", "", ("k2",))
    made = application(
        life_event="SHUSSHO", after=None, people=(*HOUSEHOLD, baby), role="guardian", occurrences=(occurred, also)
    )
    page = await _page(await hall.clerk(), await hall.hand_in(made))
    said = ("法定代理人（親権者・成年後見人）", "（名は未定）", "あわせて行う手続き", "マイナンバーカード", "出生")
    for each in said:
        assert each in page


async def test_a_capacity_that_this_console_does_not_know_is_left_out(hall: Hall) -> None:
    page = await _page(await hall.clerk(), await hall.hand_in(application(role="somebody-new")))
    assert "申請者区分" not in page


async def test_the_signature_is_a_picture(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    status, text, answer = await clerk.get(f"/cases/{case}/signature.svg")
    assert (status, answer.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert text.startswith("<svg")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [(IdentityState.REVOKED, "失効（受付後に判明）"), (IdentityState.HELD, "本人確認 要")],
)
async def test_an_identity_that_did_not_hold_is_a_red_band(hall: Hall, verdict: IdentityState, words: str) -> None:
    case = await hall.hand_in()
    await note_identity(case, verdict, hall.village.clock.now())
    page = await _page(await hall.clerk(), case)
    band = re.search(r'<p class="notice stop" role="alert">.*?</p>', page, re.DOTALL)
    assert band is not None
    assert words in band[0]
    assert "住基へ送らないでください" in band[0]


async def test_a_tick_is_taken_back_with_a_reason_only(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    assert "済みにしました" in await _do(clerk, case, "tick", procedure="P003")
    assert "この操作はできません" in await _do(clerk, case, "untick", procedure="P003", reason=" ")
    assert "済みを取り消しました" in await _do(clerk, case, "untick", procedure="P003", reason="押しまちがい")
    page = await _page(clerk, case)
    assert "「転居届」の済みを取り消しました" in page
    assert "理由：押しまちがい" in page


async def test_the_second_of_two_clerks_reads_who_was_first(hall: Hall) -> None:
    case = await hall.hand_in()
    first, second = await hall.clerk(), await hall.clerk("jumin2")
    assert "対応をはじめました" in await _do(first, case, "state", to="in-hand", revision="1")
    late = await _do(second, case, "state", to="withdrawn", reason="本人の申し出", revision="1")
    assert "10:24 に 山口 恵 さんが先に変更しています" in late
    assert "担当 山口 恵" in await _page(second, case)


async def test_the_last_change_is_undone(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    await _do(clerk, case, "state", to="duplicate", reason="二度押し", revision="1")
    assert 'id="undo"' in await _page(clerk, case)
    assert "ひとつ前の状態にもどしました" in await _do(clerk, case, "undo", revision="2")
    page = await _page(clerk, case)
    assert "二重受付 から 受付 にもどしました" in page
    assert 'id="undo"' not in page


async def test_a_slip_is_printed_again_with_a_reason(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    assert "操作端末1で受付票を印刷します" in await _do(clerk, case, "slip", reason="紙切れ")
    printed = await lines_of(kind="print")
    assert [(line["action"], line["subjects"]) for line in printed] == [("slip-printed-again", [case])]


async def test_a_section_ticks_its_own_and_decides_nothing(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk("fukushi")
    page = await _page(clerk, case)
    assert "転居届" not in page
    assert "対応をはじめる" not in page
    assert "済みにしました" in await _do(clerk, case, "tick", procedure="P401")
    assert "この操作はできません" in await _do(clerk, case, "state", to="in-hand", revision="1")


async def test_a_look_is_one_line_of_the_audit_log_and_an_unchanged_page_is_no_look(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    seen = re.search(r'data-seen="(\w+)"', await _page(clerk, case))
    assert seen is not None
    assert (await clerk.get(f"/cases/{case}/now?seen={seen[1]}"))[0] == 204
    looks = [line for line in await lines_of(kind="operation") if line["action"] == "case-viewed"]
    assert [(line["actor"], line["subjects"]) for line in looks] == [("jumin", [case, "k1", "k2"])]
    await _do(clerk, case, "tick", procedure="P003")
    assert (await clerk.get(f"/cases/{case}/now?seen={seen[1]}"))[0] == 200


async def test_what_is_not_there_or_not_for_this_person_is_not_found(hall: Hall) -> None:
    case = await hall.hand_in()
    assert (await (await hall.clerk()).get("/cases/nowhere"))[0] == 404
    assert (await (await hall.clerk("kansa")).get(f"/cases/{case}"))[0] == 403


async def test_a_clash_leads_to_the_other_case(hall: Hall) -> None:
    case, other = await hall.hand_in(), await hall.hand_in()
    assert f'href="/cases/{other}"' in await _page(await hall.clerk(), case)
    assert (await case_view(case, CLERK)) is not None


async def test_a_clash_is_settled_with_a_reason_and_taken_back(hall: Hall) -> None:
    case, other = await hall.hand_in(), await hall.hand_in()
    clerk = await hall.clerk()
    assert 'data-others="1"' in await _page(clerk, case)
    assert "この操作はできません" in await _do(clerk, case, "clash", others="1", reason=" ")
    assert "同じ受付番号の申請がほかにもあります" in await _do(clerk, case, "clash", others="x", reason="見た")
    assert "確認済みにしました" in await _do(clerk, case, "clash", others="1", reason="氏名がちがう")
    for each in (case, other):
        page = await _page(clerk, each)
        assert "番号重複（確認済み）" in page
        assert "番号の重複は確認済みです" in page
        assert "理由：氏名がちがう" in page
        assert 'id="clash-seen"' not in page
    assert "10:24 に 山口 恵 さんが先に確認しています" in await _do(clerk, other, "clash", others="1", reason="見た")
    assert "確認を取り消しました" in await _do(clerk, other, "clash/undo")
    assert 'id="clash-seen"' in await _page(clerk, case)


async def test_a_section_sees_a_clash_and_settles_nothing(hall: Hall) -> None:
    case, _ = await hall.hand_in(), await hall.hand_in()
    clerk = await hall.clerk("fukushi")
    page = await _page(clerk, case)
    assert "同じ受付番号の申請がもう1件あります" in page
    assert "ask-clash" not in page
    assert "この操作はできません" in await _do(clerk, case, "clash", others="1", reason="見た")


def test_there_are_words_for_everything_that_can_be() -> None:
    texts = read_texts()
    wanted = [
        *(f"applications.state.{state}" for state in CaseState),
        *(f"applications.identity.{state}" for state in IdentityState),
        *(f"applications.timeline.{what}" for what in Happened),
        *(f"applications.ticked.{how}" for how in Ticking),
        *(f"applications.outcome.{to}-done" for to in CaseState if to is not CaseState.RECEIVED),
        *(f"applications.scanned.closed-{state}" for state in CaseState if not state.is_open),
        *(f"applications.choice.{to}" for to in CaseState if to is not CaseState.RECEIVED),
    ]
    assert [key for key in wanted if key not in texts] == []


async def _page(clerk: Browser, case: str) -> str:
    return (await clerk.get(f"/cases/{case}"))[1]


async def _do(clerk: Browser, case: str, what: str, **fields: str) -> str:
    sent = {"csrf": await clerk.csrf("/arrivals"), **fields}
    return (await clerk.post(f"/cases/{case}/{what}", sent, **{"HX-Request": "true"}))[1]
