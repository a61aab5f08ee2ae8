"""The role enrolment holds the authority that the broker's certificates come from, or does not begin."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from central.errors import BadSettings
from central.settings import EnrolmentSettings
from central.terminals.site_authority import read_site_authority
from provisioning.authority import create_site
from tests.central.clock import TestClock


@pytest.fixture
def settings(tmp_path: Path) -> EnrolmentSettings:
    create_site(tmp_path / "site", TestClock().now())
    return EnrolmentSettings(tmp_path / "site" / "ca.key", tmp_path / "ca.crl", "broker.example")


@pytest.mark.parametrize("missing", ["ca.crt", "ca.key", "central-signing.pub", "central-sealing.pub"])
def test_an_authority_with_a_part_missing_is_refused(settings: EnrolmentSettings, missing: str) -> None:
    believed = settings.authority.with_name("believed.crt")
    believed.write_bytes((settings.authority / "ca.crt").read_bytes())
    assert read_site_authority(settings, believed).certificate
    (settings.authority / missing).unlink()
    with pytest.raises(BadSettings, match=missing):
        read_site_authority(settings, believed)


def test_an_authority_that_the_broker_does_not_believe_is_refused(settings: EnrolmentSettings, tmp_path: Path) -> None:
    create_site(tmp_path / "other", TestClock().now())
    with pytest.raises(BadSettings, match="not the authority"):
        read_site_authority(settings, tmp_path / "other" / "ca.crt")


@pytest.mark.parametrize("days", [0, 3661])
def test_a_certificate_lives_a_sensible_time(days: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {"authority_file": "a", "crl_file": "c", "broker_host": "b", "certificate_days": days},
            EnrolmentSettings,
            dec_hook=lambda _, value: Path(value),
        )
