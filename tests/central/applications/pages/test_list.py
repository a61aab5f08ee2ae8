"""申請一覧: the columns, the finder, paging, the file, who sees it, and what the audit log keeps."""

from __future__ import annotations

import csv
import io
import logging
import re
from datetime import timedelta

import pytest

from central.audit.queries import lines_of

from ...console.village import Browser
from ..counter import WELFARE, application
from .hall import Hall


async def test_a_line_says_everything_in_words(hall: Hall) -> None:
    await hall.hand_in(offline=True, occurred_at=hall.village.clock.now() - timedelta(minutes=65))
    page = await _list(await hall.clerk())
    for words in ("1-012", "転居", "道志 健太", "1人", "1時間5分", "受付", "本人確認 未", "0/4", "通信断中に受付"):
        assert words in page, words


async def test_a_second_look_at_the_list_reads_no_catalogue_again(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    await hall.hand_in()
    clerk = await hall.clerk()
    assert "1-012" in await _list(clerk)
    with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
        assert "1-012" in await _list(clerk)
    asked = [line for line in caplog.messages if "guidance_catalogue" in line]
    assert len(asked) == 1
    assert '"content"' not in asked[0]


async def test_two_cases_of_one_number_are_both_marked(hall: Hall) -> None:
    await hall.hand_in()
    await hall.hand_in()
    assert (await _list(await hall.clerk())).count("番号重複") == 2


async def test_a_name_is_found_however_it_is_written_and_never_stands_in_an_address(hall: Hall) -> None:
    await hall.hand_in()
    await hall.hand_in(application("1-013", applicant="髙橋 次郎", applicant_kana="タカハシ ジロウ", people=()))
    clerk = await hall.clerk()
    status, part, answer = await _find(clerk, text="たかはし　じろう")
    assert status == 200
    assert "1-013" in part
    assert "1-012" not in part
    assert answer == "/cases"
    assert (await _find(clerk, text="たかはし", state="open"))[2] == "/cases?state=open"


async def test_the_columns_sort(hall: Hall) -> None:
    for number in ("1-014", "1-012", "1-013"):
        await hall.hand_in(application(number))
        hall.village.clock.turn(minutes=1)
    clerk = await hall.clerk()
    assert _numbers((await _find(clerk, sort="number"))[1]) == ["1-012", "1-013", "1-014"]
    assert _numbers((await _find(clerk, sort="oldest"))[1]) == ["1-014", "1-012", "1-013"]


async def test_fifty_stand_on_a_page(hall: Hall) -> None:
    for number in range(52):
        await hall.hand_in(application(f"1-{number + 1:03d}"))
    clerk = await hall.clerk()
    assert len(_numbers((await _find(clerk, sort="number"))[1])) == 50
    assert _numbers((await _find(clerk, order="number", turn="2"))[1]) == ["1-051", "1-052"]


async def test_the_file_holds_exactly_the_filtered_rows_and_is_audited(hall: Hall) -> None:
    await hall.hand_in()
    await hall.hand_in(application("1-013", applicant="=cmd", applicant_kana="タカハシ"))
    clerk = await hall.clerk()
    fields = {"csrf": await clerk.csrf("/cases"), "text": "1-013"}
    _, text, answer = await clerk.post("/cases/csv", fields)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cases-20250115.csv"'
    assert text.startswith('\ufeff"受付番号","できごと","届出人"')
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row[:5] for row in rows[1:]] == [["1-013", "転居", "'=cmd", "1", "2025-01-15 10:24"]]
    exported = [line for line in await lines_of(kind="operation") if line["action"] == "cases-exported"]
    assert [line["file"] for line in exported] == ["cases-20250115.csv"]


async def test_every_page_that_shows_somebody_is_one_line_of_the_audit_log(hall: Hall) -> None:
    case = await hall.hand_in()
    clerk = await hall.clerk()
    page = await _list(clerk)
    looks = [line for line in await lines_of(kind="operation") if line["action"] == "cases-listed"]
    assert [(line["actor"], line["subjects"]) for line in looks] == [("jumin", [case])]
    seen = re.search(r'data-seen="(\w+)"', page)
    assert seen is not None
    status, _, _ = await clerk.post("/cases", {"csrf": await clerk.csrf("/arrivals"), "seen": seen[1]}, **_PART)
    assert status == 204
    again = [line for line in await lines_of(kind="operation") if line["action"] == "cases-listed"]
    assert len(again) == 1


async def test_a_section_sees_its_own_and_others_see_nothing(hall: Hall) -> None:
    await hall.hand_in()
    only_residents = tuple(each for each in application().procedures if each.section != WELFARE)
    await hall.hand_in(application("1-013", procedures=only_residents))
    page = await _list(await hall.clerk("fukushi"))
    assert _numbers(page) == ["1-012"]
    auditor = await hall.clerk("kansa")
    assert (await auditor.get("/cases"))[0] == 403
    assert "申請一覧" not in (await auditor.get("/arrivals"))[1]


async def test_a_code_without_its_case_waits_on_the_page(hall: Hall) -> None:
    await hall.scan(next(code.text for code in application().codes if code.section))
    page = await _list(await hall.clerk())
    assert "未対応のコード" in page
    assert "申請が届いていないコードが 1件" in page


_PART = {"HX-Request": "true"}


async def _list(clerk: Browser) -> str:
    return (await clerk.get("/cases"))[1]


async def _find(clerk: Browser, **fields: str) -> tuple[int, str, str]:
    status, text, answer = await clerk.post("/cases", {"csrf": await clerk.csrf("/arrivals"), **fields}, **_PART)
    return status, text, answer.headers.get("HX-Replace-Url", "")


def _numbers(page: str) -> list[str]:
    return re.findall(r'id="open-[^"]+">([^<]+)</a>', page)
