"""What came of something a clerk did, as a notice tells it: a key of the catalogue, its look, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from .scanning import AlreadyTicked, CaseClosed, NoCode, Opened, ScanOutcome, Ticked, UnknownCode, WrongSection
from .use_cases import change_state, print_slip_again, settle_clash, tick

_JAPAN = ZoneInfo("Asia/Tokyo")
OK, CAUTION, STOP = "ok", "caution", "stop"


@dataclass(frozen=True)
class Told:
    """`outcome` stands under `applications.outcome` or `applications.scanned`; `case`: the one it is about."""

    outcome: str
    look: str = CAUTION
    words: Mapping[str, object] = field(default_factory=dict)
    case: str = ""
    may_override: bool = False


def told_of_tick(did: str, outcome: tick.TickOutcome) -> Told:
    """`did` is `tick` or `untick`."""
    match outcome:
        case tick.Done():
            return Told(f"{did}-done", OK)
        case tick.AlreadyDone(by, at):
            return Told(f"{did}-late", words={"by": by, "time": _time(at)})
        case tick.NotAllowed():
            return Told("not-allowed")
        case tick.NoSuchCase():
            return Told("no-case")


def told_of_change(did: str, outcome: change_state.ChangeOutcome) -> Told:
    """`did` is the new state, or `undo`."""
    match outcome:
        case change_state.Changed():
            return Told(f"{did}-done", OK)
        case change_state.Outdated(by, at):
            return Told("outdated", words={"by": by, "time": _time(at)})
        case change_state.NotAllowed():
            return Told("not-allowed")
        case change_state.NoSuchCase():
            return Told("no-case")


def told_of_clash(did: str, outcome: settle_clash.ClashOutcome) -> Told:
    """`did` is `settled` or `reopened`."""
    match outcome:
        case settle_clash.Settled():
            return Told(f"clash-{did}", OK)
        case settle_clash.AlreadyDone(by, at):
            return Told(f"clash-{did}-late", words={"by": by, "time": _time(at)})
        case settle_clash.Outdated():
            return Told("clash-outdated")
        case settle_clash.NotAllowed():
            return Told("not-allowed")
        case settle_clash.NoSuchClash():
            return Told("no-clash")


def told_of_slip(
    outcome: print_slip_again.PrintingAgain | print_slip_again.NotAllowed | print_slip_again.NoSuchCase,
) -> Told:
    """受付票を再印刷."""
    match outcome:
        case print_slip_again.PrintingAgain(terminal_name):
            return Told("slip-done", OK, {"where": terminal_name})
        case print_slip_again.NotAllowed():
            return Told("not-allowed")
        case print_slip_again.NoSuchCase():
            return Told("no-case")


def told_of_scan(outcome: ScanOutcome) -> Told:
    """A slip's code."""
    match outcome:
        case UnknownCode():
            return Told("unknown")
        case NoCode(fault):
            return Told(fault.value, STOP)
        case Opened(case, number):
            return Told("opened", OK, {"number": number}, case)
        case CaseClosed(case, number, state):
            return Told(f"closed-{state}", CAUTION, {"number": number}, case)
    return _told_of_section(outcome)


def _told_of_section(outcome: Ticked | AlreadyTicked | WrongSection) -> Told:
    words: dict[str, object] = {"number": outcome.number, "section": outcome.section}
    match outcome:
        case Ticked(case, procedures=0):
            return Told("by-hand", CAUTION, words, case)
        case Ticked(case, procedures=procedures):
            return Told("ticked", OK, {**words, "procedures": procedures}, case)
        case AlreadyTicked(case, by=by, at=at):
            return Told("already", CAUTION, {**words, "by": by, "time": _time(at)}, case)
        case WrongSection(case, place="", may_override=may_override):
            return Told("wrong-section-nowhere", CAUTION, words, case, may_override)
        case WrongSection(case, place=place, may_override=may_override):
            return Told("wrong-section", CAUTION, {**words, "place": place}, case, may_override)


def _time(at: datetime) -> str:
    local = at.astimezone(_JAPAN)
    return f"{local.hour}:{local.minute:02d}"
