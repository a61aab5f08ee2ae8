"""The wiring of the role enrolment: what needs the site's authority, and nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial

from ..clock import Clock
from ..db.changes import Listener
from ..link.rounds import Rounds
from ..settings import CentralSettings
from .channels import ENROLMENTS, RENEWALS
from .endpoint import EnrolmentEndpoint
from .queries import TERMINALS
from .revocation import RevocationKeeper
from .session_ending import end_session
from .site_authority import read_site_authority
from .use_cases.renew_certificates import renew_certificates

_RENEWAL_SECONDS = 60.0


async def enrolling(settings: CentralSettings, clock: Clock) -> list[Coroutine[None, None, None]]:
    """What must run for ever; nothing without `[enrolment]`. Raises BadSettings."""
    enrolment, url = settings.enrolment, settings.database.url
    if enrolment is None:
        return []
    authority = await asyncio.to_thread(read_site_authority, enrolment, settings.broker.ca_file)

    async def renew() -> int:
        return await renew_certificates(authority, clock.now())

    endpoint = EnrolmentEndpoint(enrolment, authority, Listener(url, {ENROLMENTS}), clock)
    keeper = RevocationKeeper(enrolment, Listener(url, {TERMINALS}), partial(end_session, settings.broker), clock)
    renewals = Rounds("renewal", renew, every_seconds=_RENEWAL_SECONDS, listener=Listener(url, {RENEWALS}))
    return [one.run() for one in (endpoint, keeper, renewals)]
