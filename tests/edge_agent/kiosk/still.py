"""Errands that nobody does: they only remember what they were asked."""

from __future__ import annotations

import asyncio

from edge_agent.visit.errands import Came, Errands
from edge_agent.visit.reader_watch import Changed
from edge_agent.visit.state import Card
from protocol.wire.messages.identity import CardProof


class StillErrands(Errands):
    """What was given stays here until a test looks at it."""

    def __init__(self) -> None:
        self.pins: list[bytearray] = []
        self.households: list[str] = []
        self.text_pins: list[bytearray] = []

    def prove(self, visit: str, life_event: str, card: Card, pin: bytearray) -> None:
        """Remember the number."""
        self.pins.append(pin)

    def fetch_household(self, visit: str) -> None:
        """Remember the visit."""
        self.households.append(visit)

    def ask_card_text(self, visit: str, card: Card, proof: CardProof | None) -> None:
        """The card says nothing."""

    def read_card_text(self, visit: str, card: Card, tries_shown: int, pin: bytearray) -> None:
        """Remember the number."""
        self.text_pins.append(pin)

    def forget(self) -> None:
        """There is nothing to end."""

    async def run(self, changed: Changed, came: Came) -> None:
        """Do nothing until cancelled."""
        await asyncio.Event().wait()
