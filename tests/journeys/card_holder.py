"""A resident with a card at the kiosk: puts it on the reader, types its number, takes it away."""

from __future__ import annotations

from playwright.async_api import expect

from provisioning.sandbox.cards.requests import Outcome
from provisioning.sandbox.people.cards import PracticeCard
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .kiosk import Kiosk


class CardHolder:
    """One visit with practice cards. `leave` ends it and gives every card its tries back."""

    def __init__(self, village: Village, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self._village = village
        self._used: set[str] = set()

    @classmethod
    async def arrive(cls, village: Village, browser: Chromium, tile: str = "村の中で引っ越した") -> CardHolder:
        """Stand before the screen that asks for a card, behind this tile."""
        holder = cls(village, await Kiosk.open(village, browser))
        await holder.kiosk.reach_the_card(tile)
        return holder

    def card(self, key: str) -> PracticeCard:
        """The card with this key."""
        return next(card for card in self._village.people.cards if card.key == key)

    async def put(self, key: str) -> None:
        """Put a card on the reader."""
        self._used.add(key)
        assert await self._village.cards.hand.insert(key) is Outcome.DONE

    async def take(self) -> None:
        """Take the card off the reader."""
        await self._village.cards.hand.remove()

    async def prove(self, key: str) -> None:
        """Put a card down and type its number."""
        await self.put(key)
        await self.kiosk.enter_pin(self.card(key).auth_pin)

    async def see(self, heading: str, name: str) -> None:
        """The screen with this heading, and a picture of it."""
        await self.kiosk.expect_heading(heading)
        await picture(self.kiosk.page, name)

    async def next_visit(self) -> None:
        """Leave, and come again to the screen that asks for a card."""
        await self.leave()
        await self.kiosk.reach_the_card()

    async def leave(self) -> None:
        """End the visit, take the card, and have the town hall unlock it."""
        await self.kiosk.leave()
        await self.take()
        for key in self._used:
            await self._village.cards.hand.unlock(key)
        await expect(self.kiosk.page.get_by_role("button", name="画面にさわってください")).to_be_visible()
