"""The report for support: how the terminal stands, and not one of the words that residents and staff left in it."""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing
from pathlib import Path

from edge_agent.cards.apdu import Command, Response
from edge_agent.cards.transport import Gone
from edge_agent.devices.card.port import Unavailable
from edge_agent.devices.code_reader.port import CodeEvent, CodeRead
from edge_agent.devices.ear import Ear
from edge_agent.devices.overheard import OverheardCardReader, OverheardDriver
from edge_agent.devices.pen.port import PenEvent
from edge_agent.devices.supervisor import Supervisor
from edge_agent.health.report import HealthReport
from edge_agent.link.states import LinkStates
from edge_agent.local_api.api import EventSetAside, SetAside
from edge_agent.local_api.measures import RoundTripsMade
from edge_agent.local_api.recent import Recent
from edge_agent.local_api.repairs import Repairs
from edge_agent.local_api.reporting import Reporting
from edge_agent.local_api.support import SupportReport
from edge_agent.local_api.view import AgentView
from edge_agent.settings import load_settings
from protocol.signals import CommandSeen
from protocol.wire.codec import encode
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import StaffCalled

from ..counter import call, counter_clock, outbox
from ..test_app import FILE
from .test_signals import CARD, NAME, PIN, Desk, Reader, Session, is_open
from .test_view import Nobody, OneReader

CODE = "MG1-AAAABBBBCCCCDDDD"
SCREEN = "道志太郎様の画面"
REASON = "道志花子さんの分が二重"
KEY_PLACE = "hidden-key-place"
PLANTED = (CODE, SCREEN, REASON, KEY_PLACE, "道志太郎", NAME.decode(), PIN.hex(), NAME.hex())


async def no_trips() -> RoundTripsMade:
    """Nothing was measured."""
    return RoundTripsMade("2026-04-01T00:30:00.000Z", ())


async def used(ear: Ear) -> None:
    """A card, a PIN, a name and a code pass through the agent while a technician looks."""
    async with aclosing(ear.follow()) as following:
        first = asyncio.ensure_future(anext(following))
        await is_open(ear)
        session = await OverheardCardReader(Reader(Session()), ear).begin(CARD)
        assert not isinstance(session, Gone | Unavailable)
        assert isinstance(await session.transmit(Command(0x00, 0x20, 0x00, 0x80, PIN)), Response)
        assert isinstance(await session.transmit(Command(0x00, 0xB0, 0x00, 0x02, wanted=256)), Response)
        desk = OverheardDriver[PenEvent | CodeEvent](Desk(CodeRead(CODE)), ear)
        assert [event async for event in desk.events()] == [CodeRead(CODE)]
        assert isinstance((await first).what, CommandSeen)


async def test_nothing_that_was_planted_in_the_agent_is_in_its_report(tmp_path: Path) -> None:
    file = tmp_path / "agent.toml"
    text = FILE.format(broker=8883, home=tmp_path, kiosk=8090).replace(f"{tmp_path}/terminal.key", f"{KEY_PLACE}.key")
    file.write_text(text, encoding="utf-8")
    clock = counter_clock()
    links, ear = LinkStates(Nobody(), clock, told_time=clock.compare), Ear(clock)
    async with outbox(tmp_path, clock=clock) as box:
        view = AgentView(
            terminal="madoguchi-1", version="1.0", clock=clock, outbox=box, links=links, devices=OneReader(),
            health=HealthReport(clock),
        )  # fmt: skip
        recent = Recent(clock, version="1.0", devices=Supervisor(clock), links=links, outbox=box)
        await used(ear)
        stored = await call(box, SCREEN, visit="0196a000-0000-7000-8000-0000000000aa")
        kept = await box.put(CoarseKind.CALL, StaffCalled(SCREEN))
        await box.mark_troubled(kept.epoch, kept.seq, "refused")
        repairs = Repairs(box, _nothing, recent.note)
        assert await repairs.set_aside(SetAside(kept.epoch, kept.seq, REASON))
        await box.mark_troubled(stored.epoch, stored.seq, "refused")
        reporting = Reporting(
            load_settings(file), clock, status=view.status, waiting=view.waiting,
            recent=recent.listed, round_trips=no_trips,
        )  # fmt: skip
        report = await reporting.made()
    said = encode(report).decode()
    assert [word for word in PLANTED if word in said] == []
    assert re.search(rf"\b{PIN.decode()}\b", said) is None
    assert [event.body for event in report.recent] == [EventSetAside(kept.seq)]
    _is_whole(report)


def _is_whole(report: SupportReport) -> None:
    assert report.made_at == "2026-04-01T00:30:00.000Z"
    assert report.status.terminal == "madoguchi-1"
    assert (report.status.outbox.troubled, report.status.outbox.set_aside) == (1, 1)
    calls = next(kind for kind in report.waiting if kind.kind == CoarseKind.CALL)
    assert (calls.count, calls.troubled) == (1, 1)
    assert calls.size > 0
    assert report.versions["kantan-madoguchi"] == "1.0"
    assert report.versions["msgspec"] != ""
    assert 'key_file = "***"' in report.settings
    assert "[terminal]" in report.settings


async def _nothing() -> None:
    return
