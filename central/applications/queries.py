"""What may be asked of applications: the list, one case, why its procedures stand as they do, codes that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from tortoise.expressions import Case as Choose
from tortoise.expressions import Q, Subquery, When
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from protocol.village.catalogue import Catalogue
from protocol.village.opening import JAPAN
from protocol.wire.messages.applications import Answered, ApplicationMade

from ..db.rows import rows
from ..guidance.queries import catalogue
from ..staff.user import User
from .case import CaseFilter, CasePage, CaseRow, CaseState, CaseView, Why
from .happened import Happened
from .models import Case, CaseHappening, CaseProcedure, WaitingScan
from .reasons import reasons
from .rights import sees_all, sees_some
from .scanning import WaitingCode
from .searching import wanted as wanted_keys
from .sections import facts_of, procedures_of
from .views import (
    answer_views,
    application_in,
    case_row,
    household_as_of,
    ink_in,
    person_views,
    procedure_views,
    timeline,
)

ROWS_A_PAGE = 50
_FIRST_YEAR, _LAST_YEAR = 1900, 2900
_DAY = timedelta(days=1)

_ORDERS = {
    "newest": ("-since", "-id"),
    "oldest": ("since", "id"),
    "number": ("-business_day", "series", "serial", "number", "id"),
    "name": ("applicant_key", "applicant", "-since", "-id"),
    "state": ("rank", "-since", "-id"),
}

_ON_A_LINE = (
    "id", "number", "life_event", "applicant", "people", "occurred_at", "received_at", "offline", "clock_trusted",
    "terminal_name", "place", "state", "taken_by", "identity", "has_clash", "is_clash_settled",
)  # fmt: skip

_TICKS = """
SELECT case_id, count(*) FILTER (WHERE is_needed) AS needed,
count(*) FILTER (WHERE is_needed AND ticked_at IS NOT NULL) AS ticked
FROM applications_procedure WHERE case_id = ANY($1) GROUP BY case_id
"""


async def case_page(wanted: CaseFilter, user: User) -> CasePage:
    """One page of the cases this person may see; a page beyond the last is the last."""
    cases = _filtered(wanted, user)
    total = await cases.count()
    pages = max(1, -(-total // ROWS_A_PAGE))
    page = min(max(1, wanted.page), pages)
    shown = await _slim(_ordered(cases, wanted)).offset((page - 1) * ROWS_A_PAGE).limit(ROWS_A_PAGE)
    return CasePage(tuple(await _rows(shown)), total, page, pages)


async def filtered_rows(wanted: CaseFilter, user: User) -> list[CaseRow]:
    """All the rows of that list, whatever its page."""
    return await _rows(await _slim(_ordered(_filtered(wanted, user), wanted)))


async def case_view(case: str, user: User) -> CaseView | None:
    """The whole case; None: there is none, or not for this person.

    A SECTION sees its own procedures, the answers they rest on, and what happened to them.
    """
    found = await _visible(user).get_or_none(id=case)
    if found is None:
        return None
    application, known = application_in(found), await catalogue(found.catalogue)
    procedures = CaseProcedure.filter(case_id=case)
    happenings = await CaseHappening.filter(case_id=case).order_by("at", "id")
    if not sees_all(user):
        procedures = procedures.filter(section=user.section)
        happenings = [each for each in happenings if each.detail.get("section", user.section) == user.section]
    return CaseView(
        row=(await _rows([found]))[0],
        application=application,
        people=person_views(application),
        answers=answer_views(_told(application, known, user), application, known),
        procedures=procedure_views(await procedures, application, known, found.business_day),
        timeline=timeline(happenings),
        ink=ink_in(found),
        household_as_of=household_as_of(application),
        clashes=await _clashes(found) if found.has_clash else (),
        revision=found.revision,
    )


async def why(case: str, user: User) -> tuple[Why, ...]:
    """Why each procedure that this person may see stands as it does; empty when the visit's catalogue cannot say."""
    found = await _visible(user).get_or_none(id=case)
    known = await catalogue(found.catalogue) if found else None
    if found is None or known is None:
        return ()
    whys = await asyncio.to_thread(reasons, application_in(found), known, found.business_day)
    own = procedures_of(known, user.section)
    return tuple(one for one in whys if sees_all(user) or one.procedure in own)


