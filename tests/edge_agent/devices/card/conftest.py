"""The card service and a closed reader."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.card.reader import PcscReader
from provisioning.sandbox.card_service import CardService

from .practice import card_service


@pytest.fixture
async def service() -> AsyncIterator[CardService]:
    async with card_service() as running:
        yield running


@pytest.fixture
def reader() -> PcscReader:
    return PcscReader(name="reader")
