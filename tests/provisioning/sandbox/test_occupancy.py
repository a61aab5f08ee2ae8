"""One process per village."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.sandbox.occupancy import Occupancy, Occupied


def test_a_second_process_learns_who_is_there(tmp_path: Path) -> None:
    with Occupancy(tmp_path), pytest.raises(Occupied) as caught, Occupancy(tmp_path):
        pass
    assert caught.value.pid == os.getpid()


def test_a_process_that_was_killed_leaves_no_trace(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, pathlib; from provisioning.sandbox.occupancy import Occupancy\n"
        "with Occupancy(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == -9
    with Occupancy(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())
