"""The settings file is read whole or refused, and shown without its secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.errors import BadSettings
from central.link.key_files import read_opener, read_signer, refuse_practice_authority
from central.settings import CentralSettings, Profile, Role, load_settings, redacted
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
