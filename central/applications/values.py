"""What the pages of applications are filled with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from protocol.identifiers import new_id
from protocol.village.guidance import Standing

from ..clock import Clock
from ..guidance.queries import catalogue, in_force
from ..link.queries import broker_view
from ..staff.screens import Values
from ..staff.user import User
from ..terminals.queries import opening_hours, terminal_views
from .case import CaseFilter, CasePage, CaseState, CaseView, IdentityState, Why
from .choices import choices, parts
from .filter_form import fields_of
from .queries import counts, waiting_codes
from .rights import may_decide, receives, sees_some
from .sections import reception_of, walking_order

_JAPAN = ZoneInfo("Asia/Tokyo")


def digest_of(*shown: object) -> str:
    """A short name for exactly this content: a page that has seen it needs nothing new."""
    return hashlib.sha256(msgspec.json.encode(shown)).hexdigest()[:16]


def today(clock: Clock) -> date:
    """The calendar day in Japan."""
    return clock.now().astimezone(_JAPAN).date()


async def list_values(wanted: CaseFilter, found: CasePage, clock: Clock) -> Values:
    """The list and its finder."""
    village = await in_force(today(clock))
    return {
        "wanted": wanted,
        "fields": fields_of(wanted),
        "found": found,
        "seen": digest_of(found),
        "is_filtered": fields_of(wanted) != fields_of(CaseFilter(order=wanted.order, page=wanted.page)),
        "states": list(CaseState),
        "identities": list(IdentityState),
        "events": [event.code for event in village.events] if village else [],
        "sections": list(walking_order(village)),
        "today": today(clock),
    }


async def case_values(case: CaseView, whys: tuple[Why, ...], user: User, clock: Clock) -> Values:
    """One case and what this person may do with it."""
    guided_by = await catalogue(case.application.catalogue)
    reception = reception_of(guided_by)
    crosses = receives(user) and bool(reception) and user.section == reception
    return {
        "case": case,
        "parts": parts(case, user.section, crosses=crosses),
        "choices": choices(case, user.name),
        "may_decide": may_decide(user),
        "why": {one.procedure: one for one in whys},
        "not_needed": [one for one in whys if one.standing == Standing.DOES_NOT_APPLY],
        "names": {one.id: one.name for one in case.procedures},
        "heads": _heads(case),
        "municipality": guided_by.municipality if guided_by else "",
        "today": today(clock),
    }


async def pulse(_user: User, _clock: Clock) -> Values:
    """A new sign each time a case changes: the pages that show cases look whether it was theirs."""
    return {"pulse": new_id()}


async def waiting(user: User, clock: Clock) -> Values:
    """The codes that wait for their case."""
    codes = await waiting_codes(clock.now()) if sees_some(user) else []
    return {"codes": codes, "today": today(clock)}


async def waiting_strip(user: User, clock: Clock) -> Values:
    """How many of them there are once every place with a terminal is closed."""
    codes = await waiting_codes(clock.now()) if sees_some(user) else []
    return {"count": len(codes) if codes and await _is_after_hours(clock) else 0}


async def count(user: User, _clock: Clock) -> Values:
    """How many cases nobody has begun."""
    return {"count": (await counts(user)).get(CaseState.RECEIVED, 0) if sees_some(user) else 0}


def _heads(case: CaseView) -> Mapping[str, str]:
    names = {party.key: party.name for party in case.application.people}
    plan = case.application.household
    return {"new": names.get(plan.head, ""), "remaining": names.get(plan.remaining_head, "")}


async def _is_after_hours(clock: Clock) -> bool:
    now = clock.now()
    places = {view.place for view in await terminal_views(await broker_view(now))}
    hours = [await opening_hours(place) for place in places]
    return not any(opening is not None and opening.is_open(now) for opening in hours)
