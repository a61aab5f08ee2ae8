"""The report keeps since when it is so, tells changes at once and mere figures once in a while."""

from __future__ import annotations

import asyncio

from edge_agent.clock import rfc3339
from edge_agent.health.findings import Finding
from edge_agent.health.report import HealthReport
from protocol.health import Cause, CheckName, HealthCheck, Level

from ..counter import MORNING, HandClock
from ..visit.leisure import leisurely

WELL = Finding(Level.OK, Cause.TEMPERATURE_GOOD, {"degrees": 40})
WARM = Finding(Level.OK, Cause.TEMPERATURE_GOOD, {"degrees": 60})
HOT = Finding(Level.WARN, Cause.TEMPERATURE_HIGH, {"degrees": 75})


class HandCheck:
    """Finds what the hand says."""

    name = CheckName.TEMPERATURE

    def __init__(self) -> None:
        self.finding: Finding | None = WELL

    async def look(self) -> Finding | None:
        """That."""
        return self.finding


def told(finding: Finding, since: str = rfc3339(MORNING)) -> tuple[HealthCheck, ...]:
    """A report of one check."""
    return (HealthCheck(CheckName.TEMPERATURE, finding.level, finding.cause, since, dict(finding.figures)),)


async def test_since_moves_with_level_and_cause_only() -> None:
    clock, check = HandClock(), HandCheck()
    report = HealthReport(clock)
    report.begin([check])
    await report.look()
    clock.move(minutes=5)
    check.finding = WARM
    await report.look()
    assert report.current() == told(WARM)
    check.finding = HOT
    await report.look()
    assert report.current() == told(HOT, rfc3339(clock.at))


async def test_what_the_counter_does_not_have_is_not_in_the_report() -> None:
    report, check = HealthReport(HandClock()), HandCheck()
    check.finding = None
    report.begin([check])
    await report.look()
    assert report.current() == ()


@leisurely
async def test_a_change_is_told_at_once_and_a_figure_within_the_hour() -> None:
    check, heard = HandCheck(), []
    report = HealthReport(HandClock(), every_seconds=30)
    report.begin([check])

    async def hear() -> None:
        async for checks in report.changes():
            heard.append([each.figures["degrees"] for each in checks])

    running = asyncio.gather(report.run(), hear())
    await asyncio.sleep(1)
    check.finding = WARM
    await asyncio.sleep(600)
    assert heard == [[40]]
    check.finding = HOT
    await asyncio.sleep(30)
    check.finding = WARM
    await asyncio.sleep(30)
    check.finding = WELL
    await asyncio.sleep(3500)
    assert heard == [[40], [75], [60]]
    await asyncio.sleep(200)
    assert heard == [[40], [75], [60], [40]]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
