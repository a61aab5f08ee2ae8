"""What the local API tells is what the outbox, the line and the clock say."""

from __future__ import annotations

from pathlib import Path

from edge_agent.health.report import HealthReport
from edge_agent.link.states import LinkStates
from edge_agent.local_api.view import AgentView
from protocol.devices import DeviceKind, DeviceState, DeviceStatus
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import LinkState
from protocol.wire.messages.questions import Body as Question

from ..counter import call, counter_clock, outbox


class Nobody:
    """Answers no question."""

    async def ask(self, body: Question) -> Answer | None:
        """Nothing."""
        assert body
        return None


class OneReader:
    """A card reader that waits."""

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """Its status."""
        return (DeviceStatus(DeviceKind.CARD_READER, "card-reader", DeviceState.IDLE),)


async def test_a_technician_sees_outbox_line_and_clock(tmp_path: Path) -> None:
    clock = counter_clock()
    links = LinkStates(Nobody(), clock, told_time=clock.compare)
    links.line_changed(True)
    async with outbox(tmp_path, clock=clock) as box:
        stored = await call(box)
        view = AgentView(
            terminal="madoguchi-1",
            version="1.0",
            clock=clock,
            outbox=box,
            links=links,
            devices=OneReader(),
            health=HealthReport(clock),
        )
        status, waiting = view.status(), await view.waiting()
    assert (status.outbox.waiting, status.outbox.next_seq, status.outbox.epoch) == (2, 3, stored.epoch)
    assert (status.outbox.oldest_at, status.is_clock_trusted) == ("2026-04-01T00:30:00.000Z", True)
    assert (status.links.broker.state, status.links.central.state) == (LinkState.UP, LinkState.UNKNOWN)
    assert [device.name for device in status.devices] == ["card-reader"]
    assert [event.event_id for event in waiting.events][1:] == [stored.event_id]


async def test_a_technician_sees_what_needs_attention_and_why_and_what_was_set_aside(tmp_path: Path) -> None:
    clock = counter_clock()
    links = LinkStates(Nobody(), clock, told_time=clock.compare)
    async with outbox(tmp_path, clock=clock) as box:
        first, second = await call(box), await call(box)
        await box.mark_troubled(first.epoch, first.seq, "refused")
        await box.set_aside(second.epoch, second.seq, "paper-instead")
        view = AgentView(
            terminal="madoguchi-1",
            version="1.0",
            clock=clock,
            outbox=box,
            links=links,
            devices=OneReader(),
            health=HealthReport(clock),
        )
        status, waiting = view.status().outbox, await view.waiting()
    assert (status.troubled, status.trouble, status.set_aside, status.forked) == (1, "refused", 1, 0)
    assert [event.trouble for event in waiting.events if event.event_id == first.event_id] == ["refused"]
