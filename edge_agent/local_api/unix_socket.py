"""Opens an application on a unix socket that its owner and group may use."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from aiohttp import web

_MODE = 0o660
_SHUTDOWN_SECONDS = 1.0


async def opened_on(socket: Path, application: web.Application) -> web.AppRunner:
    """Serve until the runner is cleaned up; a socket that was left behind is replaced."""
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    _make_way(socket)
    await web.UnixSite(runner, str(socket)).start()
    os.chmod(socket, _MODE)
    return runner


def _make_way(socket: Path) -> None:
    socket.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        socket.unlink()
