"""The jobs of this room and when they are due: extracts every few minutes, a look at the register every hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ..clock import Clock
from ..db.worker import Job
from ..residents_settings import FileResidentsSettings, ResidentsSettings
from .gateways.files.folder import ExtractFolder
from .use_cases.look_after_register import look_after_register
from .use_cases.take_extracts import take_extracts

TAKE, LOOK_AFTER = "take-resident-extracts", "look-after-resident-register"


def jobs(settings: ResidentsSettings | None, clock: Clock) -> Mapping[str, Job]:
    """None where 住基 does not come by files."""
    if not isinstance(settings, FileResidentsSettings):
        return {}
    folder = ExtractFolder(settings.folder)
    compare_every, keep_for = timedelta(hours=settings.compare_hours), timedelta(days=settings.keep_days)

    async def take() -> None:
        await take_extracts(folder, clock=clock)

    async def look_after() -> None:
        await look_after_register(folder, compare_every=compare_every, keep_for=keep_for, clock=clock)

    return {TAKE: take, LOOK_AFTER: look_after}


def schedule(settings: ResidentsSettings | None) -> Mapping[str, str]:
    """When the jobs are due, as cron says it."""
    if not isinstance(settings, FileResidentsSettings):
        return {}
    return {TAKE: f"*/{settings.take_minutes} * * * *", LOOK_AFTER: "17 * * * *"}
