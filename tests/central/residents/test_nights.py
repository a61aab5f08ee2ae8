"""Every night a full extract is held against what the differences made, and old things are forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.operations.queries import open_alarms
from central.residents.gateways.files.manifest import PartName
from central.residents.models import RegisterRow
from central.residents.queries import comparisons
from central.residents.record import Standing
from central.residents.use_cases.fill_register import register_contents
from tests.central.residents.extracts import filled
from tests.provisioning.sandbox.juki.village import atena_no

pytestmark = pytest.mark.usefixtures("database")
RESIDENTS = PartName.RESIDENTS


async def alarms() -> set[str]:
    """The kinds that stand."""
    return {each.kind for each in await open_alarms()}


async def test_a_night_without_differences_is_equal(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    folder.register.set_standing(atena_no("taro"), Standing.MOVED_OUT)
    await folder.write(full=True)
    await folder.take()
    (night,) = await comparisons()
    assert night.is_equal
    assert night.differences == ()
    assert all(part.is_equal for part in night.parts)


async def test_a_night_lists_every_row_that_differs_and_the_full_extract_wins(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    await RegisterRow.filter(atena_no=atena_no("taro")).delete()
    row = await RegisterRow.get(atena_no=atena_no("daiki"))
    row.content = row.content.replace("大輝", "大樹")
    await row.save()
    await folder.write(full=True)
    await folder.take()
    (night,) = await comparisons()
    assert not night.is_equal
    assert {(each.what, each.key, each.fields) for each in night.differences} == {
        ("missing", f"{atena_no('taro')}-1", ()),
        ("changed", f"{atena_no('daiki')}-1", ("names",)),
    }
    assert [part.is_equal for part in night.parts] == [False, True, True]
    assert "juki-differs" in await alarms()
    assert set((await register_contents())[RESIDENTS].values()) == set(folder.register.contents.records)
    await folder.write(full=True)
    await folder.take()
    assert "juki-differs" not in await alarms()


async def test_a_comparison_that_does_not_come_is_an_alarm(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    await folder.look_after()
    assert await alarms() == set()
    folder.clock.go_on(27 * 60 * 60)
    await folder.look_after()
    assert await alarms() == {"juki-not-compared"}
    await folder.write(full=True)
    await folder.take()
    assert await alarms() == set()


async def test_what_was_set_aside_is_forgotten_after_a_week(tmp_path: Path) -> None:
    folder = await filled(tmp_path)
    (folder.path / f"{await folder.write()}-residents.csv").write_bytes(b"")
    await folder.take()
    folder.clock.go_on(6 * 24 * 60 * 60)
    await folder.look_after()
    assert len(folder.files("set-aside/*/*")) == 4
    folder.clock.go_on(2 * 24 * 60 * 60)
    await folder.look_after()
    assert folder.files("set-aside/*") == []
