"""A technician enrols a terminal: place and code go in, a fingerprint comes out, and every failure has its sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.local_api.enrolling import Enrolling, EnrolmentDoor
from edge_agent.local_api.enrolment import Enrol, EnrolmentStanding, EnrolmentStep
from edge_agent.tui.enrolment import told, wish

from ..local_api.test_enrolling import CODE, PRINT, HandCentral, central
from .agent import STATUS, HandAgent
from .screen import SMALL, WORDS, Screen, opened
from .test_captures import SIZES, agrees

__all__ = ["central"]

PLACE = "central.example:8445"


@pytest.fixture
async def door(tmp_path: Path, central: HandCentral) -> AsyncIterator[Path]:
    """The socket of a terminal that is not enrolled."""
    assert central.asked == []
    socket = tmp_path / "agent.sock"
    async with EnrolmentDoor(socket, Enrolling(tmp_path / "terminal")):
        yield socket


async def begin(screen: Screen, place: str = PLACE, code: str = "abcd-efgh-jklm") -> None:
    """Open the enrolment and type."""
    await screen.until("まだ役場に登録されていません。")
    await screen.until("e 登録")
    await screen.press("e")
    await screen.until("二つとも書いて")
    await screen.press(*place, "enter", *code, "enter")


@SIZES
async def test_two_fingerprints_are_compared_and_the_terminal_has_its_name(
    door: Path, central: HandCentral, size: tuple[int, int]
) -> None:
    async with opened(door, size) as screen:
        await begin(screen)
        text = await screen.until(PRINT)
        assert "同じか見比べてください。" in text
        assert CODE not in text.upper()
        agrees(screen, "enrolment-comparing")
        central.may_go.set()
        await screen.until("〇 madoguchi-7 として登録しました。")
        await screen.press("escape")
        await screen.until("madoguchi-7", gone=True)
    assert [code for _, code, _ in central.asked] == [CODE]


async def test_an_agent_that_works_already_when_it_is_looked_at_has_been_enrolled(
    tmp_path: Path, central: HandCentral
) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with opened(agent.socket) as screen:
        async with EnrolmentDoor(agent.socket, Enrolling(tmp_path / "terminal")):
            await begin(screen)
            await screen.until(PRINT)
        async with agent.serving():
            await screen.until(f"〇 {STATUS.terminal} として登録しました。")
    assert [code for _, code, _ in central.asked] == [CODE]
    central.may_go.set()


async def test_what_cannot_be_is_said_before_anybody_is_asked(door: Path, central: HandCentral) -> None:
    async with opened(door, SMALL) as screen:
        await begin(screen, "central", "abc")
        await screen.until("12文字で書いてください。")
    assert central.asked == []


async def test_nobody_enrols_a_terminal_that_is_not_waiting_for_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "agent.sock") as screen:
        await screen.until("エージェントが動いていません。")
        await screen.press("e")
        assert "登録コード" not in screen.text()


@pytest.mark.parametrize(
    ("place", "code", "wanted"),
    [
        (PLACE, "ABCD-EFGH-JKLM", Enrol("central.example", 8445, CODE)),
        ("[::1]:1", "ａｂｃｄ efgh jklm", Enrol("::1", 1, CODE)),
        ("central.example", CODE, None),
        (":8445", CODE, None),
        ("central.example:0", CODE, None),
        ("central.example:99999", CODE, None),
        ("central.example:８", CODE, None),
        (PLACE, "ABCD", None),
    ],
)
def test_only_a_place_and_a_whole_code_are_a_wish(place: str, code: str, wanted: Enrol | None) -> None:
    assert wish(place, code) == wanted


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("code-refused", "期限が切れています。"),
        ("not-our-central", "何も保存していません。"),
        ("enrolment-cut-short", "つながらないか"),
        ("terminal-exists", "もう鍵があります。"),
        ("not-written", "権限を確かめてください。"),
        ("something-new", "システム担当者に知らせてください。"),
    ],
)
def test_every_failure_has_its_sentence(failure: str, words: str) -> None:
    assert words in told(WORDS, EnrolmentStanding(EnrolmentStep.FAILED, failure=failure))
