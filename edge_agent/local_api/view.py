"""The whole agent at a glance, as the local API tells it."""

from __future__ import annotations

from typing import Protocol

from protocol.devices import DeviceStatus
from protocol.health import HealthCheck

from ..clock import CounterClock, rfc3339
from ..link.states import LinkStates, LinkStatus
from ..outbox.store import Outbox
from .api import LISTED, LinkView, LinkViews, OutboxStatus, Status, WaitingEvent, WaitingEvents


class Devices(Protocol):
    """The part of the supervisor that is shown."""

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """Every device now."""


class Health(Protocol):
    """The part of the health report that is shown."""

    def current(self) -> tuple[HealthCheck, ...]:
        """What each check found last."""


class AgentView:
    """Looks, and changes nothing."""

    def __init__(
        self,
        *,
        terminal: str,
        version: str,
        clock: CounterClock,
        outbox: Outbox,
        links: LinkStates,
        devices: Devices,
        health: Health,
    ) -> None:
        self._terminal = terminal
        self._version = version
        self._clock = clock
        self._outbox = outbox
        self._links = links
        self._devices = devices
        self._health = health

    def status(self) -> Status:
        """The agent now."""
        return Status(
            terminal=self._terminal,
            version=self._version,
            time=rfc3339(self._clock.now()),
            is_clock_trusted=self._clock.is_trusted,
            outbox=self._outbox_status(),
            links=self._link_views(),
            devices=self._devices.statuses(),
            health=self._health.current(),
        )

    async def waiting(self) -> WaitingEvents:
        """The oldest waiting events, without content."""
        rows = await self._outbox.listed(LISTED)
        return WaitingEvents(
            tuple(
                WaitingEvent(
                    row.event_id, row.epoch, row.seq, row.kind, row.captured_at, row.sent_at, row.size, row.trouble
                )
                for row in rows
            )
        )

    def _outbox_status(self) -> OutboxStatus:
        standing = self._outbox.standing()
        return OutboxStatus(
            waiting=standing.count,
            oldest_at="" if standing.oldest_at is None else rfc3339(standing.oldest_at),
            forked=standing.forked,
            epoch=standing.stream.epoch,
            next_seq=standing.stream.seq + 1,
            has_room=self._outbox.has_room(),
            set_aside=standing.set_aside,
            troubled=standing.troubled,
            trouble=standing.trouble,
        )

    def _link_views(self) -> LinkViews:
        links = self._links.current()
        return LinkViews(_view(links.broker), _view(links.central), _view(links.juki), _view(links.issuing))


def _view(status: LinkStatus) -> LinkView:
    return LinkView(status.state, rfc3339(status.since))
