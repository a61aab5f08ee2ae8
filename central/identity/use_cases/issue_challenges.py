"""Issue challenges: random bytes that one card may sign once, for one visit or for a terminal's stock."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from protocol.identifiers import new_id
from protocol.wire.messages.identity import Challenge

from ...clock import rfc3339
from ...db.transaction import transaction
from ..limits import Limits
from ..models import IssuedChallenge

_NONCE_BYTES = 32
_KEPT_FOR = timedelta(days=31)


async def issue_for_visit(terminal: str, visit: str, limits: Limits, now: datetime) -> tuple[Challenge, ...]:
    """One challenge bound to this visit; none while too many of the terminal wait to be used."""
    async with transaction():
        wanted = await _room(terminal, 1, limits, now)
        return await _issue(terminal, visit, wanted, now, now + limits.challenge)


async def issue_stock(terminal: str, wanted: int, limits: Limits, now: datetime) -> tuple[Challenge, ...]:
    """Challenges for visits while the line is cut: what is wanted, at most a stock.

    A terminal that restarts has lost its stock, so the oldest expire when more than two stocks wait.
    """
    count = max(0, min(wanted, limits.stock_size))
    async with transaction():
        await _forget(terminal, now)
        waiting = _waiting(terminal, now).filter(visit="").order_by("-issued_at", "-id")
        lost = await waiting.offset(2 * limits.stock_size - count).values_list("id", flat=True)
        await IssuedChallenge.filter(id__in=lost).update(expires_at=now)
        return await _issue(terminal, "", count, now, now + limits.stock)


async def _room(terminal: str, wanted: int, limits: Limits, now: datetime) -> int:
    await _forget(terminal, now)
    waiting = await _waiting(terminal, now).exclude(visit="").count()
    return max(0, min(wanted, limits.challenges_waiting - waiting))


def _waiting(terminal: str, now: datetime) -> QuerySet[IssuedChallenge]:
    return IssuedChallenge.filter(terminal=terminal, used_at__isnull=True, expires_at__gte=now)


async def _forget(terminal: str, now: datetime) -> None:
    """What a visit used while the line was cut is judged when it is back, long after it expired."""
    await IssuedChallenge.filter(terminal=terminal, expires_at__lt=now - _KEPT_FOR).delete()


async def _issue(terminal: str, visit: str, count: int, now: datetime, expires: datetime) -> tuple[Challenge, ...]:
    issued = [
        IssuedChallenge(
            id=new_id(), terminal=terminal, visit=visit, nonce=secrets.token_bytes(_NONCE_BYTES), issued_at=now,
            expires_at=expires,
        )
        for _ in range(count)
    ]  # fmt: skip
    await IssuedChallenge.bulk_create(issued)
    return tuple(_message(each) for each in issued)


def _message(issued: IssuedChallenge) -> Challenge:
    nonce = base64.b64encode(issued.nonce).decode()
    return Challenge(id=issued.id, nonce=nonce, expires=rfc3339(issued.expires_at), visit=issued.visit)
