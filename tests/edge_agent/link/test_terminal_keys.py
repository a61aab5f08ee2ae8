"""The files from enrolment: read, or refused with the name of the file that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from edge_agent.errors import BadSettings
from edge_agent.link.terminal_keys import read_terminal_keys
from edge_agent.settings import AgentSettings, CentralSettings, KioskSettings, OutboxSettings, Profile, TerminalSettings
from provisioning.authority import create_site, issue_terminal


def enrolled(folder: Path, profile: Profile, *, practice: bool) -> AgentSettings:
    """Settings of a terminal of a new site."""
    create_site(folder / "site", datetime(2026, 4, 1, tzinfo=UTC), practice=practice)
    home = issue_terminal(folder / "site", "madoguchi-1")
    return AgentSettings(
        profile=profile,
        terminal=TerminalSettings("madoguchi-1", 1),
        central=CentralSettings(
            host="127.0.0.1",
            ca_file=home / "ca.crt",
            certificate_file=home / "terminal.crt",
            key_file=home / "terminal.key",
            signing_files=(home / "central-signing.pub",),
            sealing_file=home / "central-sealing.pub",
        ),
        outbox=OutboxSettings(folder / "outbox.db"),
        kiosk=KioskSettings(folder / "token", "道志村", {}),
    )


def test_what_enrolment_left_is_read_and_never_shown(tmp_path: Path) -> None:
    keys = read_terminal_keys(enrolled(tmp_path, Profile.PRODUCTION, practice=False))
    signature = keys.signer.properties("topic", b"payload")
    assert not keys.verifier.is_genuine("topic", b"payload", signature)
    assert "signer" not in repr(keys)


def test_a_counter_at_work_refuses_a_practice_authority(tmp_path: Path) -> None:
    settings = enrolled(tmp_path, Profile.PRODUCTION, practice=True)
    with pytest.raises(BadSettings, match=r"practice authority"):
        read_terminal_keys(settings)
    read_terminal_keys(msgspec.structs.replace(settings, profile=Profile.PRACTICE))


@pytest.mark.parametrize("name", ["terminal.key", "central-signing.pub", "central-sealing.pub", "ca.crt"])
def test_a_file_that_is_missing_or_wrong_is_named(tmp_path: Path, name: str) -> None:
    settings = enrolled(tmp_path, Profile.PRODUCTION, practice=False)
    file = tmp_path / "site" / "terminals" / "madoguchi-1" / name
    file.write_text("not a key", encoding="ascii")
    with pytest.raises(BadSettings, match=name):
        read_terminal_keys(settings)
    file.unlink()
    with pytest.raises(BadSettings, match=name):
        read_terminal_keys(settings)
