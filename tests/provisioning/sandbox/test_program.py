"""Programs of the village: started, awaited, ended."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from provisioning.sandbox.errors import SandboxError
from provisioning.sandbox.program import Program


def _program(directory: Path, command: Sequence[str], **options: float) -> Program:
    async def ready() -> bool:
        return (directory / "ready").exists()

    return Program("sample", command, log=directory / "logs" / "sample.log", ready=ready, **options)  # type: ignore[arg-type]


async def test_it_is_running_once_it_says_it_is_ready(tmp_path: Path) -> None:
    program = _program(tmp_path, ("sh", "-c", f"touch {tmp_path}/ready; exec sleep 60"))
    await program.start()
    assert program.pid is not None
    await program.stop()
    assert program.pid is None


async def test_one_that_ends_before_it_is_ready_is_reported_with_its_last_words(tmp_path: Path) -> None:
    program = _program(tmp_path, ("sh", "-c", "echo no such table >&2; exit 3"))
    with pytest.raises(SandboxError, match="no such table") as caught:
        await program.start()
    assert caught.value.code == "ended"


async def test_one_that_never_gets_ready_is_ended(tmp_path: Path) -> None:
    program = _program(tmp_path, ("sleep", "60"), ready_seconds=0.2)
    with pytest.raises(SandboxError) as caught:
        await program.start()
    assert caught.value.code == "not-ready"
    assert program.pid is None


async def test_one_that_does_not_listen_is_killed_with_its_children(tmp_path: Path) -> None:
    script = f"trap '' TERM; sleep 60 & echo $! > {tmp_path}/child; touch {tmp_path}/ready; wait; wait; sleep 60"
    program = _program(tmp_path, ("sh", "-c", script), stop_seconds=0.3)
    await program.start()
    child = int((tmp_path / "child").read_text())
    await program.stop()
    assert program.pid is None
    for _ in range(500):
        if _is_gone(child):
            break
        await asyncio.sleep(0.01)
    assert _is_gone(child)


async def test_it_can_be_started_again_after_it_was_killed(tmp_path: Path) -> None:
    program = _program(tmp_path, ("sh", "-c", f"touch {tmp_path}/ready; exec sleep 60"))
    await program.start()
    first = program.pid
    await program.kill()
    assert await program.ended() == -9
    await program.start()
    assert program.pid not in (None, first)
    assert program.pid is not None
    os.kill(program.pid, 0)
    await program.stop()


def _is_gone(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split()[2] == "Z"
