"""The whole way: the real program in a real terminal, a real agent on its socket, a real pcscd with a practice card."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.provisioning.broker import Broker

from ..devices.card.practice import card_service, insert
from ..test_app import ROOT, agent, settings_file

COLUMNS, ROWS = 80, 24


class Terminal:
    """A terminal of 80 columns and 24 rows, and its keyboard."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def run(self, *command: str) -> None:
        """Begin a program in it."""
        started = f"cd {shlex.quote(str(ROOT))} && exec {shlex.join(command)}"
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        await self._tmux("-f", "/dev/null", "new-session", "-d", *size, f"LANG=C.UTF-8 sh -c {shlex.quote(started)}")

    async def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        await self._tmux("send-keys", *keys)

    async def until(self, words: str) -> str:
        """What the terminal shows once these words are on it."""
        shown = ""
        try:
            async with asyncio.timeout(15):
                while words not in (shown := await self._tmux("capture-pane", "-p")):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{words}\n{shown}") from None
        return shown

    async def has_ended(self) -> bool:
        """Whether the program has, which ends the terminal."""
        async with asyncio.timeout(10):
            while await self._code("has-session") == 0:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return True

    async def close(self) -> None:
        """End it."""
        await self._code("kill-server")

    async def _tmux(self, *words: str) -> str:
        process = await asyncio.create_subprocess_exec(
            "tmux", "-u", "-S", str(self._socket), *words, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
        assert process.returncode == 0
        return said.decode()

    async def _code(self, *words: str) -> int:
        process = await asyncio.create_subprocess_exec(
            *("tmux", "-S", str(self._socket), *words),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        return await process.wait()


@asynccontextmanager
async def terminal(folder: Path) -> AsyncIterator[Terminal]:
    """A terminal while the block runs."""
    opened = Terminal(folder / "tmux")
    try:
        yield opened
    finally:
        await opened.close()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
async def test_a_technician_tests_the_reader_and_sees_the_agent_go(tmp_path: Path) -> None:
    program = (sys.executable, "-m", "edge_agent.tui", "--socket", str(tmp_path / "agent.sock"))
    async with Broker(tmp_path) as broker, card_service() as cards, terminal(tmp_path) as screen:
        await screen.run(*program)
        await screen.until("エージェントが動いていません。")
        async with agent(settings_file(tmp_path, broker)) as process:
            assert "カードリーダー" in await screen.until("madoguchi-1")
            await screen.until("〇 使える")
            await screen.press("2")
            await screen.until("つぎの番号　3")
            await screen.press("Right")
            await screen.until("中継サーバー      〇 つながっている")
            await screen.press("5", "Enter")
            await screen.until("カードを読み取り機に置いてください。")
            await insert(cards, "hanako")
            shown = await screen.until("ミリ秒")
            assert "マイナンバーカード" in shown
            assert "あと 3 回（入力はしていません）" in shown
            await screen.press("4")
            shown = await screen.until("自己診断　card-reader　〇 動いた")
            assert "カードリーダー　〇 使えるようになった" in shown
            assert "道志" not in shown
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
        await screen.until("つながるまで試しつづけます。")
        await screen.press("q")
        assert await screen.has_ended()
