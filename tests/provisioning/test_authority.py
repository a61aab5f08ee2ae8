"""The site's files: what they are, who may read them, and that no key is ever made twice."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from protocol.errors import BadKeyFile
from protocol.wire.keys import (
    load_certificate_key,
    load_public_sealing_key,
    load_public_signing_key,
    load_sealing_key,
    load_signing_key,
)
from provisioning.authority import certify_terminal, create_site, issue_server, issue_terminal, write_revocations
from provisioning.errors import BadTerminalId, SiteExists, TerminalExists

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
SITE_FILES = {
    "ca.crt", "ca.key", "broker.crt", "broker.key", "central.crt", "central.key", "central-signing.key",
    "central-signing.pub", "central-sealing.key", "central-sealing.pub", "terminals",
}  # fmt: skip
TERMINAL_FILES = {"terminal.crt", "terminal.key", "ca.crt", "central-signing.pub", "central-sealing.pub"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    create_site(tmp_path / "site", NOW)
    return tmp_path / "site"


def certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_a_site_has_exactly_the_agreed_files(site: Path) -> None:
    issue_terminal(site, "madoguchi-1")
    assert {file.name for file in site.iterdir()} == SITE_FILES
    assert {file.name for file in (site / "terminals/madoguchi-1").iterdir()} == TERMINAL_FILES


def test_keys_are_for_their_owner_only(site: Path) -> None:
    issue_terminal(site, "madoguchi-1")
    assert {file.stat().st_mode & 0o777 for file in site.rglob("*.key")} == {0o600}
    assert len(list(site.rglob("*.key"))) == 6


def test_a_half_made_site_never_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("provisioning.authority.write_public_key", fails)
    with pytest.raises(OSError, match="disk full"):
        create_site(tmp_path / "site", NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_site_is_never_made_twice(site: Path) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    with pytest.raises(SiteExists):
        create_site(site, NOW)
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_an_empty_directory_may_become_a_site(tmp_path: Path) -> None:
    create_site(tmp_path, NOW)
    assert (tmp_path / "ca.key").exists()


def test_a_terminal_gets_one_key_only(site: Path) -> None:
    key = issue_terminal(site, "madoguchi-1").joinpath("terminal.key").read_bytes()
    with pytest.raises(TerminalExists):
        issue_terminal(site, "madoguchi-1")
    assert (site / "terminals/madoguchi-1/terminal.key").read_bytes() == key


@pytest.mark.parametrize("name", ["central", "broker", "", "a", "Up", "a/b", "a+", "#", "../x", "a b", "窓口", "ab\n"])
def test_a_name_that_the_access_list_could_misread_is_refused(site: Path, name: str) -> None:
    with pytest.raises(BadTerminalId):
        issue_terminal(site, name)
    assert list((site / "terminals").iterdir()) == []


def test_a_terminal_is_named_in_its_certificate_and_holds_its_key(site: Path) -> None:
    home = issue_terminal(site, "madoguchi-1")
    issued, ca = certificate(home / "terminal.crt"), certificate(site / "ca.crt")
    issued.verify_directly_issued_by(ca)
    assert [name.value for name in issued.subject] == ["madoguchi-1"]
    assert isinstance(issued.public_key(), Ed25519PublicKey)
    assert load_signing_key(home / "terminal.key").public_key() == load_certificate_key(home / "terminal.crt")
    usage = issued.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]


def test_the_authority_is_p256_and_may_sign_nothing_but_ends(site: Path) -> None:
    ca = certificate(site / "ca.crt")
    key = ca.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)
    constraints = ca.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)


def test_the_broker_answers_to_loopback_and_to_its_own_names(tmp_path: Path) -> None:
    create_site(tmp_path / "site", NOW, broker_names=("broker.example.lg.jp", "192.0.2.5"))
    names = certificate(tmp_path / "site/broker.crt").extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost", "broker.example.lg.jp"]
    expected = [ip_address(text) for text in ("127.0.0.1", "::1", "192.0.2.5")]
    assert names.value.get_values_for_type(x509.IPAddress) == expected


def test_a_terminal_without_a_clock_finds_every_certificate_valid(site: Path) -> None:
    issue_terminal(site, "madoguchi-1")
    for file in site.rglob("*.crt"):
        assert certificate(file).not_valid_before_utc.year == 1970
        assert certificate(file).not_valid_after_utc > NOW + timedelta(days=3650)


def test_two_sites_do_not_trust_each_other(site: Path, tmp_path: Path) -> None:
    create_site(tmp_path / "other", NOW)
    home = issue_terminal(tmp_path / "other", "madoguchi-1")
    assert certificate(site / "ca.crt").subject != certificate(tmp_path / "other/ca.crt").subject
    with pytest.raises(ValueError, match="subject"):
        certificate(home / "terminal.crt").verify_directly_issued_by(certificate(site / "ca.crt"))


def test_central_has_a_signing_and_a_sealing_pair(site: Path) -> None:
    signing, sealing = load_signing_key(site / "central-signing.key"), load_sealing_key(site / "central-sealing.key")
    assert load_public_signing_key(site / "central-signing.pub") == signing.public_key()
    assert load_public_sealing_key(site / "central-sealing.pub") == sealing.public_key()


def test_a_key_of_another_kind_or_no_key_is_refused_by_name_only(site: Path, tmp_path: Path) -> None:
    with pytest.raises(BadKeyFile, match=r"^central-sealing\.key$"):
        load_signing_key(site / "central-sealing.key")
    with pytest.raises(BadKeyFile):
        load_sealing_key(site / "ca.key")
    with pytest.raises(BadKeyFile):
        load_public_signing_key(site / "central-sealing.pub")
    with pytest.raises(BadKeyFile):
        load_certificate_key(site / "broker.crt")
    rubbish = tmp_path / "rubbish"
    rubbish.write_text("rubbish")
    for load in (load_signing_key, load_public_sealing_key, load_certificate_key):
        with pytest.raises(BadKeyFile):
            load(rubbish)


def test_a_revocation_list_names_exactly_who_is_out(site: Path) -> None:
    out, file = certificate(issue_terminal(site, "madoguchi-1") / "terminal.crt"), site / "ca.crl"
    assert write_revocations(site, file, {})
    assert write_revocations(site, file, {out.serial_number: NOW})
    listed = x509.load_pem_x509_crl(file.read_bytes())
    assert [entry.serial_number for entry in listed] == [out.serial_number]
    assert listed.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert {file.name for file in site.iterdir()} == SITE_FILES | {"ca.crl"}


def test_a_later_revocation_list_is_dated_later_and_the_same_one_is_not_written_again(site: Path) -> None:
    file, dates = site / "ca.crl", []
    for revoked in ({}, {7: NOW}, {7: NOW, 8: NOW}, {8: NOW}):
        assert write_revocations(site, file, revoked)
        assert not write_revocations(site, file, revoked)
        dates.append(x509.load_pem_x509_crl(file.read_bytes()).last_update_utc)
    assert dates == sorted(set(dates))
    assert dates[-1].year == 1970


def test_a_key_that_was_made_elsewhere_is_certified_until_a_day(site: Path) -> None:
    key, end = Ed25519PrivateKey.generate().public_key(), NOW + timedelta(days=730)
    issued = certify_terminal(site, "madoguchi-2", key, end)
    issued.verify_directly_issued_by(certificate(site / "ca.crt"))
    assert (issued.public_key(), issued.not_valid_after_utc) == (key, end)
    latest = certificate(site / "ca.crt").not_valid_after_utc
    assert certify_terminal(site, "madoguchi-2", key, latest + timedelta(days=1)).not_valid_after_utc == latest
    with pytest.raises(BadTerminalId):
        certify_terminal(site, "central", key, end)


def test_a_servers_key_may_lie_elsewhere_than_the_authority(site: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    issue_server(site, "enrolment", ("desk.example.lg.jp",), into=tmp_path / "server")
    assert {file.name for file in (tmp_path / "server").iterdir()} == {"enrolment.key", "enrolment.crt"}
    assert {file.name for file in site.iterdir()} == SITE_FILES


def test_the_broker_reads_the_list_whatever_the_umask_of_central_is(tmp_path: Path) -> None:
    create_site(tmp_path / "site", NOW)
    before = os.umask(0o077)
    try:
        write_revocations(tmp_path / "site", tmp_path / "ca.crl", {})
    finally:
        os.umask(before)
    assert (tmp_path / "ca.crl").stat().st_mode & 0o777 == 0o644
