"""The settings file is read whole or refused, and shown without its secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.console.settings import console_settings
from central.errors import BadSettings
from central.link.key_files import read_opener, read_signer, refuse_practice_authority
from central.settings import CentralSettings, Profile, Role, load_settings, redacted
from central.staff.roles import Role as StaffRole
from protocol.village.systems import Systems
from provisioning import authority
from tests.central.clock import TestClock

GOOD = """
profile = "production"
[database]
url = "postgresql://central:hidden@db.example:5433/madoguchi"
[broker]
host = "broker.example"
ca_file = "site/ca.crt"
certificate_file = "site/central.crt"
key_file = "/etc/central.key"
[keys]
signing_file = "site/central-signing.key"
sealing_files = ["site/central-sealing.key"]
[operations.ports]
web = 9181
inbox = 9182
"""


def _load(folder: Path, text: str = GOOD) -> CentralSettings:
    file = folder / "central.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_relative_files_lie_beside_the_settings(tmp_path: Path) -> None:
    settings = _load(tmp_path)
    assert settings.profile is Profile.PRODUCTION
    assert settings.broker.ca_file == tmp_path / "site/ca.crt"
    assert settings.broker.key_file == Path("/etc/central.key")
    assert settings.operations.port_of({Role.INBOX}) == 9182
    assert settings.operations.port_of({Role.INBOX, Role.WEB}) == 9181


@pytest.mark.parametrize(
    ("good", "bad"),
    [("[keys]", "[keys]\nextra = 1"), ('"production"', '"test"'), ("[broker]", "[brokers]"), ("profile", "profil")],
)
def test_an_unknown_key_or_value_is_an_error(tmp_path: Path, good: str, bad: str) -> None:
    with pytest.raises(BadSettings):
        _load(tmp_path, GOOD.replace(good, bad))


def test_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        load_settings(tmp_path / "none.toml")


def test_the_password_is_never_shown(tmp_path: Path) -> None:
    settings = _load(tmp_path)
    assert "hidden" not in redacted(settings)
    assert "hidden" not in repr(settings)
    assert "postgresql://central:***@db.example:5433/madoguchi" in redacted(settings)


def test_a_password_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("p@ss:wörd/\n", encoding="utf-8")
    text = GOOD.replace(":hidden", "").replace("[database]", '[database]\npassword_file = "password"', 1)
    settings = _load(tmp_path, text)
    assert settings.database.url == "postgresql://central:p%40ss%3Aw%C3%B6rd%2F@db.example:5433/madoguchi"
    assert "p%40ss" not in redacted(settings)
    (tmp_path / "password").unlink()
    with pytest.raises(BadSettings, match="no password"):
        _load(tmp_path, text)


def test_a_system_is_on_until_it_is_switched_off(tmp_path: Path) -> None:
    assert _load(tmp_path).systems == Systems()
    assert _load(tmp_path, GOOD + "\n[systems]\ncertificates = false\n").systems == Systems(certificates=False)


def test_a_file_may_be_one_that_systemd_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/kantan-central@web.service")
    settings = _load(tmp_path, GOOD.replace("site/central-signing.key", "credential:keys_central-signing.key"))
    given = Path("/run/credentials/kantan-central@web.service/keys_central-signing.key")
    assert settings.keys.signing_file == given
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(BadSettings, match="no credentials"):
        _load(tmp_path, GOOD.replace("site/central-signing.key", "credential:keys_central-signing.key"))


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    settings = _load(tmp_path, GOOD.replace(":hidden", ""))
    (tmp_path / "again.toml").write_text(redacted(settings), encoding="utf-8")
    assert load_settings(tmp_path / "again.toml") == settings


def test_the_keys_of_a_site_are_read(tmp_path: Path) -> None:
    authority.create_site(tmp_path / "site", TestClock().now())
    settings = _load(tmp_path)
    assert len(read_opener(settings.keys.sealing_files).keys) == 1
    assert read_signer(settings.keys.signing_file).key_id
    with pytest.raises(BadSettings):
        read_signer(settings.keys.sealing_files[0])
    with pytest.raises(BadSettings):
        read_opener((settings.keys.signing_file,))
    with pytest.raises(BadSettings):
        read_opener(())


def test_a_village_at_work_refuses_an_authority_whose_key_lies_beside_it(tmp_path: Path) -> None:
    authority.create_site(tmp_path / "site", TestClock().now())
    settings = _load(tmp_path)
    with pytest.raises(BadSettings, match="beside"):
        refuse_practice_authority(settings)
    (tmp_path / "site" / "ca.key").rename(tmp_path / "locked-away.key")
    refuse_practice_authority(settings)


@pytest.mark.parametrize(
    ("profile", "named", "roles"),
    [
        ("production", "", set(StaffRole)),
        ("practice", "", set()),
        ("production", "[staff]\nsecond_factor = []", set()),
        ("practice", '[staff]\nsecond_factor = ["operator"]', {StaffRole.OPERATOR}),
    ],
    ids=["at-work", "at-practice", "none", "one"],
)
def test_every_role_needs_a_second_factor_unless_the_village_says_otherwise(
    tmp_path: Path, profile: str, named: str, roles: set[StaffRole]
) -> None:
    text = GOOD.replace('profile = "production"', f'profile = "{profile}"') + named
    assert console_settings(_load(tmp_path, text)).limits.second_factor == roles


def test_a_second_factor_for_a_role_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="king"):
        console_settings(_load(tmp_path, GOOD + '[staff]\nsecond_factor = ["king"]'))
