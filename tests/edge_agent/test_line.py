"""What this counter hears is what its systems need: with guidance switched off no catalogue is asked for."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from edge_agent.devices.supervisor import Supervisor
from edge_agent.line import joined, listen
from edge_agent.settings import load_settings
from edge_agent.visit.offers import Offers
from edge_agent.visit.slips import Slips
from protocol.village.systems import Systems
from protocol.wire import topics
from provisioning.authority import create_site, issue_terminal
from tests.provisioning.broker import NOW, Broker

from .counter import TERMINAL, counter_clock
from .test_app import settings_file
from .visit.stand_ins import Counter


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
async def test_the_catalogue_is_heard_only_where_guidance_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_on: bool
) -> None:
    broker = Broker(tmp_path)
    create_site(broker.site, NOW)
    issue_terminal(broker.site, TERMINAL)
    settings = load_settings(settings_file(tmp_path, broker))
    clock, counter, heard = counter_clock(), Counter(), list[str]()
    line = joined(settings, clock, "0.1.0", Supervisor(clock))
    monkeypatch.setattr(line.session, "handle", lambda topic, _handler: heard.append(topic))
    counter.visit.offers = Offers(Systems(guidance=is_on))
    listen(line, TERMINAL, clock, counter.visit, cast("Slips", SimpleNamespace(again=None)))
    assert (topics.CATALOGUE in heard) == is_on
    assert {topics.receipts(TERMINAL), topics.commands(TERMINAL), topics.CENTRAL_STATE} <= set(heard)
