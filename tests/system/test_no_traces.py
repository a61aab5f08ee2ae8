"""What a resident said stays in memory: no unit may be dumped or swapped out, and the machine has no swap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
WITH_RESIDENTS = ["kantan-agent.service", "kantan-kiosk.service", "kantan-central@.service", "kantan-migrate.service"]


def read(*place: str) -> str:
    """A file of this folder."""
    return SYSTEMD.joinpath(*place).read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", WITH_RESIDENTS)
def test_a_unit_is_neither_dumped_nor_swapped_out(unit: str) -> None:
    assert {"LimitCORE=0", "MemorySwapMax=0"} <= set(read(unit).splitlines())


def test_the_kernel_keeps_no_picture_of_a_program() -> None:
    lines = dict(re.findall(r"^([\w.]+) = (.+)$", read("sysctl.d", "60-kantan-madoguchi.conf"), re.MULTILINE))
    assert (lines["kernel.core_pattern"], lines["fs.suid_dumpable"]) == ("|/bin/false", "0")
    assert {"Storage=none", "ProcessSizeMax=0"} <= set(read("coredump.conf.d", "kantan-madoguchi.conf").splitlines())


def test_a_new_machine_makes_no_swap() -> None:
    preset = read("system-preset", "50-kantan-madoguchi.preset").splitlines()
    assert {"disable dphys-swapfile.service", "disable zramswap.service"} <= set(preset)
    assert {line.split()[1] for line in preset if line.startswith("enable")} == {
        "kantan-agent.service",
        "kantan-fence.service",
        "kantan-kiosk.service",
    }


@pytest.mark.parametrize("unit", ["kantan-agent.service", "kantan-central@.service"])
def test_a_program_that_stops_turning_is_started_anew(unit: str) -> None:
    assert {"Type=notify", "NotifyAccess=main", "Restart=always"} <= set(read(unit).splitlines())
    found = re.search(r"^WatchdogSec=(\d+)$", read(unit), re.MULTILINE)
    assert found is not None
    assert int(found[1]) <= 60


@pytest.mark.parametrize("unit", ["kantan-agent.service", "kantan-central@.service", "kantan-migrate.service"])
def test_secrets_lie_where_only_root_reads_them(unit: str) -> None:
    folders = re.findall(r"^LoadCredential=\w+:(.+)$", read(unit), re.MULTILINE)
    assert len(folders) == 1
    assert re.search(
        rf"^d +{re.escape(folders[0])} +0700 root root ", read("tmpfiles.d", "kantan-madoguchi.conf"), re.MULTILINE
    )
