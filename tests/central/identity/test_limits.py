"""A stolen terminal cannot try out the village: sixty proofs an hour, whatever becomes of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from central.audit.queries import lines_of
from central.identity.limits import Limits, limits_of
from central.operations.queries import open_alarms
from central.settings import IdentitySettings
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import CardProof

from ..database import PrivatePostgres
from .hall import Hall, outcome_of

NO_PROOF = CardProof(challenge="none", certificate="", signature="")


async def test_the_sixty_first_proof_in_an_hour_is_refused(hall: Hall) -> None:
    assert Limits().checks_per_hour == 60
    for _ in range(60):
        outcome_of(await hall.prove(NO_PROOF))
        hall.clock.go_on(1)
    assert await hall.prove(NO_PROOF) == Refused(code="too-many")
    outcome_of(await hall.prove(NO_PROOF, terminal="counter-2"))
    hall.clock.go_on(3600 - 60)
    outcome_of(await hall.prove(NO_PROOF))
    assert await hall.prove(NO_PROOF) == Refused(code="too-many")


async def test_every_refusal_is_audited_and_one_alarm_stands(hall: Hall) -> None:
    hall.limits = replace(hall.limits, checks_per_hour=1)
    for _ in range(3):
        await hall.prove(NO_PROOF)
    assert [line["code"] for line in await lines_of()] == ["too-many", "too-many", "V00"]
    assert [(alarm.kind, alarm.times) for alarm in await open_alarms()] == [("too-many-identity-checks", 2)]


async def test_proofs_at_the_same_time_do_not_slip_past_the_limit(hall: Hall, postgres: PrivatePostgres) -> None:
    hall.limits = replace(hall.limits, checks_per_hour=2)
    given = await asyncio.gather(*(hall.prove(NO_PROOF) for _ in range(4)))
    assert sum(not isinstance(each, Refused) for each in given) == 2


def test_the_settings_default_to_the_limits_of_the_design() -> None:
    settings = IdentitySettings(authorities={}, catalogue_file=__file__)  # type: ignore[arg-type]
    assert limits_of(settings) == Limits()
    assert settings.hidden_seconds == 2.5
