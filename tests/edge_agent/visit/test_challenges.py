"""The stock of challenges: filled while the line is up, each used once, none used late."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from edge_agent.visit.challenges import STOCK, ChallengeStock, Chosen, NotGiven
from protocol.wire.messages import answers
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import BeginIdentity, Challenges, StockChallenges

from ..counter import HandClock
from .central import Central, challenge
from .leisure import leisurely
from .stand_ins import turns


async def taken(stock: ChallengeStock) -> list[str]:
    """The ids of all that is there."""
    ids = []
    while isinstance(chosen := await stock.challenge_for("visit-1"), Chosen):
        assert chosen.is_from_stock
        ids.append(chosen.challenge.id)
    return ids


@leisurely
async def test_with_the_line_up_every_visit_gets_its_own_challenge() -> None:
    central = Central()
    chosen = await ChallengeStock(central, HandClock()).challenge_for("visit-1")
    assert isinstance(chosen, Chosen)
    assert (chosen.challenge.visit, chosen.is_from_stock) == ("visit-1", False)
    assert central.asked == [(BeginIdentity(), "visit-1")]


@leisurely
async def test_with_the_line_cut_each_of_the_stock_is_used_once_and_then_there_is_none() -> None:
    central = Central()
    stock = ChallengeStock(central, HandClock())
    filling = asyncio.create_task(stock.run())
    await turns()
    central.is_cut = True
    ids = await taken(stock)
    assert (len(ids), len(set(ids))) == (STOCK, STOCK)
    assert await stock.challenge_for("visit-1") is None
    filling.cancel()


@leisurely
async def test_what_has_expired_is_not_used() -> None:
    central, clock = Central(), HandClock()
    central.instead[StockChallenges] = Challenges(
        (challenge(1, expires="2026-04-01T01:00:00Z"), challenge(2, expires="2026-04-01T03:00:00Z"))
    )
    stock = ChallengeStock(central, clock)
    filling = asyncio.create_task(stock.run())
    await turns()
    central.is_cut = True
    clock.at += timedelta(hours=1)
    assert await taken(stock) == ["challenge-2"]
    filling.cancel()


@leisurely
async def test_the_stock_is_filled_again_when_the_line_is_back() -> None:
    central = Central()
    central.is_cut = True
    stock = ChallengeStock(central, HandClock())
    filling = asyncio.create_task(stock.run())
    await asyncio.sleep(10)
    central.is_cut = False
    await asyncio.sleep(1.5)
    central.is_cut = True
    assert len(await taken(stock)) == STOCK
    filling.cancel()


@pytest.mark.parametrize("answer", [Challenges(()), Refused(code="too-many")])
@leisurely
async def test_a_central_that_gives_none_is_not_pressed(answer: answers.Body) -> None:
    central = Central()
    central.instead = {StockChallenges: answer, BeginIdentity: answer}
    stock = ChallengeStock(central, HandClock())
    filling = asyncio.create_task(stock.run())
    await asyncio.sleep(29)
    assert len(central.asked) == 1
    assert await stock.challenge_for("visit-1") == NotGiven()
    filling.cancel()
