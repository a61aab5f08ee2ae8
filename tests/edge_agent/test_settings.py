"""The settings file: what it must say, what it may not say, and what is shown of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_agent.errors import BadSettings
from edge_agent.settings import DevicesSettings, Profile, load_devices, load_settings, redacted
from protocol.village.systems import System, Systems

FILE = """
profile = "production"

[terminal]
id = "madoguchi-1"
number = 1

[central]
host = "broker.example"
ca_file = "terminal/ca.crt"
certificate_file = "terminal/terminal.crt"
key_file = "/run/credentials/kantan-agent.service/terminal.key"
signing_files = ["terminal/central-signing.pub"]
sealing_file = "terminal/central-sealing.pub"

[outbox]
file = "/var/lib/madoguchi/outbox.db"

[kiosk]
token_file = "/run/madoguchi/start-token"
village = "道志村"

[kiosk.opening]
mon = [["08:30", "17:15"]]
"""


def write(folder: Path, text: str) -> Path:
    """The settings file in a folder."""
    file = folder / "agent.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, FILE))
    assert settings.profile is Profile.PRODUCTION
    assert settings.central.ca_file == tmp_path / "terminal/ca.crt"
    assert settings.central.key_file == Path("/run/credentials/kantan-agent.service/terminal.key")


@pytest.mark.parametrize(
    "text",
    [
        FILE + "colour = [[1, 2]]\n",
        FILE.replace("08:30", "18:30"),
        "colour = 1\n" + FILE,
        FILE.replace('id = "madoguchi-1"', 'id = "Madoguchi/1"'),
        FILE.replace("number = 1", "number = 0"),
        FILE.replace('profile = "production"', 'profile = "holiday"'),
        FILE.replace('host = "broker.example"', ""),
        "not toml",
    ],
)
def test_what_is_unknown_missing_or_wrong_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSettings, match=r"agent\.toml"):
        load_settings(write(tmp_path, text))


def test_bytes_that_are_no_text_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "agent.toml"
    with pytest.raises(BadSettings):
        load_settings(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadSettings):
        load_settings(file)


def test_what_is_shown_can_be_read_again_and_does_not_say_where_the_key_lies(tmp_path: Path) -> None:
    shown = redacted(load_settings(write(tmp_path, FILE)))
    assert "terminal.key" not in shown
    again = load_settings(write(tmp_path, shown))
    assert (again.terminal.number, again.kiosk.opening) == (1, {"mon": (("08:30", "17:15"),)})
    assert "terminal.key" not in repr(load_settings(write(tmp_path, FILE)))


def test_a_counter_without_a_word_about_it_has_no_receipt_printer(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, FILE)).devices.receipt_printer.driver == "none"


def test_a_receipt_printer_of_the_network_is_named_with_its_fonts(tmp_path: Path) -> None:
    table = '\n[devices.receipt_printer]\ndriver = "network"\nhost = "printer.example"\nfont = "fonts/a.ttf"\n'
    printer = load_settings(write(tmp_path, FILE + table)).devices.receipt_printer
    assert (printer.host, printer.port, printer.font) == ("printer.example", 9100, tmp_path / "fonts/a.ttf")


def test_who_a_terminal_is_may_stand_in_the_folder_that_enrolment_filled(tmp_path: Path) -> None:
    (tmp_path / "enrolled").mkdir()
    (tmp_path / "enrolled" / "terminal.toml").write_text(
        '[terminal]\nid = "counter-2"\nnumber = 2\n[central]\nhost = "broker.example"\nport = 8884\n'
        'ca_file = "ca.crt"\ncertificate_file = "terminal.crt"\nkey_file = "terminal.key"\n'
        'signing_files = ["central-signing.pub"]\nsealing_file = "central-sealing.pub"\n',
        encoding="utf-8",
    )
    own = FILE[: FILE.index("[terminal]")] + FILE[FILE.index("[outbox]") :]
    settings = load_settings(write(tmp_path, 'enrolled = "enrolled"\n' + own))
    assert (settings.terminal.id, settings.terminal.number) == ("counter-2", 2)
    assert (settings.central.host, settings.central.port) == ("broker.example", 8884)
    folder = tmp_path / "enrolled"
    assert (settings.central.key_file, settings.central.ca_file) == (folder / "terminal.key", folder / "ca.crt")
    assert settings.central.signing_files == (folder / "central-signing.pub",)
    (folder / "terminal.toml").unlink()
    with pytest.raises(BadSettings, match=r"terminal\.toml"):
        load_settings(write(tmp_path, 'enrolled = "enrolled"\n' + own))


def test_a_system_is_on_until_it_is_switched_off(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, FILE)).systems == Systems()
    systems = load_settings(write(tmp_path, FILE + "\n[systems]\nguidance = false\n")).systems
    assert [system for system in System if systems.has(system)] == [System.CERTIFICATES, System.SUBMISSIONS]
    with pytest.raises(BadSettings):
        load_settings(write(tmp_path, FILE + "\n[systems]\nguidence = false\n"))


def test_the_device_key_may_be_one_that_systemd_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = FILE.replace("/run/credentials/kantan-agent.service/terminal.key", "credential:terminal_terminal.key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/kantan-agent.service")
    settings = load_settings(write(tmp_path, text))
    assert settings.central.key_file == Path("/run/credentials/kantan-agent.service/terminal_terminal.key")


def test_what_is_said_of_the_devices_can_be_read_without_the_key(tmp_path: Path) -> None:
    table = '\n[devices.pen]\ndriver = "evdev"\nmatch = "Tablet"\n[local_api]\nsocket = "agent.sock"\n'
    text = FILE.replace("/run/credentials/kantan-agent.service/terminal.key", "credential:terminal_terminal.key")
    read = load_devices(write(tmp_path, text + table))
    assert (read.devices.pen.match, read.local_api.socket) == ("Tablet", tmp_path / "agent.sock")
    assert load_devices(write(tmp_path, 'profile = "practice"\n')).devices == DevicesSettings()
    for broken in ("[devices.pen]\ndriver = 1\n", "[devices.pan]\n", "= 1"):
        with pytest.raises(BadSettings):
            load_devices(write(tmp_path, broken))
    with pytest.raises(BadSettings, match="No such file"):
        load_devices(tmp_path / "nowhere.toml")
