"""Every pane and every way of being away, as they stand on a small and on a large terminal.

After a change of the screens on purpose: CAPTURE=1 writes the files anew; look at them before you keep them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edge_agent.cards.recognition import CardKind
from edge_agent.health.card_reader import CardSpoke

from .agent import SIGNALS, HandAgent
from .screen import LARGE, SMALL, Screen, opened

FOLDER = Path(__file__).parent / "captured"
PANES = {
    "devices": ("1", "呼び出し灯"),
    "outbox": ("2", "送信待ち　2件"),
    "links": ("3", "証明発行サーバー"),
    "happenings": ("4", "エージェントが動きはじめた"),
    "self-test": ("5", "診断を始めます"),
    "health": ("6", "21日"),
    "repair": ("7", "画面が暗い"),
    "signals": ("8", "まだ何も聞こえません"),
}
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


def agrees(screen: Screen, name: str) -> None:
    """The screen is as it was captured."""
    width, height = screen.app.size
    file = FOLDER / f"{name}-{width}x{height}.txt"
    if os.environ.get("CAPTURE"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(screen.text(), encoding="utf-8")
    assert screen.text() == file.read_text(encoding="utf-8")


@SIZES
@pytest.mark.parametrize("name", PANES)
async def test_a_pane(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    key, words = PANES[name]
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        await screen.press(key)
        await screen.until(words)
        agrees(screen, name)


@SIZES
async def test_a_self_test_that_passed(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        agent.check.found.set_result(CardSpoke(CardKind.MY_NUMBER, 3, 120))
        await screen.press("5", "enter")
        await screen.until("ミリ秒")
        agrees(screen, "self-test-passed")


@SIZES
async def test_round_trips(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        await screen.press("3", "enter")
        await screen.until("41 ミリ秒")
        agrees(screen, "links-measured")


@SIZES
async def test_a_fault_that_is_still_there(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        await screen.press("7", "down", "down", "enter")
        await screen.until("測った時刻")
        await screen.press("enter")
        await screen.until("まだ同じなら")
        agrees(screen, "repair-again")


@SIZES
async def test_signals_of_a_card_and_a_reader(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        await screen.press("8")
        await agent.is_listened_to()
        for device, what in SIGNALS:
            agent.ear.hear(device, what)
        await screen.until("SW 63C2")
        await screen.until("8 ミリ秒")
        agrees(screen, "signals-heard")


@SIZES
async def test_a_report_that_is_asked_for(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving(), opened(agent.socket, size, folder=Path("/srv/reports")) as screen:
        await screen.until("madoguchi-1")
        await screen.press("w")
        await screen.until("/srv/reports")
        agrees(screen, "report")


@SIZES
async def test_events_that_central_does_not_take(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    agent.has_trouble()
    async with agent.serving(), opened(agent.socket, size) as screen:
        await screen.until("madoguchi-1")
        await screen.press("2")
        await screen.until("r 送りなおす")
        agrees(screen, "outbox-troubled")
        await screen.press("x")
        await screen.until("わけを書いて")
        agrees(screen, "outbox-set-aside")


@SIZES
async def test_an_agent_that_went_away(tmp_path: Path, size: tuple[int, int]) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with opened(agent.socket, size) as screen:
        async with agent.serving():
            await screen.until("madoguchi-1")
        await screen.until("応答しません")
        agrees(screen, "away")
