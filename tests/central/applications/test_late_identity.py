"""A case that came as 失効確認待ち is settled by a job, which asks until somebody knows."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from central.applications.case import IdentityState
from central.applications.jobs import jobs
from central.applications.models import Case
from central.applications.use_cases.check_identity import check_identity
from central.audit.queries import lines_of
from central.clock import SystemClock
from central.db.connection import Database
from central.db.rows import rows
from central.db.worker import JobWorker
from central.identity.limits import Limits
from central.identity.use_cases.issue_challenges import issue_stock
from central.operations.queries import open_alarms
from central.residents.queries import protection_notices
from protocol.village.systems import System
from protocol.wire.messages.applications import Identified
from tests.central.identity.cards import Card
from tests.central.identity.conftest import hall, hierarchy
from tests.central.identity.hall import Hall
from tests.central.identity.responder import Manner
from tests.central.residents.people import number
from tests.central.terminal import count
from tests.central.waiting import ended, until

from .counter import LOBBY, Counter, application

__all__ = ["hall", "hierarchy"]

SHOWN = "ab" * 32
JOBS = "SELECT args, scheduled_at FROM procrastinate_jobs ORDER BY id DESC LIMIT 1"


async def pending_case(counter: Counter, hall: Hall, card: Card | None = None) -> str:
    """A case whose proof was given while the line was cut."""
    (challenge,) = await issue_stock(LOBBY, 1, Limits(), hall.clock.now())
    proof = (card or hall.resident_card()).proof(challenge, terminal=LOBBY, visit="visit-1", context=SHOWN)
    return await counter.hand_in(application(identity=Identified("pending", proof), shown=SHOWN), offline=True)


async def state_of(case: str) -> tuple[str, str]:
    """What the case says of identity, and whose card it was."""
    found = await Case.get(id=case)
    return found.identity, found.atena_no


async def check(case: str, hall: Hall, attempt: int = 0) -> None:
    """The job, once."""
    await check_identity(case, attempt, bench=hall.bench, clock=hall.clock)


async def test_a_worker_confirms_a_case_as_soon_as_it_has_come(
    counter: Counter, hall: Hall, database: Database
) -> None:
    async def broke(job: str) -> None:
        raise AssertionError(job)

    worker = JobWorker(database.url, jobs(hall.bench, hall.clock), failed=broke, queues=[System.GUIDANCE])
    running = asyncio.create_task(worker.run())
    case = await pending_case(counter, hall)

    async def is_confirmed() -> bool:
        return await state_of(case) == (IdentityState.CONFIRMED, number(1))

    await until(is_confirmed)
    await ended(running)


async def test_a_revoked_card_holds_the_case_with_an_alarm_and_the_terminal_hears_nothing(
    counter: Counter, hall: Hall
) -> None:
    card = hall.resident_card()
    case = await pending_case(counter, hall, card)
    hall.responder.revoked.add(card.certificate.serial_number)
    await check(case, hall)
    assert await state_of(case) == (IdentityState.REVOKED, "")
    assert [(alarm.kind, alarm.subject) for alarm in await open_alarms()] == [("identity-revoked", case)]
    assert await count("link_command") == 0


async def test_a_case_that_is_settled_is_left_alone(counter: Counter, hall: Hall) -> None:
    case = await pending_case(counter, hall)
    for _ in range(2):
        await check(case, hall)
    assert len(await lines_of(kind="event")) == 1
    await check("no-such-case", hall)


async def test_a_case_without_a_proof_is_held_for_staff(counter: Counter, hall: Hall) -> None:
    case = await counter.hand_in(application(identity=Identified("pending")))
    await check(case, hall)
    assert await state_of(case) == (IdentityState.HELD, "")


async def test_a_village_without_authorities_holds_every_such_case(counter: Counter, hall: Hall) -> None:
    case = await pending_case(counter, hall)
    await check_identity(case, 0, bench=None, clock=hall.clock)
    assert await state_of(case) == (IdentityState.HELD, "")


@pytest.mark.parametrize(("attempt", "minutes"), [(0, 1), (1, 5), (2, 15), (3, 60), (4, 60), (40, 60)])
async def test_while_nobody_knows_the_job_waits_longer_and_longer(
    counter: Counter, hall: Hall, attempt: int, minutes: int
) -> None:
    hall.responder.manner = Manner.BROKEN
    case = await pending_case(counter, hall)
    await check(case, hall, attempt)
    assert await state_of(case) == (IdentityState.PENDING, "")
    (job,) = await rows(JOBS)
    assert json.loads(job["args"]) == {"case": case, "attempt": attempt + 1}
    wait = job["scheduled_at"] - SystemClock().now()
    assert timedelta(seconds=-30) < wait - timedelta(minutes=minutes) <= timedelta()


async def test_after_a_day_an_alarm_stands_until_somebody_knows(counter: Counter, hall: Hall) -> None:
    hall.responder.manner = Manner.BROKEN
    case = await pending_case(counter, hall)
    waited, attempt = timedelta(), 0
    while not await open_alarms():
        await check(case, hall, attempt)
        waited, attempt = waited + ((await rows(JOBS))[0]["scheduled_at"] - SystemClock().now()), attempt + 1
    assert timedelta(hours=23) < waited < timedelta(hours=25)
    assert [(alarm.kind, alarm.subject) for alarm in await open_alarms()] == [("identity-never-checked", case)]
    hall.responder.manner = Manner.PLAIN
    await check(case, hall, attempt)
    assert await open_alarms() == []
    assert await state_of(case) == (IdentityState.CONFIRMED, number(1))


async def test_a_protected_person_whose_card_is_checked_late_is_told_to_the_one_role(
    counter: Counter, hall: Hall
) -> None:
    card = hall.resident_card()
    hall.protect()
    case = await pending_case(counter, hall, card)
    assert await protection_notices() == []
    await check(case, hall)
    (notice,) = await protection_notices()
    assert (notice.atena_no, notice.case, notice.seen_at) == (number(1), case, None)


async def test_the_one_role_is_told_also_where_the_protected_persons_proof_is_held(
    counter: Counter, hall: Hall
) -> None:
    card = hall.resident_card()
    hall.protect()
    (challenge,) = await issue_stock(LOBBY, 1, Limits(), hall.clock.now())
    proof = card.proof(challenge, terminal=LOBBY, visit="visit-1", context=SHOWN)
    made = application(identity=Identified("pending", proof), shown=SHOWN, life_event="SHOMEI")
    case = await counter.hand_in(made, offline=True)
    await check(case, hall)
    assert await state_of(case) == (IdentityState.HELD, "")
    (notice,) = await protection_notices()
    assert (notice.atena_no, notice.case) == (number(1), case)
