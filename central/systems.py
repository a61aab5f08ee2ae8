"""What each system of a village hangs into the programs of central; one that is switched off hangs in nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from protocol.village.systems import System, Systems

from .applications import pages as applications
from .applications.inbox_handlers import HANDLERS as APPLICATION_HANDLERS
from .applications.jobs import jobs as application_jobs
from .clock import Clock
from .console.room import Room
from .db.worker import Job
from .errors import SystemOff
from .guidance import pages as guidance
from .identity.use_cases.prove_identity import Bench
from .link.received import Handlers, Received


def _no_jobs(_bench: Bench | None, _clock: Clock) -> Mapping[str, Job]:
    return {}


@dataclass(frozen=True)
class SystemParts:
    """Pages of the console, handlers of what arrives, and jobs, deferred to the queue of the system's name."""

    rooms: tuple[Room, ...] = ()
    handlers: Handlers = field(default_factory=dict)
    jobs: Callable[[Bench | None, Clock], Mapping[str, Job]] = _no_jobs


PARTS: Mapping[System, SystemParts] = {
    System.GUIDANCE: SystemParts(
        rooms=(
            Room("applications", applications.ROUTES, applications.MENU, applications.LIVE, strips=applications.STRIPS),
            Room("guidance", guidance.ROUTES, guidance.MENU, guidance.LIVE),
        ),
        handlers=APPLICATION_HANDLERS,
        jobs=application_jobs,
    ),
    System.CERTIFICATES: SystemParts(),
    System.SUBMISSIONS: SystemParts(),
}


def rooms_of(common: Iterable[Room], systems: Systems) -> tuple[Room, ...]:
    """The rooms that every village has, and those of the systems that are on."""
    return (*common, *(room for system in System if systems.has(system) for room in PARTS[system].rooms))


def handlers_of(systems: Systems) -> Handlers:
    """Who takes what arrives. What arrives for a system that is off is set aside, and can be taken when it is on."""
    kinds = ((system, kind, handler) for system in System for kind, handler in PARTS[system].handlers.items())
    return {kind: handler if systems.has(system) else _set_aside for system, kind, handler in kinds}


async def _set_aside(_received: Received) -> None:
    raise SystemOff


def jobs_of(systems: Systems, bench: Bench | None, clock: Clock) -> Mapping[str, Job]:
    """The jobs of the systems that are on. `bench` judges proofs; None where the village has no authorities."""
    on = [PARTS[system].jobs(bench, clock) for system in System if systems.has(system)]
    return {name: job for jobs in on for name, job in jobs.items()}


def queues_of(systems: Systems) -> tuple[str, ...]:
    """The queues of the systems that are on; the jobs of another wait in theirs."""
    return tuple(system.value for system in System if systems.has(system))
