"""What takes time during a visit: proving identity, asking for the household; and the word of the reader."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from protocol.wire.messages.identity import CardProof

from ..devices.card.port import CardEvent, CardInserted
from .card_text import CardTextReader
from .draft import CardTextNotice
from .happenings import CardLost, CardTextFailed, Happening, HouseholdCame
from .identity import Attempt, IdentityCheck
from .reader_watch import Changed, Devices, ReaderWatch
from .state import Card

Came = Callable[[str, Happening], Awaitable[object]]
Errand = Callable[[], Awaitable[Happening]]


class Errands:
    """One errand at a time: a new one, or the end of its visit, ends the one before."""

    def __init__(self, check: IdentityCheck, devices: Devices, card_text: CardTextReader) -> None:
        self._check = check
        self._card_text = card_text
        self._reader = ReaderWatch(check, devices)
        self._begun: tuple[asyncio.TaskGroup, Came] | None = None
        self._errand: asyncio.Task[None] | None = None

    async def took(self, event: CardEvent) -> None:
        """The reader reports a card, or that it is gone."""
        await self._reader.took(event)

    def prove(self, visit: str, life_event: str, card: Card, pin: bytearray) -> None:
        """Prove who stands here with the card the resident was shown; `pin` is overwritten whatever happens."""
        attempt = Attempt(visit, life_event, card.tries or 0, asyncio.get_running_loop().time())
        self._begin(visit, lambda: self._prove(card, pin, attempt), pin)

    def fetch_household(self, visit: str) -> None:
        """Ask central for the household of this visit."""
        self._begin(visit, lambda: self._household(visit))

    def ask_card_text(self, visit: str, card: Card, proof: CardProof | None) -> None:
        """Ask the card the resident was shown, if it signed `proof`, how many tries its text has left."""
        self._begin(visit, lambda: self._ask_card_text(card, proof))

    def read_card_text(self, visit: str, card: Card, tries_shown: int, pin: bytearray) -> None:
        """Read the text of the card the resident was shown; `pin` is overwritten whatever happens."""
        self._begin(visit, lambda: self._read_card_text(card, tries_shown, pin), pin)

    def forget(self) -> None:
        """Nobody waits for the errand any more."""
        if self._errand is not None:
            self._errand.cancel()
            self._errand = None

    async def run(self, changed: Changed, came: Came) -> None:
        """Do errands and watch the reader until cancelled; `came` takes an outcome and its visit."""
        async with asyncio.TaskGroup() as group:
            self._begun = group, came
            try:
                await self._reader.run(changed)
            finally:
                self._begun = None

    def _begin(self, visit: str, errand: Errand, secret: bytearray | None = None) -> None:
        self.forget()
        if self._begun is None:
            _overwrite(secret)
            return
        group, came = self._begun
        self._errand = group.create_task(self._carry_out(visit, errand, came), name="visit errand")
        # Also when the errand was ended before it began.
        self._errand.add_done_callback(lambda _: _overwrite(secret))

    async def _carry_out(self, visit: str, errand: Errand, came: Came) -> None:
        outcome = await errand()
        self._errand = None
        await came(visit, outcome)

    async def _prove(self, card: Card, pin: bytearray, attempt: Attempt) -> Happening:
        inserted = self._still_there(card)
        if inserted is None:
            return CardLost(card.presentation)
        return await self._check.prove(inserted, pin, attempt)

    async def _ask_card_text(self, card: Card, proof: CardProof | None) -> Happening:
        inserted = self._still_there(card)
        if inserted is None:
            return CardTextFailed(card.presentation, CardTextNotice.PULLED)
        return await self._card_text.tries_left(inserted, proof)

    async def _read_card_text(self, card: Card, tries_shown: int, pin: bytearray) -> Happening:
        inserted = self._still_there(card)
        if inserted is None:
            return CardTextFailed(card.presentation, CardTextNotice.PULLED)
        return await self._card_text.read(inserted, pin, tries_shown)

    def _still_there(self, card: Card) -> CardInserted | None:
        inserted = self._reader.inserted
        return inserted if inserted is not None and inserted.presentation == card.presentation else None

    async def _household(self, visit: str) -> Happening:
        return HouseholdCame(await self._check.household(visit))


def _overwrite(secret: bytearray | None) -> None:
    if secret is not None:
        secret[:] = bytes(len(secret))
