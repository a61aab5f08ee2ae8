"""What central answers about people, built from the settings for app.py: identity, and the household behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from protocol.wire.messages.answers import LinkState
from protocol.wire.messages.residents import AskHousehold

from ..clock import Clock
from ..link.questions import Answerers
from ..residents.answers import Households
from ..residents.gateways.absent import AbsentRegistry
from ..residents.gateways.files.registry import FileRegistry
from ..residents.gateways.rest import RestRegistry
from ..residents.link_state import RegistryLink
from ..residents.opening import open_registry
from ..residents.registry import ResidentRegistry
from ..residents.visit_keys import read_visit_keys
from ..settings import CentralSettings, Profile
from .list_keeper import ListKeeper
from .queries import ProvedVisits
from .room import IdentityRoom
from .use_cases.prove_identity import Bench


@dataclass(frozen=True)
class AboutPeople:
    """Part of the desk's answerers, what must run for them, the state of the line to 住基, and who judges proofs."""

    answerers: Answerers
    running: Sequence[ListKeeper | RestRegistry | FileRegistry]
    juki: Callable[[], LinkState]
    bench: Bench | None


async def about_people(settings: CentralSettings, clock: Clock, opened: AsyncExitStack) -> AboutPeople:
    """Opens the registry in `opened`. Raises BadSettings; what is not in the settings is not answered."""
    link = RegistryLink(clock)
    registry = await open_registry(settings.residents, link, clock, opened)
    running: list[ListKeeper | RestRegistry | FileRegistry] = []
    if not isinstance(registry, AbsentRegistry):
        running.append(registry)
    answerers: Answerers = {AskHousehold: (await _households(settings, registry, clock)).answer}
    bench = None
    if settings.identity is not None:
        is_practice = settings.profile is Profile.PRACTICE
        room = await asyncio.to_thread(IdentityRoom, settings.identity, registry, clock, may_practise=is_practice)
        running.append(room.keeper)
        answerers, bench = {**answerers, **room.answerers}, room.bench
    return AboutPeople(answerers, running, link.state, bench)


async def _households(settings: CentralSettings, registry: ResidentRegistry, clock: Clock) -> Households:
    keys = await asyncio.to_thread(read_visit_keys, settings.keys.sealing_files[0])
    proved = ProvedVisits(clock).person
    if settings.residents is None:
        return Households(registry, proved, keys, clock)
    return Households(
        registry, proved, keys, clock,
        withheld_seconds=settings.residents.withheld_seconds,
        oldest=timedelta(minutes=settings.residents.oldest_minutes),
    )  # fmt: skip
