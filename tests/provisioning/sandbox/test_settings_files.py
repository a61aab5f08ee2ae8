"""The settings files that the sandbox writes are files the programs read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from central.residents_settings import FileResidentsSettings, RestResidentsSettings
from central.settings import load_settings as load_central
from edge_agent.settings import load_settings as load_agent
from protocol.village.opening import JAPAN
from protocol.village.systems import Systems
from provisioning.sandbox.juki.way import JukiWay, writing
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.settings_files import TERMINAL, write_agent, write_central
from provisioning.sandbox.town_hall import kiosk_settings


def test_central_reads_its_file(tmp_path: Path) -> None:
    ports = Ports()
    write_central(tmp_path / "central.toml", home=tmp_path, database_url="postgresql:///x", ports=ports)
    settings = load_central(tmp_path / "central.toml")
    assert settings.broker.port == ports.centre_line
    assert isinstance(settings.residents, RestResidentsSettings)
    assert settings.residents.url.endswith(f":{ports.juki_line}")
    assert settings.identity is not None
    assert list(settings.identity.authorities) == ["auth-1", "auth-2"]
    assert settings.identity.authorities["auth-2"].crl_url.endswith(f":{ports.revocation}/crl/auth-2.crl")
    assert settings.web.origin == f"http://127.0.0.1:{ports.console}"


@pytest.mark.parametrize("way", [JukiWay.FILES_UTF_8, JukiWay.FILES_CP932])
def test_central_and_the_stand_in_meet_in_one_folder(tmp_path: Path, way: JukiWay) -> None:
    write_central(tmp_path / "central.toml", home=tmp_path, database_url="postgresql:///x", ports=Ports(), juki=way)
    settings = load_central(tmp_path / "central.toml")
    assert isinstance(settings.residents, FileResidentsSettings)
    assert writing(way, tmp_path) == ("--extracts", str(settings.residents.folder), "--encoding", str(way.encoding))
    assert writing(JukiWay.REST, tmp_path) == ()


def test_central_is_told_which_systems_are_off(tmp_path: Path) -> None:
    file, off = tmp_path / "central.toml", Systems(submissions=False)
    write_central(file, home=tmp_path, database_url="postgresql:///x", ports=Ports(), systems=off)
    assert load_central(file).systems == off


def test_the_agent_reads_its_file_and_what_a_test_adds_to_it(tmp_path: Path) -> None:
    ports = Ports()
    write_agent(
        tmp_path / "agent.toml",
        home=tmp_path,
        socket=tmp_path / "agent.sock",
        ports=ports,
        hours=kiosk_settings(),
        also={"outbox": {"reserve_mib": 1}},
    )
    settings = load_agent(tmp_path / "agent.toml")
    assert settings.terminal.id == TERMINAL
    assert settings.central.port == ports.counter_line
    assert settings.outbox.reserve_mib == 1
    assert settings.kiosk.village == "道志村"
    assert settings.kiosk.hours.is_open(datetime(2026, 4, 6, 10, 0, tzinfo=JAPAN))
