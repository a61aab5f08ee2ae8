"""Errors are not swallowed, time comes from a clock, and every library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import habits, tree
from .homes import HOMES, LOOP_BOUNDARIES


def _programs() -> Iterator[Path]:
    return tree.modules(*tree.PACKAGES)


def test_everything_is_caught_only_at_the_ends_of_the_loops_that_are_listed() -> None:
    found = {place for path in _programs() for place in habits.broad_excepts(path, tree.parsed(path))}
    assert found == LOOP_BOUNDARIES


@pytest.mark.parametrize("handler", ["except:", "except Exception:", "except (ValueError, BaseException) as e:"])
def test_a_handler_that_catches_everything_is_found(handler: str) -> None:
    module = ast.parse(
        f"class A:\n async def run(self):\n  for _ in ():\n   try: ...\n   {handler} ...\ntry: ...\n{handler} ..."
    )
    assert list(habits.broad_excepts(Path("a.py"), module)) == ["a.py:<module>", "a.py:run"]


@pytest.mark.parametrize("handler", ["except (OSError, ValueError): ...", "except BaseException:\n  close()\n  raise"])
def test_a_handler_of_one_promise_or_one_that_passes_it_on_is_not_found(handler: str) -> None:
    module = ast.parse(f"def read():\n try: ...\n {handler}")
    assert list(habits.broad_excepts(Path("a.py"), module)) == []


def test_no_ending_is_swallowed_by_a_wait() -> None:
    assert tree.found_by(habits.swallowed_endings, _programs()) == []


@pytest.mark.parametrize(("text", "found"), [("asyncio.wait_for(x, 1)", 1), ("page.wait_for()", 0)])
def test_a_wait_that_can_swallow_an_ending_is_found(text: str, found: int) -> None:
    assert len(list(habits.swallowed_endings(Path("a.py"), ast.parse(text)))) == found


def test_the_wall_clock_is_read_only_in_clocks() -> None:
    assert tree.found_by(habits.wall_clocks, (path for path in _programs() if path.name != "clock.py")) == []


@pytest.mark.parametrize(
    "text",
    ["datetime.now(UTC)", "datetime.datetime.utcnow()", "dt.date.today()", "f(datetime.now)", "time.time()",
     "from time import time_ns"],
)  # fmt: skip
def test_a_reading_of_the_wall_clock_is_found(text: str) -> None:
    assert len(list(habits.wall_clocks(Path("a.py"), ast.parse(text)))) == 1


@pytest.mark.parametrize("text", ["self._clock.now()", "time.monotonic()", "loop.time()", "'datetime.now()'"])
def test_a_clock_that_was_handed_in_is_not_found(text: str) -> None:
    assert list(habits.wall_clocks(Path("a.py"), ast.parse(text))) == []


def test_the_database_never_says_what_time_it_is() -> None:
    assert tree.found_by(habits.sql_clocks_in_module, _programs()) == []
    files = [path for path in tree.files(*tree.PACKAGES) if path.suffix == ".sql" and not tree.is_vendored(path)]
    assert [path for path in files if list(habits.sql_clocks(tree.read(path)))] == []


@pytest.mark.parametrize(
    "sql",
    ["select now()", "SELECT NOW ( )", "default current_timestamp", "where day = CURRENT_DATE", "clock_timestamp()",
     "select datetime('now')", "strftime('%s', 'now')"],
)  # fmt: skip
def test_a_reading_of_the_clock_in_sql_is_found(sql: str) -> None:
    assert list(habits.sql_clocks(sql))
    assert list(habits.sql_clocks_in_module(Path("a.py"), ast.parse(f"await rows({sql!r})")))


def test_a_column_that_the_orm_dates_is_found_and_a_docstring_is_not() -> None:
    dated = "class A(Model):\n '''Never now().'''\n at = fields.DatetimeField(auto_now_add=True)"
    assert list(habits.sql_clocks_in_module(Path("a.py"), ast.parse(dated))) == ["line 3: auto_now_add"]


@pytest.mark.parametrize("sql", ["select known_at from call", "snow()", "select %(now)s", "where at <= $1"])
def test_a_time_that_was_handed_in_is_not_found_in_sql(sql: str) -> None:
    assert list(habits.sql_clocks(sql)) == []


def test_every_library_stays_in_its_home() -> None:
    found = [f"{path}: {each}" for path in _programs() for each in habits.strangers(path, tree.parsed(path), HOMES)]
    assert found == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("edge_agent/link/inbound.py", "import paho.mqtt.client as mqtt"),
        ("protocol/wire/topics.py", "from paho.mqtt.properties import Properties"),
        ("central/console/server.py", "from tortoise import Tortoise"),
        ("central/terminals/pages.py", "def page():\n from tortoise.models import Model"),
        ("edge_agent/visit/service.py", "import aiohttp.web"),
        ("edge_agent/kiosk/server.py", "import requests"),
    ],
)
def test_a_library_outside_its_home_is_found(path: str, text: str) -> None:
    assert len(list(habits.strangers(Path(path), ast.parse(text), HOMES))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("protocol/connection.py", "import paho.mqtt.client as mqtt"),
        ("central/terminals/use_cases/greet.py", "from tortoise.expressions import Q"),
        ("edge_agent/app.py", "import asyncio\nfrom protocol.wire import codec\nfrom . import link\nimport structlog"),
    ],
)
def test_a_library_at_home_is_not_found(path: str, text: str) -> None:
    assert list(habits.strangers(Path(path), ast.parse(text), HOMES)) == []


def test_no_room_reaches_for_the_models_of_another() -> None:
    assert tree.found_by(habits.foreign_models, tree.modules("central")) == []


@pytest.mark.parametrize(
    "text",
    ["from ..audit.models import Entry", "from ..audit import models", "from central.audit.models import Entry",
     "from central.audit import models"],
)  # fmt: skip
def test_a_reach_for_the_models_of_another_room_is_found(text: str) -> None:
    assert list(habits.foreign_models(Path("central/terminals/queries.py"), ast.parse(text))) == [
        "line 1: models of audit"
    ]


@pytest.mark.parametrize("path", ["central/audit/queries.py", "central/audit/use_cases/record.py"])
def test_a_room_uses_its_own_models(path: str) -> None:
    dots = "." * (len(Path(path).parts) - 2)
    assert list(habits.foreign_models(Path(path), ast.parse(f"from {dots}models import Entry"))) == []
