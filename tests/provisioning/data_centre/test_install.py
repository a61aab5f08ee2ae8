"""What a data centre is installed from is there, fits the units, and says nothing that central refuses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from central.settings import Profile, Role, load_settings

ROOT = Path(__file__).parents[3]
HERE = ROOT / "provisioning" / "data_centre"
INSTALL = (HERE / "install.sh").read_text(encoding="utf-8")
PACK = (ROOT / "provisioning" / "pack.sh").read_text(encoding="utf-8")
TMPFILES = (ROOT / "systemd" / "tmpfiles.d" / "kantan-broker.conf").read_text(encoding="utf-8")
PLACED = dict(re.findall(r"^ +put ([^\s\"$]+) (/\S+)$", INSTALL, re.MULTILINE))


@pytest.mark.parametrize("script", ["install.sh", "kantan-central.sh"])
def test_a_plain_shell_understands_the_scripts(script: str) -> None:
    subprocess.run(["sh", "-n", str(HERE / script)], check=True)


def test_everything_that_is_placed_is_there() -> None:
    assert len(PLACED) >= 8
    for name in PLACED:
        places = [ROOT / name, HERE / name, ROOT / "docs" / name, ROOT / "docs" / "manuals" / name]
        assert any(place.is_file() for place in places), name
    assert "data_centre) extra=central manual=operator.ja.md" in PACK


def test_every_role_of_central_is_switched_on() -> None:
    assert set(re.findall(r"kantan-central@(\w+)\.service", INSTALL)) >= {str(role) for role in Role}
    for unit in ("kantan-central@.service", "kantan-migrate.service", "kantan-revocations.path"):
        assert re.search(rf"for unit in .*{re.escape(unit)}", INSTALL)


def test_the_settings_that_come_with_it_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    settings = load_settings(HERE / "central.toml")
    assert settings.profile is Profile.PRODUCTION
    assert settings.enrolment is not None
    assert settings.keys.signing_file == tmp_path / "keys_central-signing.key"
    unit = (ROOT / "systemd" / "kantan-central@enrolment.service.d" / "authority.conf").read_text(encoding="utf-8")
    assert f"LoadCredential={settings.enrolment.authority_file.name}:/etc/madoguchi/authority/" in unit
    assert f"ReadWritePaths={settings.enrolment.crl_file.parent}\n" in unit
    assert {settings.operations.port_of({role}) for role in Role} == {9101, 9102, 9103, 9104}


def test_the_owner_of_the_database_is_the_user_of_the_units() -> None:
    unit = (ROOT / "systemd" / "kantan-central@.service").read_text(encoding="utf-8")
    owner = re.search(r"^owner=(\S+)$", INSTALL, re.MULTILINE)
    assert owner is not None
    assert f"User={owner[1]}\n" in unit
    assert f"postgresql://{owner[1]}@/madoguchi?" in (HERE / "central.toml").read_text(encoding="utf-8")


def test_the_broker_may_write_where_it_keeps_its_store() -> None:
    lines = [line.split() for line in TMPFILES.splitlines() if not line.startswith("#")]
    assert ["d", "/var/lib/madoguchi-broker/store", "0700", "mosquitto", "mosquitto", "-"] in lines
    assert all(line[1] != "/var/lib/madoguchi-broker/*" for line in lines)


def test_neither_settings_nor_keys_are_written_over() -> None:
    assert "rm " not in INSTALL
    assert 'if [ -e "$2" ]' in (ROOT / "provisioning" / "installing.sh").read_text(encoding="utf-8")


def test_the_broker_can_be_told_of_a_revoked_certificate() -> None:
    """mosquitto's own unit reloads with /bin/kill, which is in procps."""
    unit = (ROOT / "systemd" / "kantan-revocations.service").read_text(encoding="utf-8")
    assert "ExecStart=/usr/bin/systemctl reload mosquitto.service\n" in unit
    assert " procps " in INSTALL


def test_the_names_of_the_machine_are_written_into_new_settings_only() -> None:
    assert '[ -e "$settings" ] || is_new=yes' in INSTALL
    assert {"broker_host = ", "names = "} <= {line[: line.index("=") + 2] for line in _settings_lines()}


def _settings_lines() -> list[str]:
    lines = (HERE / "central.toml").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if "=" in line and not line.startswith("#")]
