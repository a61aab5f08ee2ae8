"""The practice clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provisioning.sandbox.clock import PracticeClock


def test_a_new_village_lives_in_real_time(tmp_path: Path) -> None:
    with PracticeClock(tmp_path / "clock") as clock:
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
        assert clock.is_practice


def test_every_program_sees_the_same_step_at_once(tmp_path: Path) -> None:
    with PracticeClock(tmp_path / "clock") as ours, PracticeClock(tmp_path / "clock") as theirs:
        ours.forward(timedelta(days=3))
        assert theirs.offset == timedelta(days=3)
        assert abs(theirs.now() - ours.now()) < timedelta(seconds=1)


def test_the_date_stays_when_the_village_is_started_again(tmp_path: Path) -> None:
    with PracticeClock(tmp_path / "clock") as clock:
        clock.forward(timedelta(hours=5))
    with PracticeClock(tmp_path / "clock") as clock:
        assert clock.offset == timedelta(hours=5)


def test_it_never_turns_back(tmp_path: Path) -> None:
    with PracticeClock(tmp_path / "clock") as clock, pytest.raises(ValueError, match="only moves forward"):
        clock.forward(timedelta(seconds=-1))
