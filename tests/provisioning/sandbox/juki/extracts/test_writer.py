"""The stand-in writes a full extract first, then every change by itself, and a full one with every new day."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from central.residents.gateways.files.manifest import PartName
from central.residents.record import Standing
from provisioning.sandbox.juki.extracts import writer
from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.juki.links import Link
from tests.central.residents.extracts import Folder
from tests.central.waiting import ended, until
from tests.provisioning.sandbox.juki.village import atena_no


def stems(folder: Folder) -> list[str]:
    """What is complete, in order."""
    return sorted((file.stem for file in folder.files("*.ok")), key=lambda stem: stem[-8:])


async def test_every_change_is_written_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_LOOK_SECONDS", 0.01)
    folder = Folder(tmp_path)
    running = asyncio.create_task(folder.writer.run())
    await until(lambda: stems(folder) == ["full-00000001"])
    folder.register.set_standing(atena_no("taro"), Standing.MOVED_OUT)
    await until(lambda: stems(folder) == ["full-00000001", "difference-00000002"])
    await ended(running)
    assert folder.manifest("difference-00000002").parts[PartName.RESIDENTS].rows == 1


async def test_nothing_is_told_too_so_that_the_time_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(writer, "_EMPTY_SECONDS", 0.02)
    folder = Folder(tmp_path)
    running = asyncio.create_task(folder.writer.run())
    await until(lambda: "difference-00000003" in stems(folder))
    await ended(running)


async def test_a_new_day_begins_with_a_full_extract_after_what_changed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    await folder.write()
    folder.register.set_standing(atena_no("taro"), Standing.MOVED_OUT)
    folder.clock.go_on(24 * 60 * 60)
    await folder.write()
    assert stems(folder) == ["full-00000001", "difference-00000002", "full-00000003"]


async def test_a_slow_stand_in_ends_its_extracts_when_it_is_quick_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    await folder.write()
    folder.faults.current = Fault.SLOW
    await folder.write()
    assert stems(folder) == ["full-00000001"]
    assert len(folder.files("difference-00000002-*.csv")) == 3
    folder.faults.current = Fault.NONE
    await folder.write()
    assert stems(folder) == ["full-00000001", "difference-00000002", "difference-00000003"]


async def test_after_torn_extracts_there_is_a_full_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    await folder.write()
    folder.faults.current = Fault.ERROR
    await folder.write()
    folder.faults.current = Fault.NONE
    await folder.write()
    assert stems(folder) == ["full-00000001", "difference-00000002", "full-00000003"]


async def test_only_certificates_that_are_linked_are_written(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.register.learn([Link("5a", 1, atena_no("taro")), Link("5a", 2, atena_no("sho"), is_linked=False)])
    stem = await folder.write()
    assert folder.manifest(stem).parts[PartName.CERTIFICATES].rows == 1
    folder.register.set_linked(atena_no("sho"), True)
    folder.register.set_linked(atena_no("taro"), False)
    stem = await folder.write()
    rows = (tmp_path / f"{stem}-certificates.csv").read_text("cp932").splitlines()[1:]
    assert rows == [f'"1","5a","2","{atena_no("sho")}",""', '"9","5a","1","",""']
