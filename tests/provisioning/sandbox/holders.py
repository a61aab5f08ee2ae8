"""Invented people with practice cards, and the hierarchy that issued them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from provisioning.sandbox.cards.card_file import CardFile
from provisioning.sandbox.cards.issuing import CardPlan, issue_card
from provisioning.sandbox.jpki.hierarchy import Hierarchy, ensure_hierarchy
from provisioning.sandbox.jpki.person import Municipality, Person, Sex

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DOSHI = Municipality("19422", "Yamanashi", "Doshi-mura")
HANAKO = Person(
    name="見本　花子",
    address="東京都見本市本町１丁目２番３号",
    birth=date(1985, 4, 1),
    sex=Sex.FEMALE,
    municipality=DOSHI,
    individual_number="123456789018",
    resident_code="99999000001",
)


class FixedClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self.moment


def hierarchy_in(directory: Path, now: datetime = NOW) -> Hierarchy:
    """A hierarchy of this moment."""
    return ensure_hierarchy(directory, now)


def hanakos_card(hierarchy: Hierarchy, plan: CardPlan | None = None) -> CardFile:
    """A card with known numbers on its face."""
    card = issue_card(plan or CardPlan(HANAKO), hierarchy, NOW)
    return replace(card, chip_serial="000000000000042")
