"""What a terminal is installed from is there, fits the units, and says nothing that the agent refuses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from edge_agent.settings import Profile, load_settings

ROOT = Path(__file__).parents[3]
TERMINAL = ROOT / "provisioning" / "terminal"
INSTALL = (TERMINAL / "install.sh").read_text(encoding="utf-8")
COMMON = (ROOT / "provisioning" / "installing.sh").read_text(encoding="utf-8")
PACK = (ROOT / "provisioning" / "pack.sh").read_text(encoding="utf-8")
UNIT = (ROOT / "systemd" / "kantan-agent.service").read_text(encoding="utf-8")
KIOSK = (ROOT / "systemd" / "kantan-kiosk.service").read_text(encoding="utf-8")
PLACED = dict(re.findall(r"^ +put ([^\s\"$]+) (/[^\s\"]+)", INSTALL, re.MULTILINE))
UNITS = ("kantan-agent", "kantan-kiosk", "kantan-fence")


@pytest.mark.parametrize(
    "script", ["terminal/install.sh", "installing.sh", "pack.sh", "trial/run.sh", "trial/inside.sh"]
)
def test_a_plain_shell_understands_the_scripts(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / "provisioning" / script)], check=True)


def test_everything_that_is_placed_is_packed_and_there() -> None:
    assert len(PLACED) >= 10
    for name in PLACED:
        places = [ROOT / name, TERMINAL / name, ROOT / "docs" / name, ROOT / "docs" / "manuals" / name]
        assert any(place.is_file() for place in places), name
    for packed in ("systemd", "DESIGN.md", "$manual", "installing.sh"):
        assert f'/{packed}" ' in PACK, packed
    assert "terminal) extra=edge manual=technician.ja.md" in PACK


def test_the_rules_of_the_fence_lie_where_its_unit_looks() -> None:
    fence = (ROOT / "systemd" / "kantan-fence.service").read_text(encoding="utf-8")
    rules = PLACED["systemd/nftables/kantan-kiosk.nft"]
    assert f"nft -f {rules}\n" in fence


def test_every_unit_of_a_counter_is_placed_and_switched_on() -> None:
    placed = re.search(r"for unit in ([^;]+);", INSTALL)
    assert placed is not None
    assert tuple(placed[1].split()) == UNITS
    assert all(f"{unit}.service" in INSTALL for unit in UNITS)


def test_the_program_and_its_settings_lie_where_the_unit_starts_them() -> None:
    home, settings = (re.search(rf"^{name}=(\S+)$", COMMON + INSTALL, re.MULTILINE) for name in ("home", "settings"))
    assert home is not None
    assert settings is not None
    assert f"ExecStart={home[1]}/bin/python -m edge_agent --settings {settings[1]}\n" in UNIT


def test_what_the_units_start_is_installed() -> None:
    for program in ("cage", "chromium"):
        assert f"/usr/bin/{program}" in KIOSK
        assert re.search(rf" {program} ", INSTALL)


def test_cage_finds_the_x_server_without_which_it_ends() -> None:
    assert "/usr/bin/cage" in KIOSK
    assert " xwayland " in INSTALL


def test_the_settings_that_come_with_it_only_lack_the_enrolment() -> None:
    settings = load_settings(TERMINAL / "agent.toml", before_enrolment=True)
    assert settings.profile is Profile.PRODUCTION
    assert settings.terminal.id == "not-enrolled"
    assert str(settings.kiosk.token_file) in KIOSK
    assert f"port={settings.kiosk.port}" in KIOSK.replace(":8090/", "port=8090")
    assert settings.outbox.file.parent == Path("/var/lib/madoguchi")


def test_neither_settings_nor_keys_are_written_over() -> None:
    assert 'if [ -e "$2" ]' in COMMON
    assert "rm " not in INSTALL
