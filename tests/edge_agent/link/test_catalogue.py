"""A terminal keeps the newest sound catalogue it was given, over a restart and a power cut."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from edge_agent.link.catalogue import CatalogueShelf
from protocol.session import Message
from protocol.village.catalogue import Catalogue, canonical_bytes, version_of
from protocol.wire import topics
from protocol.wire.codec import encode
from protocol.wire.messages.publications import CataloguePublished
from provisioning.site.catalogue import village_catalogue
from tests.edge_agent.counter import HandClock

CATALOGUE = village_catalogue()
TODAY = date(2026, 4, 1)


def named(municipality: str) -> Catalogue:
    """The village's catalogue under another name."""
    return Catalogue(**{name: getattr(CATALOGUE, name) for name in CATALOGUE.__struct_fields__} | {
        "municipality": municipality
    })  # fmt: skip


def publication(serial: int, municipality: str = "道志村") -> Message:
    """A catalogue as central publishes it."""
    content = canonical_bytes(named(municipality))
    return Message(topics.CATALOGUE, encode(CataloguePublished(serial, version_of(content), content)))


@dataclass
class Counter:
    """A terminal that can be started again over the same file."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)

    @property
    def file(self) -> Path:
        return self.folder / "guidance.json"

    async def started(self) -> CatalogueShelf:
        shelf = CatalogueShelf(self.file, self.clock, look_every_seconds=0.01)
        await shelf.load()
        return shelf


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A terminal that was never given a catalogue."""
    return Counter(tmp_path)


def name_of(shelf: CatalogueShelf) -> str:
    """Which catalogue is in use today; "" for none."""
    guidance = shelf.guidance(TODAY)
    return "" if guidance is None else guidance.catalogue.municipality


async def test_before_the_first_one_there_is_no_guidance(counter: Counter) -> None:
    shelf = await counter.started()
    assert (shelf.guidance(TODAY), shelf.version) == (None, "")


async def test_what_was_taken_is_in_use_and_there_after_a_restart(counter: Counter) -> None:
    shelf = await counter.started()
    await shelf.take(publication(1))
    again = await counter.started()
    for each in (shelf, again):
        guidance = each.guidance(TODAY)
        assert guidance is not None
        assert guidance.version == each.version == version_of(canonical_bytes(CATALOGUE))
        assert guidance.procedures == CATALOGUE.in_force("2026-04-01")
    assert counter.file.stat().st_mode & 0o777 == 0o600


async def test_only_a_higher_serial_replaces_what_is_there_also_after_a_restart(counter: Counter) -> None:
    shelf = await counter.started()
    for serial, name in ((2, "新"), (1, "旧"), (2, "別"), (2, "新")):
        await shelf.take(publication(serial, name))
    assert name_of(shelf) == "新"
    again = await counter.started()
    await again.take(publication(1, "旧"))
    assert name_of(again) == "新"
    await again.take(publication(3, "最新"))
    assert [name_of(each) for each in (again, await counter.started())] == ["最新"] * 2


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        encode(CataloguePublished(9, "0" * 64, canonical_bytes(CATALOGUE))),
        encode(CataloguePublished(9, version_of(b"{}"), b"{}")),
        encode(CataloguePublished(9, version_of(unsound := canonical_bytes(CATALOGUE).replace(b"p.", b"q.")), unsound)),
    ],
)
async def test_what_is_unreadable_or_unsound_changes_nothing(counter: Counter, payload: bytes) -> None:
    shelf = await counter.started()
    await shelf.take(publication(1))
    await shelf.take(Message(topics.CATALOGUE, payload))
    assert [name_of(each) for each in (shelf, await counter.started())] == ["道志村"] * 2


@pytest.mark.parametrize("content", [b"", b"not json", publication(1).payload[:-9]])
async def test_a_broken_file_is_moved_aside_and_the_next_one_is_kept(counter: Counter, content: bytes) -> None:
    counter.file.write_bytes(content)
    shelf = await counter.started()
    assert name_of(shelf) == ""
    assert counter.file.with_name("guidance.json.broken").read_bytes() == content
    await shelf.take(publication(1))
    assert name_of(await counter.started()) == "道志村"


async def test_a_power_cut_while_writing_leaves_the_old_one(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = await counter.started()
    await shelf.take(publication(1, "旧"))

    def cut(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.replace", cut)
    await shelf.take(publication(2, "新"))
    assert name_of(shelf) == "新"
    assert name_of(await counter.started()) == "旧"


async def test_the_rules_are_compiled_once_for_a_day_and_anew_when_it_changes(counter: Counter) -> None:
    shelf = await counter.started()
    await shelf.take(publication(1))
    first = shelf.guidance(TODAY)
    assert shelf.guidance(TODAY) is first
    running = asyncio.create_task(shelf.run())
    counter.clock.move(days=60)
    await asyncio.sleep(0.2)
    running.cancel()
    later = shelf.guidance(date(2026, 5, 31))
    assert later is not None
    assert later is not first
    assert later is shelf.guidance(date(2026, 5, 31))
    assert later.procedures == CATALOGUE.in_force("2026-05-31")


async def test_another_day_than_today_is_answered_too(counter: Counter) -> None:
    shelf = await counter.started()
    await shelf.take(publication(1))
    tomorrow = shelf.guidance(date(2026, 4, 2))
    assert tomorrow is not None
    assert tomorrow.procedures == CATALOGUE.in_force("2026-04-02")
