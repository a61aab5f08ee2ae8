"""The village's own authority."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from provisioning.sandbox.settings_files import TERMINAL
from provisioning.sandbox.site import forget, make_site

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def test_it_says_in_its_name_that_it_is_for_practice(tmp_path: Path) -> None:
    make_site(tmp_path / "site", NOW)
    authority = x509.load_pem_x509_certificate((tmp_path / "site" / "ca.crt").read_bytes())
    assert "practice" in authority.subject.rfc4514_string()


def test_its_keys_are_made_once(tmp_path: Path) -> None:
    make_site(tmp_path / "site", NOW)
    key = (tmp_path / "site" / "terminals" / TERMINAL / "terminal.key").read_bytes()
    make_site(tmp_path / "site", NOW)
    assert (tmp_path / "site" / "terminals" / TERMINAL / "terminal.key").read_bytes() == key


def test_forgetting_leaves_nothing_and_may_be_done_twice(tmp_path: Path) -> None:
    (tmp_path / "village").mkdir()
    make_site(tmp_path / "village" / "site", NOW)
    forget(tmp_path / "village")
    forget(tmp_path / "village")
    assert not (tmp_path / "village").exists()
