"""The console's lamps of a terminal: what its checks found, since when, those in trouble first."""

from __future__ import annotations

import string
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import central
from central.db.connection import Database
from central.link.queries import BrokerView
from central.terminals.health import healths
from central.terminals.queries import TerminalView, terminal_views
from central.terminals.use_cases.note_presence import note_presence
from protocol.health import FIGURES, Cause, CheckName, HealthCheck, Level
from protocol.wire.messages.commands import Presence
from tests.central.clock import TestClock
from tests.central.terminal import BareTerminal, register

SINCE = "2026-04-01T00:10:00.000Z"
FILLING = HealthCheck(CheckName.DISK, Level.WARN, Cause.DISK_FILLING, SINCE, {"percent": 18, "days": 21})
WELL = HealthCheck(CheckName.CLOCK, Level.OK, Cause.CLOCK_TRUSTED, SINCE)
PAPER = HealthCheck(CheckName.PAPER, Level.ALARM, Cause.PAPER_OUT, "")
TEXTS = Path(central.__file__).with_name("texts") / "ja.toml"
CONNECTED = BrokerView(True, None)


async def tells(terminal: str, *health: HealthCheck, online: bool = True) -> None:
    """A terminal says how it is."""
    presence = Presence(terminal, "life", online, "0.1.0", "", (), health)
    await note_presence(presence, TestClock().now())


async def seen() -> list[TerminalView]:
    """Every terminal now."""
    return await terminal_views(CONNECTED)


async def test_each_check_is_a_lamp_with_its_figures_and_since_when(database: Database) -> None:
    await register(BareTerminal())
    await tells("counter-1", FILLING, WELL, PAPER)
    (health,) = healths(await seen())
    assert [(lamp.name, lamp.kind, lamp.cause) for lamp in health.lamps] == [
        (CheckName.DISK, "caution", Cause.DISK_FILLING),
        (CheckName.CLOCK, "ok", Cause.CLOCK_TRUSTED),
        (CheckName.PAPER, "stop", Cause.PAPER_OUT),
    ]
    assert health.troubled == 2
    assert health.lamps[0].figures == {"percent": 18, "days": 21}
    assert [lamp.since for lamp in health.lamps] == [*[datetime(2026, 4, 1, 0, 10, tzinfo=UTC)] * 2, None]


async def test_a_terminal_in_trouble_comes_first_and_one_that_is_away_not_at_all(database: Database) -> None:
    await register(BareTerminal(), BareTerminal("counter-2"), BareTerminal("counter-3"))
    await tells("counter-1", WELL)
    await tells("counter-2", WELL, FILLING)
    await tells("counter-3", FILLING)
    await tells("counter-3", FILLING, online=False)
    assert [health.troubled for health in healths(await seen())] == [1, 0]


async def test_a_check_that_stands_otherwise_is_news(database: Database) -> None:
    await register(BareTerminal())
    for health in (FILLING, WELL, PAPER):
        await tells("counter-1", health)
        (view,) = await seen()
        assert view.health == (health,)


def test_every_check_has_a_name_and_every_cause_a_sentence_with_exactly_its_figures() -> None:
    words = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["terminals"]
    assert words["check"].keys() == set(CheckName)
    parsed = {cause: string.Formatter().parse(text) for cause, text in words["cause"].items()}
    fields = {cause: {name for _, name, _, _ in parts if name} for cause, parts in parsed.items()}
    assert fields == {cause: set(FIGURES.get(cause, ())) for cause in Cause}
