"""A central that answers by hand, and errands that ask it."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable

from edge_agent.clock import Clock
from edge_agent.visit.card_text import CardTextReader
from edge_agent.visit.challenges import ChallengeStock
from edge_agent.visit.errands import Errands
from edge_agent.visit.identity import IdentityCheck
from protocol.wire.messages import answers, questions
from protocol.wire.messages.identity import (
    BeginIdentity,
    Challenge,
    Challenges,
    Identity,
    Outcome,
    ProveIdentity,
    StockChallenges,
)
from protocol.wire.messages.residents import AskHousehold, Birth, Household, Member, Sex

from ..counter import TERMINAL, HandClock
from .cards import Cupboard, PretendReader

HOUSEHOLD = Household(
    True,
    members=(
        Member("m1", "道志 太郎", "ドウシ タロウ", Birth("1980-01-01"), Sex.MALE, "世帯主", True),
        Member("m2", "道志 花子", "ドウシ ハナコ", Birth("1982-02-02"), Sex.FEMALE, "妻", False),
    ),
)
NEUTRAL_SECONDS = 4.0

Hold = Callable[[questions.Body], Awaitable[None]]


def challenge(number: int, *, visit: str = "", expires: str = "2026-04-02T00:00:00Z") -> Challenge:
    """A challenge as central issues them."""
    return Challenge(f"challenge-{number}", base64.b64encode(bytes([number]) * 32).decode(), expires, visit)


async def _at_once(_body: questions.Body) -> None:
    return


class Central:
    """Answers as told; `None` in `instead` is a line that is cut. `hold` is awaited before each answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[questions.Body, str]] = []
        self.outcome = Outcome.IDENTIFIED
        self.household: Household | None = HOUSEHOLD
        self.instead: dict[type[questions.Body], answers.Body | None] = {}
        self.is_cut = False
        self.hold: Hold = _at_once
        self._issued = 0

    async def ask(self, body: questions.Body, *, visit: str = "", seconds: float = 2.0) -> answers.Body | None:
        """The answer, within the deadline."""
        self.asked.append((body, visit))
        try:
            async with asyncio.timeout(seconds):
                await self.hold(body)
        except TimeoutError:
            return None
        if self.is_cut:
            return None
        return self.instead[type(body)] if type(body) in self.instead else self._answer(body, visit)

    def proofs(self) -> list[ProveIdentity]:
        """Every proof that came."""
        return [body for body, _ in self.asked if isinstance(body, ProveIdentity)]

    def _answer(self, body: questions.Body, visit: str) -> answers.Body | None:
        match body:
            case BeginIdentity():
                return Challenges(self._issue(1, visit))
            case StockChallenges(wanted=wanted):
                return Challenges(self._issue(wanted, ""))
            case ProveIdentity():
                return Identity(self.outcome)
            case AskHousehold():
                return self.household
        raise AssertionError(body)

    def _issue(self, count: int, visit: str) -> tuple[Challenge, ...]:
        self._issued += count
        return tuple(challenge(self._issued - number, visit=visit) for number in range(count))


def quiet_errands() -> Errands:
    """Errands of a visit in which nobody has a card."""
    central, clock = Central(), HandClock()
    return errands_of(central, clock, PretendReader(), Cupboard())[0]


def errands_of(
    central: Central, clock: Clock, reader: PretendReader, devices: Cupboard
) -> tuple[Errands, ChallengeStock]:
    """Errands and their stock of challenges."""
    stock = ChallengeStock(central, clock)
    check = IdentityCheck(reader=reader, asker=central, stock=stock, terminal=TERMINAL, neutral_seconds=NEUTRAL_SECONDS)
    return Errands(check, devices, CardTextReader(reader)), stock
