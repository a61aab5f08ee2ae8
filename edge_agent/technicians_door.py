"""The technician's door, wired: the local API, what it tells, tests, measures and lets repair."""

from __future__ import annotations

from importlib.metadata import version

from .clock import CounterClock
from .desk import Desk
from .devices.ear import Ear
from .devices.supervisor import Supervisor
from .health.round_trips import RoundTrips
from .line import CounterLine
from .local_api.measuring import Measuring
from .local_api.recent import Recent
from .local_api.repairs import Repairs
from .local_api.reporting import Reporting
from .local_api.self_tests import SelfTests
from .local_api.server import LocalApiServer
from .local_api.view import AgentView
from .settings import AgentSettings


def technicians_door(
    settings: AgentSettings,
    time: CounterClock,
    line: CounterLine,
    desk: Desk,
    supervisor: Supervisor,
    *,
    ear: Ear,
    printer: object,
) -> tuple[LocalApiServer, Recent]:
    """The local API, not yet open, and what it tells of late, which has to run."""
    product, outbox, links = version("kantan-madoguchi"), line.outbox, line.links
    recent = Recent(time, version=product, devices=supervisor, links=links, outbox=outbox)
    view = AgentView(
        terminal=settings.terminal.id, version=product, clock=time, outbox=outbox, links=links, devices=supervisor,
        health=line.health,
    )  # fmt: skip
    trips = Measuring(RoundTrips(settings, line.questions, printer), time).made
    report = Reporting(
        settings, time, status=view.status, waiting=view.waiting, recent=recent.listed, round_trips=trips
    ).made
    door = LocalApiServer(
        settings.local_api.socket, status=view.status, waiting=view.waiting, recent=recent.listed,
        self_tests=SelfTests(desk.checks, recent.note), repairs=Repairs(outbox, line.sender.retry, recent.note),
        round_trips=trips, report=report, ear=ear,
    )  # fmt: skip
    return door, recent
