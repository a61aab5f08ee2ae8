"""AskHousehold: who may see it, one answer for every reason not to, and the true reason in the audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central.audit.models import AuditRecord
from central.link.asked import Asked, Held
from central.residents.answers import STEP_BYTES, Households, ProvedPerson
from central.residents.record import HouseholdRecord, Standing
from central.residents.registry import Cause, CertificateKey, NoHousehold, NotLinked, RegistryDown
from central.residents.visit_keys import VisitKeys
from protocol.wire.messages.residents import AskHousehold, Household

from ..clock import TestClock
from .people import NOW, household, number, protection, resident

pytestmark = pytest.mark.usefixtures("database")

ASKED = Asked("counter-1", "visit-1")
FAMILY = household(resident(1), resident(2, "妻"))
Answered = HouseholdRecord | NoHousehold | RegistryDown


class OneHousehold:
    """A registry with one answer."""

    def __init__(self, answer: Answered) -> None:
        self.answer = answer

    async def person(self, _key: CertificateKey) -> NotLinked:
        """Nobody."""
        return NotLinked()

    async def household(self, _atena_no: str) -> Answered:
        """The one."""
        return self.answer


async def first_of_the_family(terminal: str, visit: str) -> ProvedPerson | None:
    return ProvedPerson(number(1), "card", NOW) if (terminal, visit) == ("counter-1", "visit-1") else None


async def ask(answer: Answered, asked: Asked = ASKED, clock: TestClock | None = None) -> Held:
    desk = Households(OneHousehold(answer), first_of_the_family, VisitKeys(b"k" * 32), clock or TestClock())
    return await desk.answer(asked, AskHousehold())


async def test_who_proved_identity_sees_the_household() -> None:
    answer = await ask(FAMILY)
    assert isinstance(answer.body, Household)
    assert answer.seconds == 0
    assert [each.relation for each in answer.body.members] == ["世帯主", "妻"]


async def test_a_look_is_audited_with_everybody_who_was_shown() -> None:
    await ask(FAMILY)
    line = await AuditRecord.get()
    assert (line.action, line.result, line.code) == ("read-household", "done", "")
    assert (line.terminal, line.subjects) == ("counter-1", [number(1), number(2)])


GONE = household(resident(1, history_no=2, standing=Standing.MOVED_OUT), resident(2, "妻"))
REASONS = [
    (RegistryDown(Cause.DEADLINE), ASKED, "juki-deadline"),
    (NoHousehold(), ASKED, "R02"),
    (GONE, ASKED, "R02"),
    (household(resident(1), resident(2, "子"), blocks=(protection(2),)), ASKED, "R04"),
    (household(resident(1), as_of=NOW - timedelta(minutes=31)), ASKED, "juki-stale"),
    (FAMILY, Asked("counter-1", "visit-2"), "not-proved"),
    (FAMILY, Asked("counter-2", "visit-1"), "not-proved"),
]


@pytest.mark.parametrize(("answer", "asked", "code"), REASONS)
async def test_every_reason_not_to_show_it_is_one_answer_at_one_moment(
    answer: Answered, asked: Asked, code: str
) -> None:
    assert await ask(answer, asked) == Held(Household(is_known=False), 2.5, STEP_BYTES)
    line = await AuditRecord.get()
    assert (line.result, line.code) == ("withheld", code)


async def test_the_log_names_whose_household_was_withheld_and_nobody_else_of_it() -> None:
    await ask(household(resident(1), resident(2, "子"), blocks=(protection(2),)))
    assert (await AuditRecord.get()).subjects == [number(1)]
