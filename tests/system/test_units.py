"""The units are understood by systemd without a murmur, and closed as tightly as their work allows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.sandbox.settings_files import AGENT_ENVIRONMENT

SYSTEMD = Path(__file__).parents[2] / "systemd"
UNITS = sorted(path.name for path in SYSTEMD.glob("*.service"))
EXPOSURE = {
    "kantan-agent.service": 2.0,
    "kantan-kiosk.service": 2.5,
    "kantan-central@.service": 2.0,
    "kantan-migrate.service": 2.0,
    "kantan-fence.service": 2.0,
    "kantan-revocations.service": 2.0,
}

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Copies of the units whose programs exist: each command is a stub that systemd may look at."""
    stub = tmp_path / "stub"
    stub.write_text("#!/bin/sh\n", encoding="utf-8")
    stub.chmod(0o755)
    for name in UNITS:
        text = (SYSTEMD / name).read_text(encoding="utf-8")
        copy = tmp_path / name.replace("@.", "@web.")
        replaced = re.sub(r"^(Exec\w+)=(-?)/\S+", rf"\1=\2{stub}", text, flags=re.MULTILINE)
        copy.write_text(replaced, encoding="utf-8")
    return tmp_path


def murmurs(unit: Path) -> str:
    """All that systemd says about a unit; its exit code is 0 even for keys it does not know."""
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=unit.parent)
    return found.stdout + found.stderr


def is_closed(unit: Path, exposure: float) -> bool:
    """Whether a unit's exposure is at most this. The tool counts in tenths."""
    command = [
        "systemd-analyze",
        "security",
        "--offline=true",
        "--no-pager",
        f"--threshold={exposure * 10:.0f}",
        str(unit),
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_every_unit_has_a_limit_of_its_own() -> None:
    assert set(UNITS) == set(EXPOSURE)


@pytest.mark.parametrize("name", UNITS)
def test_systemd_says_nothing_about_a_unit(units: Path, name: str) -> None:
    assert murmurs(units / name.replace("@.", "@web.")) == ""


@pytest.mark.parametrize(
    ("line", "worse"),
    [
        ("Restart=always", "Restart=alwais"),
        ("UMask=", "UMusk="),
        ("Wants=network-online.target", "Requires=no-such.service"),
    ],
)
def test_a_mistake_in_a_unit_is_heard(units: Path, line: str, worse: str) -> None:
    unit = units / "kantan-agent.service"
    text = unit.read_text(encoding="utf-8")
    assert line in text
    unit.write_text(text.replace(line, worse), encoding="utf-8")
    assert murmurs(unit) != ""


@pytest.mark.parametrize(("name", "exposure"), EXPOSURE.items())
def test_a_unit_is_closed_as_tightly_as_promised(units: Path, name: str, exposure: float) -> None:
    assert is_closed(units / name.replace("@.", "@web."), exposure)


@pytest.mark.parametrize(("name", "exposure"), EXPOSURE.items())
def test_a_unit_left_open_is_found(units: Path, name: str, exposure: float) -> None:
    unit = units / name.replace("@.", "@web.")
    kept = [
        line
        for line in unit.read_text(encoding="utf-8").splitlines()
        if not re.match(r"(?:Protect|Restrict[A-Z]\w*=|SystemCall|Capability|NoNew|Private)", line)
    ]
    unit.write_text("\n".join(kept), encoding="utf-8")
    assert not is_closed(unit, exposure)


@pytest.mark.parametrize("name", [name for name in UNITS if " -m " in (SYSTEMD / name).read_text(encoding="utf-8")])
def test_a_unit_starts_its_program_with_options_that_it_knows(name: str) -> None:
    text = (SYSTEMD / name).read_text(encoding="utf-8")
    match = re.search(r"^ExecStart=\S+ -m (\w+) (.+)$", text, re.MULTILINE)
    assert match is not None
    asked = subprocess.run([sys.executable, "-m", match[1], "--help"], capture_output=True, text=True, check=True)
    words = [word for word in match[2].split() if not word.startswith(("/", "%"))]
    assert [word for word in words if word not in asked.stdout] == []


def test_the_users_of_the_units_are_made_before_they_start() -> None:
    users = (SYSTEMD / "sysusers.d" / "kantan-madoguchi.conf").read_text(encoding="utf-8")
    made = set(re.findall(r"^[ug]\s+(\S+)", users, re.MULTILINE))
    for name in UNITS:
        text = (SYSTEMD / name).read_text(encoding="utf-8")
        assert set(re.findall(r"^(?:User|Group)=(.+)$", text, re.MULTILINE)) <= made


def test_the_devices_of_the_counter_belong_to_the_group_the_agent_is_in() -> None:
    rules = (SYSTEMD / "udev" / "70-kantan-madoguchi.rules").read_text(encoding="utf-8")
    agent = (SYSTEMD / "kantan-agent.service").read_text(encoding="utf-8")
    assert set(re.findall(r'GROUP="(.+?)"', rules)) == {"kantan-devices"}
    assert "SupplementaryGroups=kantan-devices\n" in agent


def test_every_udev_rule_is_a_list_of_matches_and_assignments() -> None:
    rules = (SYSTEMD / "udev" / "70-kantan-madoguchi.rules").read_text(encoding="utf-8")
    term = r'[A-Z]+(?:\{\w+\})?(?:==|!=|\+=|=)"[^"]*"'
    lines = [line for line in rules.splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(rf"{term}(?:, {term})*", line)] == []


def test_users_and_folders_are_made_in_an_empty_system(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    made = subprocess.run(
        ["systemd-sysusers", f"--root={tmp_path}", str(SYSTEMD / "sysusers.d" / "kantan-madoguchi.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "Permission denied" in made.stderr or "Operation not permitted" in made.stderr:
        pytest.skip("only root may make users")
    assert made.returncode == 0, made.stderr
    accounts = (tmp_path / "etc" / "passwd").read_text(encoding="utf-8")
    assert {"kantan-agent", "kantan-kiosk", "kantan-central"} <= set(re.findall(r"^([\w-]+):", accounts, re.MULTILINE))
    tmpfiles = [
        "systemd-tmpfiles",
        "--create",
        f"--root={tmp_path}",
        str(SYSTEMD / "tmpfiles.d" / "kantan-madoguchi.conf"),
    ]
    folders = subprocess.run(tmpfiles, capture_output=True, text=True, check=False)
    assert (folders.returncode, folders.stderr) == (0, "")
    assert (tmp_path / "etc" / "madoguchi" / "terminal").stat().st_mode & 0o777 == 0o700


def test_the_practice_agent_has_the_environment_of_an_installed_one() -> None:
    agent = (SYSTEMD / "kantan-agent.service").read_text(encoding="utf-8")
    assert dict(re.findall(r"^Environment=(\w+)=(.+)$", agent, re.MULTILINE)) == AGENT_ENVIRONMENT
