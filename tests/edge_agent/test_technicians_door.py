"""The technician's door of a whole agent: round trips are real, signals can be followed, the report is whole."""

from __future__ import annotations

import asyncio
from pathlib import Path

from edge_agent.local_api.client import Client
from edge_agent.local_api.measures import Goal, Trouble
from tests.provisioning.broker import Broker

from .test_app import agent, settings_file, status_with_broker


async def test_a_technician_measures_and_reports_at_a_running_agent(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker, agent(settings_file(tmp_path, broker)) as process:
        await status_with_broker(tmp_path, process)
        async with Client(tmp_path / "agent.sock") as client:
            made, report = await client.round_trips(), await client.report()
            following = asyncio.ensure_future(anext(client.signals()))
            await asyncio.sleep(0.1)
            is_followed = not following.done()
            following.cancel()
            await broker.kill()
            cut = await client.round_trips()
    assert made is not None
    assert report is not None
    assert cut is not None
    trips = {trip.goal: trip for trip in made.trips}
    assert isinstance(trips[Goal.BROKER].milliseconds, int)
    assert trips[Goal.CENTRAL].trouble is Trouble.NOT_ANSWERED
    assert Goal.PRINTER not in trips
    assert {trip.goal: trip for trip in cut.trips}[Goal.BROKER].trouble is Trouble.NOBODY_THERE
    assert (report.status.terminal, is_followed) == ("madoguchi-1", True)
    assert str(tmp_path / "site" / "terminals" / "madoguchi-1" / "terminal.key") not in report.settings
