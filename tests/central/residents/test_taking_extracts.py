"""Extracts are taken wholly, in order and once; one that is not sound changes nothing and says why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from central.operations.queries import open_alarms
from central.residents.gateways.files.flaws import Flaw
from central.residents.gateways.files.manifest import PartName
from central.residents.models import RegisterBlock
from central.residents.queries import comparisons, extract_notes, register_view
from central.residents.record import Level, Process, Standing
from central.residents.use_cases.fill_register import register_contents
from tests.central.residents.extracts import Folder, filled
from tests.provisioning.sandbox.juki.village import TODAY, atena_no

pytestmark = pytest.mark.usefixtures("database")
RESIDENTS, BLOCKS = PartName.RESIDENTS, PartName.BLOCKS


async def number() -> int:
    """Of the extract that was taken last."""
    view = await register_view()
    return 0 if view is None else view.number


async def alarms() -> set[str]:
    """The kinds that stand."""
    return {each.kind for each in await open_alarms()}


async def test_what_is_taken_is_in_the_register_and_no_longer_in_the_folder(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    assert set((await register_contents())[RESIDENTS].values()) == set(folder.register.contents.records)
    assert folder.files("*") == []
    assert await number() == 1


async def test_an_extract_that_was_taken_comes_again_and_changes_nothing(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    folder.register.block(atena_no("taro"), Process.ISSUE, Level.ERROR, TODAY, is_protection=False)
    stem = await folder.write()
    kept = {file.name: file.read_bytes() for file in folder.files("*")}
    await folder.take()
    folder.register.lift(folder.register.contents.blocks[-1].id)
    await folder.write()
    await folder.take()
    before = await RegisterBlock.all().count()
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    await folder.take()
    assert (await RegisterBlock.all().count(), await number()) == (before, 3)
    assert not (tmp_path / f"{stem}.ok").exists()


async def test_a_lost_difference_stops_the_stream_until_a_full_extract_mends_it(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    folder.register.set_standing(atena_no("taro"), Standing.MOVED_OUT)
    lost = await folder.write()
    for file in folder.files(f"{lost}*"):
        file.unlink()
    await folder.write()
    await folder.take()
    assert await number() == 1
    await folder.write(full=True)
    await folder.take()
    assert await number() == 4
    assert set((await register_contents())[RESIDENTS].values()) == set(folder.register.contents.records)
    assert await comparisons() == []


async def test_an_extract_without_its_last_file_is_not_there_yet(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    stem = await folder.write()
    end = (tmp_path / f"{stem}.ok").read_bytes()
    (tmp_path / f"{stem}.ok").unlink()
    await folder.take()
    assert await number() == 1
    (tmp_path / f"{stem}.ok").write_bytes(end)
    await folder.take()
    assert await number() == 2


async def test_another_series_begins_with_its_full_extract(tmp_path: Path) -> None:
    await filled(tmp_path)
    other = Folder(tmp_path)
    other.clock.go_on(600)
    other.register.set_standing(atena_no("taro"), Standing.MOVED_OUT)
    await other.write()
    await other.take()
    assert set((await register_contents())[RESIDENTS].values()) == set(other.register.contents.records)


async def test_a_clock_that_is_a_little_ahead_makes_nothing_younger_than_it_is(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    stem = await folder.write()
    folder.promise(stem, as_of=folder.clock.now() + timedelta(seconds=30))
    await folder.take()
    view = await register_view()
    assert view is not None
    assert view.as_of == folder.clock.now()


Spoil = Callable[[Folder, str], None]


def _cut(folder: Folder, stem: str) -> None:
    file = folder.path / f"{stem}-residents.csv"
    file.write_bytes(file.read_bytes()[:-40])


def _without(part: str) -> Spoil:
    return lambda folder, stem: (folder.path / f"{stem}-{part}.csv").unlink()


def _linked(folder: Folder, stem: str) -> None:
    file = folder.path / f"{stem}-blocks.csv"
    file.symlink_to(file.rename(folder.path / "elsewhere.csv"))


def _exchanged(part: PartName, old: str, new: str, *, more_rows: int = 0) -> Spoil:
    return lambda folder, stem: folder.spoil(stem, part, old, new, more_rows=more_rows)


def _twice(folder: Folder, stem: str) -> None:
    line = (folder.path / f"{stem}-residents.csv").read_bytes().split(b"\r\n")[1].decode("cp932") + "\r\n"
    folder.spoil(stem, RESIDENTS, line, line + line, more_rows=1)


def _later(folder: Folder, stem: str) -> None:
    folder.promise(stem, as_of=folder.clock.now() + timedelta(minutes=5))


def _earlier(folder: Folder, stem: str) -> None:
    folder.promise(stem, as_of=folder.clock.now() - timedelta(days=1))


def _no_manifest(folder: Folder, stem: str) -> None:
    (folder.path / f"{stem}.ok").write_bytes(b"OK")


def _of_another(folder: Folder, stem: str) -> None:
    manifest = folder.manifest(stem)
    (folder.path / f"{stem}.ok").write_bytes(
        (folder.path / f"{stem}.ok").read_bytes().replace(f'"number":{manifest.number}'.encode(), b'"number":99')
    )


SPOILT: dict[str, tuple[Spoil, Flaw, str]] = {
    "no manifest": (_no_manifest, Flaw.MANIFEST, ".ok"),
    "the manifest of another": (_of_another, Flaw.MANIFEST, ".ok"),
    "a file is missing": (_without("blocks"), Flaw.MISSING, "-blocks.csv"),
    "a file lies elsewhere": (_linked, Flaw.MISSING, "-blocks.csv"),
    "a file is cut": (_cut, Flaw.DIGEST, "-residents.csv"),
    "more rows were promised": (_exchanged(RESIDENTS, "1", "1", more_rows=1), Flaw.COUNT, "-residents.csv"),
    "a column is missing": (_exchanged(RESIDENTS, "世帯番号", "世帯"), Flaw.HEADING, "-residents.csv 世帯番号"),
    "a column is there twice": (_exchanged(RESIDENTS, '"外字"', '"氏名"'), Flaw.HEADING, "-residents.csv"),
    "個人番号": (_exchanged(BLOCKS, '"外字"', '"個人番号"'), Flaw.MY_NUMBER, "-blocks.csv"),
    "a cell too many": (_exchanged(RESIDENTS, '"道志　花子"', '"道志　花子","x"'), Flaw.ROW, "-residents.csv:2"),
    "a quotation mark": (_exchanged(RESIDENTS, '"道志　花子"', '"道志"花子"'), Flaw.ROW, "-residents.csv:2"),
    "a check digit": (_exchanged(RESIDENTS, "990000026", "990000027"), Flaw.CELL, "-residents.csv:2 宛名番号"),
    "a code": (_exchanged(RESIDENTS, '"12",""', '"00",""'), Flaw.CELL, "-residents.csv:2 続柄コード1"),
    "a lost character": (_exchanged(RESIDENTS, "花子", "〓子"), Flaw.LOST_CHARACTER, "-residents.csv:2 氏名"),
    "a question mark": (_exchanged(RESIDENTS, "花子", "?子"), Flaw.LOST_CHARACTER, "-residents.csv:2 氏名"),
    "a row is there twice": (_twice, Flaw.TWICE, "-residents.csv:3"),
    "a time to come": (_later, Flaw.TIME_AHEAD, ""),
    "a time before the last": (_earlier, Flaw.TIME_BACK, ""),
}


@pytest.mark.parametrize("name", SPOILT)
async def test_an_extract_that_is_not_sound_is_set_aside_with_its_reason(tmp_path: Path, name: str) -> None:
    spoil, flaw, place = SPOILT[name]
    folder = await filled(tmp_path)
    before = await register_contents()
    folder.register.set_standing(atena_no("hanako"), Standing.MOVED_OUT)
    stem = await folder.write()
    spoil(folder, stem)
    with capture_logs() as logs:
        await folder.take()
    assert await register_contents() == before
    note = (await extract_notes())[0]
    assert (note.flaw, note.place.removeprefix(stem)) == (flaw, place)
    assert "juki-extract-set-aside" in await alarms()
    assert folder.files("*.ok") == []
    assert (folder.files("set-aside/*/*") == []) is (flaw is Flaw.MY_NUMBER)
    assert "990000" not in str(logs)


async def test_the_next_sound_full_extract_ends_the_alarm(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    _cut(folder, await folder.write())
    await folder.take()
    await folder.write(full=True)
    await folder.take()
    assert "juki-extract-set-aside" not in await alarms()
    assert (await extract_notes())[0].flaw == ""


async def test_an_encoding_that_is_not_the_promised_one_names_its_line(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    folder.register.set_standing(atena_no("yui"), Standing.MOVED_OUT)
    stem = await folder.write()
    folder.promise(stem, encoding="utf-8")
    await folder.take()
    note = (await extract_notes())[0]
    assert (note.flaw, note.place) == (Flaw.ENCODING, f"{stem}-residents.csv:1")


async def test_a_folder_that_is_away_is_an_alarm_until_it_is_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "mounted")
    await folder.take()
    assert await alarms() == {"juki-folder-away"}
    (tmp_path / "mounted").mkdir()
    await folder.take()
    assert await alarms() == set()


async def test_several_workers_take_each_extract_once(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    for key in ("taro", "hanako", "yui"):
        folder.register.set_standing(atena_no(key), Standing.MOVED_OUT)
        await folder.write()
    await asyncio.gather(folder.take(), folder.take(), folder.take())
    notes = await extract_notes()
    assert [each.stem for each in notes] == [
        "difference-00000004",
        "difference-00000003",
        "difference-00000002",
        "full-00000001",
    ]


async def test_a_block_that_comes_leaves_no_line_for_operators(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    folder.register.block(atena_no("yui"), Process.ISSUE, Level.ERROR, TODAY, is_protection=True)
    await folder.write()
    with capture_logs() as logs:
        await folder.take()
    assert (await number(), len(await extract_notes())) == (2, 1)
    assert [each["rows"] for each in logs if each["event"] == "juki-extract-taken"] == [0]


async def test_an_extract_that_brings_nothing_but_its_time_is_not_listed(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    await folder.write()
    await folder.take()
    view = await register_view()
    assert view is not None
    assert (view.number, view.as_of) == (2, folder.clock.now())
    assert len(await extract_notes()) == 1
