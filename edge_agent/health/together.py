"""Runs the parts of the agent in one task group: one that ends, for whatever reason, ends them all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Protocol

from ..errors import TaskEnded


class Part(Protocol):
    """What works as long as the agent does."""

    async def run(self) -> None:
        """Work until cancelled."""


async def run_together(parts: Iterable[Part]) -> None:
    """Run all of them until cancelled. Raises what a part raised, TaskEnded when one simply ended."""
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(_deadly(part), name=type(part).__name__)


async def _deadly(part: Part) -> None:
    await part.run()
    raise TaskEnded
