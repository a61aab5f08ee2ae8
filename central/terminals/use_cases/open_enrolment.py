"""Open an enrolment: draw the one code with which the next terminal may come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from protocol.enrolment import code_key, shown_code
from protocol.identifiers import new_id

from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.rows import rows
from ...db.transaction import transaction
from ...staff.user import User
from ..channels import ENROLMENTS
from ..enrolment import CODE_LIVES, LIVE, EnrolmentState, Post, new_code
from ..models import Enrolment, Place, Terminal
from ..traces import by_person

_LOCK = 0x454E524F  # any number of its own: one code at a time


@dataclass(frozen=True)
class Opened:
    """`code` is shown once, to this person, and kept nowhere."""

    id: str
    code: str = field(repr=False)
    ends_at: datetime


@dataclass(frozen=True)
class NotOpened:
    """`code` says why: already-open, bad-number, bad-name, bad-place, in-service."""

    code: str


async def open_enrolment(post: Post, user: User, address: str, *, clock: Clock) -> Opened | NotOpened:
    """One code at a time; a number whose terminal is in service is refused until that one is retired."""
    code = new_code()
    key, now = await asyncio.to_thread(code_key, code), clock.now()
    async with transaction():
        await rows("SELECT pg_advisory_xact_lock($1)", [_LOCK])
        if problem := await _problem(post, now):
            return NotOpened(problem)
        enrolment = await Enrolment.create(
            id=new_id(), terminal=await _id_for(post.number), number=post.number, name=post.name, place=post.place,
            section=post.section, state=EnrolmentState.OPEN, key=key, request=b"", opened_at=now,
            opened_by=user.name, ends_at=now + CODE_LIVES,
        )  # fmt: skip
        await changed(ENROLMENTS, enrolment.id)
        await record(by_person(user, address, now, "enrolment-opened", enrolment.terminal, place=post.place))
    return Opened(enrolment.id, shown_code(code), enrolment.ends_at)


async def _problem(post: Post, now: datetime) -> str:
    if await Enrolment.exists(state__in=LIVE, ends_at__gt=now):
        return "already-open"
    if not 1 <= post.number <= 999:
        return "bad-number"
    if not 1 <= len(post.name) <= 64 or len(post.section) > 64 or not (post.name + post.section).isprintable():
        return "bad-name"
    if not await Place.exists(id=post.place):
        return "bad-place"
    standing = await Terminal.get_or_none(number=post.number)
    return "in-service" if standing is not None and standing.public_key and standing.retired_at is None else ""


async def _id_for(number: int) -> str:
    """Whoever takes a number over takes its id too, so that its stream of events goes on."""
    standing = await Terminal.get_or_none(number=number)
    if standing is not None:
        return standing.id
    taken, wanted, suffix = {terminal.id for terminal in await Terminal.all()}, f"counter-{number}", 1
    while wanted in taken:
        suffix += 1
        wanted = f"counter-{number}-{suffix}"
    return wanted
