"""A real pcscd with three cards, started once for a module."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.cards.issuing import CardPlan
from provisioning.sandbox.jpki.hierarchy import Hierarchy

from ..holders import HANAKO, hanakos_card
from .reader import Reader


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(hierarchy: Hierarchy) -> AsyncIterator[CardService]:
    """Everything that serves cards; its directory has a short path."""
    with tempfile.TemporaryDirectory(prefix="cards-") as name:
        home = Path(name)
        box = CardBox(home / "cards")
        for card in ("hanako", "taro", "unlucky"):
            box.write(card, hanakos_card(hierarchy, CardPlan(HANAKO)))
        async with CardService(home / "cards", home / "run", logs=home / "logs", journal=home / "journal") as service:
            yield service


@pytest_asyncio.fixture(loop_scope="module")
async def reader(service: CardService, tmp_path: Path) -> AsyncIterator[Reader]:
    """The reader, empty before and after."""
    reader = Reader(service, tmp_path)
    await reader.until(card_is_there=False)
    yield reader
    await service.hand.remove(0)
    await service.hand.remove(1)
