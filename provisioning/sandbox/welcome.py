"""What a village says about itself when it has started: where to go and how to sign in."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from protocol.japanese import eras
from protocol.village.opening import JAPAN

from .accounts import PracticeAccount
from .ports import Ports, holder_of
from .village import Village


def welcome(village: Village) -> str:
    """The lines `make demo` prints, one thing each."""
    accounts = village.accounts
    return "\n".join(
        (
            f"住民の画面 (kiosk)          {village.kiosk_url}",
            "                            このアドレスは一度だけ使えます。次は「窓口のまわり」から開けます (works once)",
            f"職員の画面 (staff console)  {village.console_url}",
            f"  練習用の職員 (sign in)    {_sign_ins(accounts)}",
            f"  パスワード (password)     {accounts[0].password}  （みな同じ。練習専用）",
            f"住基の画面 (juki)           {village.registries.juki_page_url}",
            f"窓口のまわり (panel)        {village.panel_url}",
            f"技術者の画面 (TUI)          {_tui(village.agent_socket)}",
            f"村の日時 (village time)     {_village_time(village)}",
            f"手もとのPCから (from afar)  {_tunnel(village.plan.ports)}",
            "Ctrl-C で終わります。内容は残ります。はじめからやり直すには make demo-reset (Ctrl-C ends it; data stay)",
        )
    )


def taken(ports: Sequence[int]) -> str:
    """Which ports somebody else listens on, and what to do about it."""
    lines = [
        f"ポート {port} は {holder_of(port) or 'ほかのプログラム'} が使っています (port {port} is in use)"
        for port in ports
    ]
    return "\n".join(
        (
            *lines,
            "それを終わらせるか、make demo PORTS=auto で空いているポートを使ってください (end it, or use PORTS=auto)",
        )
    )


def already_running(pid: int) -> str:
    """Somebody started this village before."""
    return f"この練習村はもう動いています (already running, pid {pid})。その画面で Ctrl-C を押すと終わります。"


def _village_time(village: Village) -> str:
    now = village.clock.now().astimezone(JAPAN)
    return f"{eras.era_date(now.date(), weekday=True)}{now:%H:%M}"


def _sign_ins(accounts: Sequence[PracticeAccount]) -> str:
    by_title = groupby(accounts, key=lambda account: account.title)
    return "  ".join(f"{title} {'・'.join(account.login for account in group)}" for title, group in by_title)


def _tui(agent_socket: Path) -> str:
    python = Path(sys.executable)
    shown = python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else python
    return f"{shown} -m edge_agent.tui --socket {agent_socket}"


def _tunnel(ports: Ports) -> str:
    pages = (ports.kiosk, ports.console, ports.juki_page, ports.panel)
    forwards = " ".join(f"-L {port}:127.0.0.1:{port}" for port in pages)
    user = os.environ.get("SUDO_USER") or getpass.getuser()
    return f"ssh {forwards} {user}@{socket.gethostname()}"
