"""The jobs of this room, by the names they are deferred under."""

from __future__ import annotations

from collections.abc import Mapping

from ..clock import Clock
from ..db.worker import Job
from ..identity.use_cases.prove_identity import Bench
from .use_cases.check_identity import check_identity
from .use_cases.take_application import CHECK_IDENTITY


def jobs(bench: Bench | None, clock: Clock) -> Mapping[str, Job]:
    """`bench` judges proofs; None where the village has no authorities."""

    async def check(*, case: str, attempt: int = 0) -> None:
        await check_identity(case, attempt, bench=bench, clock=clock)

    return {CHECK_IDENTITY: check}
