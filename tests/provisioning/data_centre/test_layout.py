"""Every private key of a data centre lies once, at the program that needs it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provisioning.data_centre import layout as laying_out
from provisioning.data_centre.layout import Layout, make_data_centre

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty machine on which systemd-tmpfiles made the folders."""
    here = Layout(tmp_path)
    for folder in (here.authority, here.keys, here.broker, here.revocations.parent):
        folder.mkdir(parents=True)
    return here


def _private(root: Path) -> dict[str, Path]:
    return {file.name: file for file in root.rglob("*.key")}


def _contents(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_each_private_key_lies_at_its_program_and_nowhere_else(layout: Layout) -> None:
    assert make_data_centre(layout, NOW, ("madoguchi.example.jp",))
    places = {name: file.parent for name, file in _private(layout.root).items()}
    assert places == {
        "ca.key": layout.authority,
        "broker.key": layout.broker,
        "central.key": layout.keys,
        "central-signing.key": layout.keys,
        "central-sealing.key": layout.keys,
    }
    assert len(list(layout.root.rglob("*.key"))) == len(places)
    assert {file.stat().st_mode & 0o777 for file in _private(layout.root).values()} == {0o600}


def test_central_and_the_broker_get_what_their_settings_name(layout: Layout) -> None:
    make_data_centre(layout, NOW, ("192.0.2.10",))
    settings = (Path(__file__).parents[3] / "provisioning" / "data_centre" / "central.toml").read_text("utf-8")
    named = set(re.findall(r'credential:keys_([^"]+)"', settings))
    assert named == {file.name for file in layout.keys.iterdir()}
    configuration = (layout.broker / "mosquitto.conf").read_text("utf-8")
    assert "user mosquitto\n" in configuration
    for kind in ("cafile", "certfile", "keyfile", "crlfile"):
        file = re.search(rf"^{kind} (.+)$", configuration, re.MULTILINE)
        assert file is not None
        assert Path(file[1]).is_file(), kind


def test_made_again_nothing_changes(layout: Layout) -> None:
    make_data_centre(layout, NOW, ("a.example.jp",))
    before = _contents(layout.root)
    assert not make_data_centre(layout, NOW, ("b.example.jp",))
    assert _contents(layout.root) == before


def test_what_was_cut_short_is_finished(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> bool:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(laying_out, "write_revocations", cut)
        with pytest.raises(OSError, match="no space"):
            make_data_centre(layout, NOW, ("a.example.jp",))
    assert not make_data_centre(layout, NOW, ("a.example.jp",))
    assert layout.revocations.is_file()
    assert (layout.broker / "mosquitto.conf").is_file()


def test_the_command_says_in_a_sentence_what_is_in_its_way(tmp_path: Path) -> None:
    (tmp_path / "etc").write_text("", encoding="utf-8")
    command = (sys.executable, "-m", "provisioning.data_centre", "--root", str(tmp_path), "a.example.jp")
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("data_centre: ")
    assert "Traceback" not in ended.stderr