async def waiting_codes(now: datetime) -> list[WaitingCode]:
    """The codes that wait for their case, the oldest first; one that was read for several sections is one."""
    waiting: dict[str, WaitingCode] = {}
    for scan in await WaitingScan.filter(received_at__lte=now).order_by("read_at", "id"):
        code = WaitingCode(scan.id, scan.ending, scan.reader, scan.read_at, scan.offline)
        waiting.setdefault(scan.digest, code)
    return list(waiting.values())


async def counts(user: User) -> Mapping[CaseState, int]:
    """How many cases of each state this person may see."""
    counted = await _visible(user).annotate(cases=Count("id")).group_by("state").values("state", "cases")
    found = {each["state"]: each["cases"] for each in counted}
    return {state: found.get(state.value, 0) for state in CaseState}


async def is_visible(case: str, user: User) -> bool:
    """Whether there is this case, for this person."""
    return await _visible(user).filter(id=case).exists()


async def last_change(case: str) -> CaseHappening | None:
    """The newest change of state, or undoing of one."""
    changes = CaseHappening.filter(case_id=case, what__in=[Happened.STATE.value, Happened.UNDONE.value])
    return await changes.order_by("-id").first()


async def highest_serial(terminal: str, business_day: str) -> int:
    """The highest serial of the reception numbers this terminal gave on an ISO day, 0 when it gave none."""
    try:
        day = date.fromisoformat(business_day)
    except ValueError:
        return 0
    highest = await Case.filter(terminal=terminal, business_day=day).order_by("-serial").first()
    return highest.serial if highest else 0


def _visible(user: User) -> QuerySet[Case]:
    if sees_all(user):
        return Case.all()
    if sees_some(user) and user.section:
        return _of_section(Case.all(), user.section)
    return Case.filter(id="")


def _of_section(cases: QuerySet[Case], section: str) -> QuerySet[Case]:
    return cases.filter(id__in=Subquery(CaseProcedure.filter(section=section).values("case_id")))


def _filtered(wanted: CaseFilter, user: User) -> QuerySet[Case]:
    cases = _visible(user)
    if wanted.states:
        cases = cases.filter(state__in=[state.value for state in wanted.states])
    if wanted.life_event:
        cases = cases.filter(life_event=wanted.life_event)
    if wanted.identity:
        cases = cases.filter(identity=wanted.identity)
    if wanted.section:
        cases = _of_section(cases, wanted.section)
    if wanted.first:
        cases = cases.filter(since__gte=_midnight(wanted.first))
    if wanted.last:
        cases = cases.filter(since__lt=_midnight(wanted.last) + _DAY)
    return _searched(cases, wanted.text)


def _searched(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    keys = wanted_keys(text)
    if keys is None:
        return cases
    found = Q(number__contains=keys.number)
    if keys.kana:
        found |= Q(kana__contains=keys.kana)
    if keys.name:
        found |= Q(names__contains=keys.name)
    return cases.filter(found)


def _ordered(cases: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    order = _ORDERS.get(wanted.order, _ORDERS["newest"])
    if "rank" in order:
        turns = [When(state=state.value, then=str(turn)) for turn, state in enumerate(CaseState)]
        cases = cases.annotate(rank=Choose(*turns, default="9"))
    return cases.order_by(*order)


def _slim(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Without what a line of the list does not show; the whole event and its ink are large."""
    return cases.only(*_ON_A_LINE)


def _midnight(day: date) -> datetime:
    year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
    return datetime.combine(day if year == day.year else date(year, 1, 1), time(), JAPAN)


async def _rows(cases: Sequence[Case]) -> list[CaseRow]:
    counted = await rows(_TICKS, [[case.id for case in cases]])
    ticks = {each["case_id"]: (each["needed"], each["ticked"]) for each in counted}
    return [case_row(case, *ticks.get(case.id, (0, 0))) for case in cases]


def _told(application: ApplicationMade, known: Catalogue | None, user: User) -> tuple[Answered, ...]:
    """The answers that are this person's to see; without the catalogue nobody can say which are a section's."""
    if sees_all(user):
        return application.answers
    facts = facts_of(known, user.section) if known else frozenset()
    return tuple(each for each in application.answers if each.fact in facts)


async def _clashes(case: Case) -> tuple[str, ...]:
    same = Case.filter(business_day=case.business_day, number=case.number).exclude(id=case.id)
    return tuple(other.id for other in await same.order_by("since", "id"))
