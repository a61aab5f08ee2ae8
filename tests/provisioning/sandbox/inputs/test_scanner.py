"""The emulated reader where nobody listens, and what it leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioning.sandbox.inputs.requests import Outcome, Situation
from provisioning.sandbox.inputs.service import InputService


@pytest.fixture
def service(tmp_path: Path) -> InputService:
    return InputService(tmp_path, logs=tmp_path)


async def test_it_is_plugged_in_at_first_pulled_out_and_plugged_in_again(service: InputService) -> None:
    await service.program.start()
    try:
        assert await service.hand.situation() == Situation(True)
        for _ in range(3):
            await service.hand.pull_out()
            await service.hand.pull_out()
            assert await service.hand.situation() == Situation(False)
            assert await service.hand.scan("1") is Outcome.NOT_PLUGGED
            await service.hand.plug_in()
            await service.hand.plug_in()
    finally:
        await service.program.stop()


async def test_what_nobody_reads_is_lost_and_what_no_key_has_is_refused(service: InputService) -> None:
    await service.program.start()
    try:
        assert await service.hand.scan("1") is Outcome.NOBODY_READS
        assert await service.hand.scan("受付票") is Outcome.NO_SUCH_KEY
    finally:
        await service.program.stop()


async def test_nothing_is_left_behind_also_of_one_that_was_killed(service: InputService, tmp_path: Path) -> None:
    await service.program.start()
    killed = (tmp_path / "in").resolve()
    await service.program.kill()
    assert killed.is_dir()
    await service.program.start()
    ended = (tmp_path / "in").resolve()
    assert not killed.exists()
    await service.program.stop()
    assert not ended.exists()
    assert not (tmp_path / "in").is_symlink()


async def test_the_path_of_its_sockets_is_short_enough_in_the_longest_folder(service: InputService) -> None:
    longest = Path("/" + "x" * 69)
    place = InputService(longest, logs=longest).environment["UMOCKDEV_DIR"]
    assert len(f"{place}/ioctl/dev/input/event9999") < 108
