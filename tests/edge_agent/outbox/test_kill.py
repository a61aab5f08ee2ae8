"""SIGKILL at any moment loses no accepted event, gives no seq twice and leaves no gap."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..counter import outbox, waiting_envelopes

ROOT = Path(__file__).parents[3]


def accepted_before_kill(folder: Path, seconds: float) -> dict[int, str]:
    """Run the producer, kill it this long after its first word; what it said was accepted."""
    command = [sys.executable, "-m", "tests.edge_agent.outbox.kill_me", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        said = first + process.stdout.read()
    lines = [line.split() for line in said.decode().split("\n")[:-1]]
    return {int(seq): event_id for seq, event_id in lines}


async def kill_again_and_again(folder: Path, kills: int) -> None:
    """Kill at random moments on one file; nothing accepted may ever be missing."""
    accepted: dict[int, str] = {}
    moments = random.Random(kills)  # noqa: S311
    for _ in range(kills):
        life = accepted_before_kill(folder, moments.uniform(0, 0.15))
        assert not accepted.keys() & life.keys()
        accepted |= life
    async with outbox(folder) as box:
        found = {envelope.seq: envelope.id for envelope in await waiting_envelopes(box)}
        assert box.waiting().count == len(found)
    assert sorted(found) == list(range(1, len(found) + 1))
    assert accepted.items() <= found.items()


async def test_no_accepted_event_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    await kill_again_and_again(tmp_path, 5)


@pytest.mark.chaos
async def test_no_accepted_event_is_lost_in_fifty_kills(tmp_path: Path) -> None:
    await kill_again_and_again(tmp_path, 50)
