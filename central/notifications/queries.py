"""What there is to know about arrivals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tortoise.expressions import Q

from .arrivals import ArrivalState, ArrivalView, CallView, CaseArrivalView
from .models import Call, CaseArrival

LONGEST_LIST = 200
_NEW_CALL = Q(acknowledged_at__isnull=True, withdrawn_at__isnull=True)
_NEW_CASE = Q(acknowledged_at__isnull=True)


async def open_calls() -> list[CallView]:
    """The calls nobody has acknowledged and nobody took back, oldest first."""
    return [_call(call) for call in await Call.filter(_NEW_CALL).order_by("received_at", "id")]


async def open_arrivals() -> list[ArrivalView]:
    """The calls and cases nobody has acknowledged, in the order they arrived."""
    cases = [_case(case) for case in await CaseArrival.filter(_NEW_CASE).order_by("received_at", "id")]
    return sorted([*await open_calls(), *cases], key=lambda arrival: (arrival.received_at, arrival.id))


async def arrivals_since(start: datetime) -> list[ArrivalView]:
    """What is still new, longest waiting first, then what arrived since a moment and is settled, newest first."""
    recent = Q(received_at__gte=start)
    calls = await Call.filter(recent | _NEW_CALL).order_by("-received_at", "-id").limit(LONGEST_LIST)
    cases = await CaseArrival.filter(recent | _NEW_CASE).order_by("-received_at", "-id").limit(LONGEST_LIST)
    arrivals: list[ArrivalView] = [*(_call(call) for call in calls), *(_case(case) for case in cases)]
    waiting = sorted((one for one in arrivals if one.state is ArrivalState.NEW), key=lambda one: one.since)
    return [*waiting, *_newest_first(one for one in arrivals if one.state is not ArrivalState.NEW)][:LONGEST_LIST]


def _newest_first(arrivals: Iterable[ArrivalView]) -> list[ArrivalView]:
    return sorted(arrivals, key=lambda one: one.since, reverse=True)


def _call(call: Call) -> CallView:
    return CallView(
        id=call.id,
        terminal=call.terminal,
        terminal_name=call.terminal_name,
        place=call.place,
        screen=call.screen,
        occurred_at=call.occurred_at,
        received_at=call.received_at,
        offline=call.offline,
        clock_trusted=call.clock_trusted,
        acknowledged_at=call.acknowledged_at,
        acknowledged_by=call.acknowledged_by,
        withdrawn_at=call.withdrawn_at,
    )


def _case(arrival: CaseArrival) -> CaseArrivalView:
    return CaseArrivalView(
        id=arrival.id,
        terminal=arrival.terminal,
        terminal_name=arrival.terminal_name,
        place=arrival.place,
        occurred_at=arrival.occurred_at,
        received_at=arrival.received_at,
        offline=arrival.offline,
        clock_trusted=arrival.clock_trusted,
        acknowledged_at=arrival.acknowledged_at,
        acknowledged_by=arrival.acknowledged_by,
        case=arrival.case,
        number=arrival.number,
        life_event=arrival.life_event,
        people=arrival.people,
    )
