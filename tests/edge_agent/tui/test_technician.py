"""A technician at the keyboard: what the keys do, what the words say, and an agent that comes and goes."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from edge_agent.cards.recognition import CardKind
from edge_agent.health.card_reader import CardSpoke, Found, NoCardCame, VisitInProgress
from edge_agent.local_api.api import OutboxStatus, WaitingEvent
from edge_agent.local_api.support import SupportReport
from protocol.devices import DeviceState, FaultCode
from protocol.wire.codec import decode

from .agent import EPOCH, LAMP, PRINTER, READER, SIGNALS, HandAgent
from .screen import SMALL, Screen, opened

ACTIVE = {
    "1": "紙がありません",
    "2": "世代",
    "3": "相手",
    "4": "動きはじめた",
    "5": "Enter を押す",
    "6": "21日",
    "7": "困りごと",
    "8": "やりとり",
}


@pytest.fixture
async def agent(tmp_path: Path) -> AsyncIterator[HandAgent]:
    agent = HandAgent(tmp_path / "agent.sock")
    async with agent.serving():
        yield agent


@pytest.fixture
async def screen(agent: HandAgent) -> AsyncIterator[Screen]:
    async with opened(agent.socket) as screen:
        await screen.until("madoguchi-1")
        yield screen


async def test_figures_and_arrows_lead_to_every_pane(screen: Screen) -> None:
    await screen.press("down")
    for key, words in ACTIVE.items():
        await screen.press(key)
        await screen.until(words)
    for words in ("紙がありません", "世代"):
        await screen.press("right")
        await screen.until(words)
    for words in ("紙がありません", "やりとり"):
        await screen.press("left")
        await screen.until(words)


async def test_the_last_fault_of_a_device_is_a_sentence_by_its_code(screen: Screen) -> None:
    await screen.until("最後の異常は 08:30:10 です。")
    await screen.until("機器を受け持つサービスが動いていません。")
    await screen.press("down")
    await screen.until("紙がありません。紙を入れてください。")
    await screen.press("down")
    await screen.until("USBケーブルと電源を確かめてください。")


async def test_a_device_without_a_fault_says_so_and_no_device_too(agent: HandAgent, screen: Screen) -> None:
    agent.happened = agent.happened[-1:]
    await screen.until("異常はありません。")
    agent.has()
    await screen.until("機器が1台も設定されていません。")
    await screen.press("5")
    await screen.until("診断できる機器がありません。")


async def test_the_chosen_row_stays_while_rows_come_and_go(agent: HandAgent, screen: Screen) -> None:
    await screen.press("down", "down")
    await screen.until("呼び出し灯（lamp）")
    agent.has(READER, msgspec.structs.replace(PRINTER, fault=FaultCode.COVER_OPEN), LAMP)
    await screen.press("up")
    await screen.until("カバーが開いています。")
    agent.has(READER)
    await screen.until("カードリーダー（card-reader）")


async def test_what_waits_and_a_full_disk_are_told(agent: HandAgent, screen: Screen) -> None:
    await screen.press("2")
    await screen.until("いちばん古いもの　09:12:00（18分）")
    box = OutboxStatus(200, "2026-03-30T00:00:00.000Z", 3, EPOCH, 301, False)
    agent.state = msgspec.structs.replace(agent.state, outbox=box)
    at = "2026-03-30T00:00:00.000Z"
    agent.events = tuple(WaitingEvent(str(n), EPOCH, n, "madoguchi.visit.v1", at, "", 900) for n in range(1, 201))
    text = await screen.until("3月30日 09:00（2日）")
    assert "新しい受付を止めています" in text
    assert "番号が重なった3件" in text
    await screen.press("end")
    await screen.until("200 ")
    agent.events = agent.events[:199]
    await screen.until("199 ")


async def test_a_doubtful_clock_is_told(agent: HandAgent, screen: Screen) -> None:
    agent.state = msgspec.structs.replace(agent.state, is_clock_trusted=False)
    await screen.until("時計？")


async def test_only_devices_that_the_agent_can_test_are_listed(screen: Screen) -> None:
    await screen.press("5")
    text = await screen.until("Enter を押す")
    assert "カードリーダー" in text
    assert "プリンター" not in text


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (CardSpoke(CardKind.MY_NUMBER, 2, 80), ("マイナンバーカード", "あと 2 回（入力はしていません）", "80 ミリ秒")),
        (CardSpoke(CardKind.DRIVERS_LICENCE, None, 80), ("運転免許証", "利用者証明用の暗証番号　なし")),
        (FaultCode.SERVICE_DOWN, ("動いていません。", "systemctl status pcscd")),
        (NoCardCame(), ("カードが置かれませんでした。",)),
        (VisitInProgress(), ("窓口で手続き中の方がいます。",)),
    ],
)
async def test_a_self_test_asks_for_a_card_and_tells_what_was_found(
    agent: HandAgent, screen: Screen, found: Found, words: tuple[str, ...]
) -> None:
    await screen.press("5", "enter")
    text = await screen.until("Esc でやめる")
    assert "暗証番号は聞きません。" in text
    await screen.press("enter")
    assert agent.check.begun == 1
    agent.check.found.set_result(found)
    text = await screen.until(words[0])
    assert [each for each in words if each not in text] == []
    await screen.until("Esc", gone=True)


async def test_esc_ends_a_self_test_at_the_agent_too_and_it_may_begin_again(agent: HandAgent, screen: Screen) -> None:
    await screen.press("5", "enter")
    await screen.until("Esc でやめる")
    await screen.press("escape")
    await screen.until("診断をやめました。")
    async with asyncio.timeout(5):
        await agent.check.ended.wait()
    await screen.press("enter")
    await screen.until("Esc でやめる")


async def test_the_seconds_count_down(screen: Screen) -> None:
    await screen.press("5", "enter")
    await screen.until("あと 29 秒")


async def test_an_agent_without_a_test_gives_no_answer(agent: HandAgent, screen: Screen) -> None:
    await screen.press("5")
    await screen.until("カードリーダー")
    agent.forget_tests()
    await screen.press("enter")
    await screen.until("エージェントから答えがありませんでした。")


async def test_an_agent_that_is_away_is_told_and_waited_for(tmp_path: Path) -> None:
    agent = HandAgent(tmp_path / "agent.sock")
    async with opened(agent.socket) as screen:
        text = await screen.until("エージェントが動いていません。")
        assert "つながるまで試しつづけます。" in text
        assert "状態です" not in text
        for _ in range(2):
            async with agent.serving():
                await screen.until("カードリーダー")
                await screen.until("つながるまで", gone=True)
            await screen.until("エージェントが応答しません。")
            await screen.until("4月1日（水）09:30:00 の状態です。")


async def test_an_agent_of_another_version_is_told(agent: HandAgent, screen: Screen) -> None:
    agent.state = msgspec.structs.replace(agent.state, devices=(_Strange(),))
    await screen.until("エージェントの版が、この画面の版と違います。")


class _Strange(msgspec.Struct):
    kind: str = "palm_reader"


async def test_a_technician_without_the_right_is_told(agent: HandAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge_agent.tui.sight.os.access", lambda *_: False)
    agent.socket = agent.socket.with_name("closed.sock")
    agent.socket.touch()
    async with opened(agent.socket, SMALL) as screen:
        await screen.until("グループ kantan-agent に入っているか")


@pytest.mark.parametrize("keys", [("q",), ("5", "enter", "q")])
async def test_q_leaves_also_during_a_test(agent: HandAgent, screen: Screen, keys: tuple[str, ...]) -> None:
    await screen.press(*keys)
    assert not screen.app.is_running
    assert agent.check.begun == len(keys) // 3


async def test_what_central_does_not_take_is_sent_again_after_a_question(agent: HandAgent, screen: Screen) -> None:
    await screen.press("2")
    assert "送りなおす" not in await screen.until("つぎの番号")
    agent.has_trouble()
    text = await screen.until("受け取られません。")
    assert "役場のサーバーが受け取らないもの　1件" in text
    assert "役場のサーバーが保存しません。" in text
    await screen.until("r 送りなおす")
    for key in ("escape", "enter"):
        await screen.press("r")
        await screen.until("すべて、もう一度送りますか。")
        await screen.press(key)
        await screen.until("すべて、もう一度送りますか。", gone=True)
        assert agent.retried == (key == "enter")
    await screen.until("〇 もう一度送りはじめました。")
    assert agent.retried == 1


async def test_an_event_is_kept_back_for_a_reason_only(agent: HandAgent, screen: Screen) -> None:
    agent.has_trouble("refused")
    await screen.press("2")
    await screen.until("中継サーバーが断りました。")
    await screen.press("x", "enter", "a", "q", "escape")
    assert agent.set_aside_for == []
    await screen.press("x", *"nokoru", "enter")
    await screen.until("〇 番号 41 を、送らずに残しました。")
    await screen.until("送らずに残すと決めたもの　1件")
    assert agent.set_aside_for == [(EPOCH, 41, "technician: nokoru")]


async def test_an_event_that_goes_out_by_itself_cannot_be_chosen(agent: HandAgent, screen: Screen) -> None:
    agent.has_trouble()
    await screen.press("2")
    await screen.until("x 送らずに残す")
    await screen.press("down")
    await screen.until("x 送らずに残す", gone=True)
    await screen.press("x")
    await screen.press("3", "r")
    assert "もう一度送りますか" not in screen.text()


async def test_what_has_gone_meanwhile_is_said(agent: HandAgent, screen: Screen) -> None:
    agent.has_trouble()
    await screen.press("2")
    await screen.until("r 送りなおす")
    await screen.press("r")
    await screen.until("すべて、もう一度送りますか。")
    agent.events = ()
    await screen.press("enter")
    await screen.until("何もしませんでした。")
    assert agent.retried == 0


async def test_a_device_that_can_be_tested_says_what_to_look_at(screen: Screen) -> None:
    await screen.press("5")
    await screen.until("見るところ：カードを置くと")


async def test_round_trips_are_made_when_they_are_asked_for(agent: HandAgent, screen: Screen) -> None:
    await screen.press("3")
    text = await screen.until("Enter で、それぞれの相手との往復を測ります。")
    assert ("ミリ秒" in text, agent.measured) == (False, 0)
    await screen.press("enter")
    text = await screen.until("18 ミリ秒")
    assert [
        each for each in ("41 ミリ秒", "停止中", "紙切れ", "3 ミリ秒", "測った時刻　09:30:00") if each not in text
    ] == []
    assert agent.measured == 1
    await screen.press("down", "down", "down", "down")
    await screen.until("紙は使いません。")


async def test_a_fault_says_what_to_do_and_the_next_thing_when_it_is_still_there(
    agent: HandAgent, screen: Screen
) -> None:
    await screen.press("7", "down", "down")
    text = await screen.until("新しいロール紙を")
    assert "まだ同じなら" not in text
    await screen.press("enter")
    await screen.until("測った時刻")
    assert "まだ同じなら" not in screen.text()
    await screen.press("enter")
    await screen.until("まだ同じなら　ロール紙の向きを逆にし")
    agent.has(READER, msgspec.structs.replace(PRINTER, state=DeviceState.READY, fault=None))
    await screen.until("することはありません。")
    assert agent.measured == 2


async def test_a_fault_without_a_next_step_asks_for_a_report(agent: HandAgent, screen: Screen) -> None:
    agent.has_trouble()
    await screen.press("7", *["down"] * 8)
    await screen.until("r で送りなおしてください。")
    for _ in range(2):
        await screen.press("enter")
    await screen.until("まだ同じなら　w で報告書を作り")


async def test_signals_are_heard_while_the_pane_is_shown_and_forgotten_after(agent: HandAgent, screen: Screen) -> None:
    await screen.press("8")
    await agent.is_listened_to()
    for device, what in SIGNALS:
        agent.ear.hear(device, what)
    text = await screen.until("00 20 00 80  Lc 4  Le なし  応答 0  SW 63C2")
    assert [each for each in ("数字　押した", "コード　34文字", "カードが置かれた") if each not in text] == []
    await screen.press("down", "down")
    await screen.until("VERIFY　暗証番号を調べる")
    await screen.until("暗証番号が違うか、残りの回数")
    await screen.press("end")
    await screen.until("どのキーか、どこに書いたか")
    await screen.press("1")
    await agent.is_listened_to(ended=True)
    await screen.press("8")
    await screen.until("まだ何も聞こえません。")
    await agent.is_listened_to()


async def test_a_report_is_written_for_the_technician_alone(agent: HandAgent, screen: Screen) -> None:
    await screen.press("w")
    await screen.until("氏名、番号、入力された内容は入りません。")
    await screen.press("escape")
    assert agent.measured == 0
    await screen.press("w", "enter")
    text = await screen.until("報告書を作りました。")
    file = agent.socket.parent / "kantan-report-madoguchi-1-20260401-093000.json"
    assert file.name in text.replace("\n", "").replace(" ", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert decode(file.read_bytes(), SupportReport).status == agent.state
    await screen.press("enter", "w", "enter")
    await screen.until("報告書を書けませんでした。")


async def test_a_report_of_an_agent_that_is_away_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path / "agent.sock") as screen:
        await screen.until("エージェントが動いていません。")
        await screen.press("w", "enter")
        await screen.until("エージェントから答えがありませんでした。")
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []
