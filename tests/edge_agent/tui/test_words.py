"""The words of the screens: complete, short enough for 80 columns, and of one width on every terminal."""

from __future__ import annotations

import string
import tomllib
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from edge_agent.local_api.api import (
    CardSeen,
    CodeAnswered,
    CodeTorn,
    LampWasShown,
    LinkName,
    NoCode,
    NoLine,
    PenAnswered,
    Result,
    TrialPrinted,
)
from edge_agent.local_api.measures import Goal, Trouble
from edge_agent.outbox.sender import NOT_RECEIPTED, REFUSED
from edge_agent.tui.causes import Cause as RepairCause
from edge_agent.tui.causes import Fault, Standing
from edge_agent.tui.moments import age, date_and_time, short
from edge_agent.tui.self_test import outcome
from edge_agent.tui.sight import Absence
from edge_agent.tui.words import JAPANESE, MissingWords, read_words
from protocol.devices import DeviceKind, DeviceState, FaultCode
from protocol.health import FIGURES, Cause, CheckName, Level
from protocol.signals import KeyShape, Touch
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.answers import LinkState

from .screen import WORDS

CLOSED_SETS: dict[str, type[StrEnum]] = {
    "device": DeviceKind,
    "device-state": DeviceState,
    "fault": FaultCode,
    "fault-name": FaultCode,
    "link": LinkName,
    "link-state": LinkState,
    "link-meaning": LinkName,
    "card": CardSeen,
    "away": Absence,
    "event-kind": CoarseKind,
    "health-check": CheckName,
    "health-level": Level,
    "health-cause": Cause,
    "health-do": CheckName,
    "trip-trouble": Trouble,
    "self-test-ask": DeviceKind,
    "self-test-look": DeviceKind,
    "signal-key": KeyShape,
    "signal-touch": Touch,
    "repair-fault": Fault,
    "repair-standing": Standing,
    "repair-seen": RepairCause,
}
NOW = "2026-04-01T00:30:00.000Z"


def columns(text: str) -> int:
    """How many cells it takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def lines() -> Iterator[str]:
    """Every line of every text."""
    tables = tomllib.loads(JAPANESE.read_text(encoding="utf-8"))
    for value in msgspec.to_builtins(tables).values():
        for text in value.values() if isinstance(value, dict) else (value,):
            yield from text.splitlines()


@pytest.mark.parametrize("table", CLOSED_SETS)
def test_every_member_of_a_closed_set_has_its_words(table: str) -> None:
    assert [each for each in CLOSED_SETS[table] if f"{table}.{each}" not in WORDS] == []


@pytest.mark.parametrize("cause", Cause)
def test_the_sentence_of_a_cause_has_exactly_its_figures(cause: Cause) -> None:
    text = tomllib.loads(JAPANESE.read_text(encoding="utf-8"))["health-cause"][cause]
    assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == FIGURES.get(cause, set())


@pytest.mark.parametrize("goal", Goal)
def test_everything_that_is_measured_has_its_name_and_its_meaning(goal: Goal) -> None:
    assert [table for table in ("link", "link-meaning") if f"{table}.{goal}" not in WORDS] == []


def test_every_cause_that_is_not_fine_says_what_to_do() -> None:
    fine = {"works", "seen", "none", "tested", "up", "good", "room", "right", "flowing", "alive"}
    causes = [each for each in RepairCause if each is RepairCause.CARD_NONE or each.rpartition("-")[2] not in fine]
    assert [each for each in causes if f"repair-do.{each}" not in WORDS] == []
    assert [each for each in RepairCause if not each.startswith(tuple(Fault))] == []


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (CodeAnswered(34, True), ("動いています。", "34", "受付票のコード")),
        (CodeAnswered(13, False), ("動いています。", "13", "受付票のものではないコード")),
        (TrialPrinted(850), ("試し印字が出ましたか。", "850 ミリ秒")),
        (CodeTorn(), ("最後まで読み取れませんでした。", "Enter")),
        (NoCode(), ("コードが読まれませんでした。",)),
        (PenAnswered(42, 800, 35), ("動いています。", "線の点の数　42", "800 ミリ秒", "35%")),
        (NoLine(), ("線が書かれませんでした。",)),
        (LampWasShown(), ("点灯、点滅、消灯",)),
    ],
)
def test_a_test_tells_what_came_and_nothing_of_what_it_says(result: Result, words: tuple[str, ...]) -> None:
    assert [each for each in words if each not in outcome(WORDS, result)] == []


def test_words_that_are_not_there_are_an_error() -> None:
    with pytest.raises(MissingWords, match=r"away\.on-holiday"):
        read_words()("away.on-holiday")


def test_terminals_agree_about_the_width_of_every_character() -> None:
    assert {each for line in lines() for each in line if unicodedata.east_asian_width(each) == "A"} == set()


def test_no_line_is_wider_than_a_small_terminal() -> None:
    assert [line for line in lines() if columns(line) > 78] == []


@pytest.mark.parametrize(("table", "before"), [("repair-do", "repair.do"), ("repair-next", "repair.next")])
def test_what_is_to_be_done_stands_on_its_line_with_the_words_before_it(table: str, before: str) -> None:
    told = [WORDS(before, do=WORDS(f"{table}.{each}")) for each in RepairCause if f"{table}.{each}" in WORDS]
    assert [line for text in told for line in text.splitlines() if columns(line) > 78] == []


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        (NOW, "1分未満"),
        ("2026-04-01T00:31:00.000Z", "1分未満"),
        ("2026-04-01T00:29:00.000Z", "1分"),
        ("2026-03-31T23:30:00.000Z", "1時間"),
        ("2026-03-30T00:30:00.000Z", "2日"),
        ("", ""),
    ],
)
def test_an_age_is_told_in_its_largest_unit(then: str, shown: str) -> None:
    assert age(WORDS, then, NOW) == shown


@pytest.mark.parametrize(
    ("then", "shown"), [(NOW, "09:30:00"), ("2026-03-31T14:59:59.000Z", "3月31日 23:59"), ("", "")]
)
def test_a_moment_of_another_day_has_its_day(then: str, shown: str) -> None:
    assert short(WORDS, then, NOW) == shown


def test_a_whole_moment_has_its_weekday() -> None:
    assert date_and_time(WORDS, NOW) == "4月1日（水）09:30:00"


def test_the_manual_names_every_pane_every_mark_and_every_fault() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "manuals" / "technician.ja.md").read_text(encoding="utf-8")
    panes = [WORDS(f"{key}.tab") for key in ("devices", "outbox", "links", "happenings", "self-test")]
    panes += [WORDS(f"{key}.tab") for key in ("health", "repair", "signals")]
    assert [each for number, each in enumerate(panes, 1) if f"## {number} {each}" not in manual] == []
    marks = {WORDS(f"{table}.{each}")[0] for table in ("device-state", "link-state") for each in CLOSED_SETS[table]}
    assert [mark for mark in marks if f"| {mark} |" not in manual] == []
    assert [fault for fault in Fault if WORDS(f"repair-fault.{fault}") not in manual] == []
    assert [trouble for trouble in Trouble if WORDS(f"trip-trouble.{trouble}") not in manual] == []
    assert [fault for fault in FaultCode if WORDS(f"fault-name.{fault}") not in manual] == []


def test_every_trouble_of_an_event_has_its_words() -> None:
    assert [each for each in (REFUSED, NOT_RECEIPTED) if f"trouble.{each}" not in WORDS] == []
