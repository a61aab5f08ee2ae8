"""What a hand scanner's code says at any page, by role."""

from __future__ import annotations

from ...console.village import Browser
from ..counter import RESIDENTS, WELFARE, application, code_of
from .hall import Hall


async def test_a_code_of_the_own_section_ticks_once(hall: Hall) -> None:
    made = application()
    await hall.hand_in(made)
    clerk = await hall.clerk()
    assert "住民課の手続き 1件を済みにしました" in (await _scan(clerk, code_of(made, RESIDENTS)))[0]
    assert "10:24 に 山口 恵 さんが済みにしています" in (await _scan(clerk, code_of(made, RESIDENTS)))[0]


async def test_a_code_of_another_section_names_the_counter_and_who_receives_may_still_tick_it(hall: Hall) -> None:
    made = application()
    await hall.hand_in(made)
    clerk, text = await hall.clerk(), code_of(made, WELFARE)
    said, _ = await _scan(clerk, text)
    assert "このコードは福祉課（1階 2番窓口）のものです" in said
    assert "記録して消し込む" in said
    assert "福祉課の手続き 2件を済みにしました" in (await _scan(clerk, text, despite="1"))[0]


async def test_a_section_may_not_tick_for_others(hall: Hall) -> None:
    made = application()
    await hall.hand_in(made)
    clerk, text = await hall.clerk("fukushi"), code_of(made, RESIDENTS)
    assert "記録して消し込む" not in (await _scan(clerk, text))[0]
    assert "済みにしました" not in (await _scan(clerk, text, despite="1"))[0]


async def test_the_code_of_the_case_opens_it(hall: Hall) -> None:
    made = application()
    case = await hall.hand_in(made)
    assert (await _scan(await hall.clerk(), code_of(made)))[1] == f"/cases/{case}"


async def test_every_text_that_ticks_nothing_has_its_sentence(hall: Hall) -> None:
    clerk, text = await hall.clerk(), code_of(application(), WELFARE)
    assert "まだ届いていません" in (await _scan(clerk, text))[0]
    assert "最後まで読み取れませんでした" in (await _scan(clerk, text[:-3]))[0]
    assert "村の受付票のコードではありません" in (await _scan(clerk, "4901234567894"))[0]


async def test_who_sees_no_case_learns_nothing_from_a_code(hall: Hall) -> None:
    made = application()
    await hall.hand_in(made)
    said, onward = await _scan(await hall.clerk("kansa"), code_of(made))
    assert (onward, "この操作はできません" in said) == ("", True)


async def _scan(clerk: Browser, text: str, **fields: str) -> tuple[str, str]:
    sent = {"csrf": await clerk.csrf("/arrivals"), "text": text, **fields}
    _, said, answer = await clerk.post("/scan", sent, **{"HX-Request": "true"})
    return said, answer.headers.get("HX-Redirect", "")
