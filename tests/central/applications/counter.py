"""A counter that hands cases in: terminals, the village's catalogue, clerks, and a clock to turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec

from central.applications.inbox_handlers import HANDLERS
from central.applications.models import CaseProcedure
from central.db.transaction import transaction
from central.guidance.use_cases.load_catalogue import load_catalogue
from central.link.received import Received
from central.staff.roles import Role
from central.staff.user import User
from central.terminals.site_file import PlaceEntry, SiteFile, TerminalEntry
from central.terminals.use_cases.register_site import register_site
from protocol.codes import CodeKind, new_code
from protocol.identifiers import new_id
from protocol.village.catalogue import canonical_bytes, version_of
from protocol.wire.messages.applications import (
    SIGNATURE,
    Answered,
    ApplicationMade,
    CodeScanned,
    HouseholdPlan,
    Identified,
    Ink,
    Listed,
    NewAddress,
    Occurred,
    Party,
    Sample,
    SlipCode,
    SlipReported,
)
from protocol.wire.messages.events import Body
from protocol.wire.messages.residents import Birth, Sex
from provisioning.site.catalogue import village_catalogue
from tests.central.clock import TestClock

CATALOGUE = canonical_bytes(village_catalogue())
VERSION = version_of(CATALOGUE)
LOBBY, WELFARE_DESK = "lobby-1", "fukushi-1"
RESIDENTS, WELFARE, SCHOOLS = "住民課", "福祉課", "教育委員会"
ADDRESS = "192.0.2.7"
INK = Ink(width=400, height=200, device="pen", strokes=((Sample(0, 10, 10, 100), Sample(5, 20, 20, 900)),))

_LISTED = (
    Listed("P003", "applies", RESIDENTS),
    Listed("P005", "ask-at-counter", RESIDENTS),
    Listed("P401", "applies", WELFARE),
    Listed("P402", "applies", WELFARE),
    Listed("P901", "applies", "総務課"),
)


def clerk(name: str = "青根 恵", section: str = RESIDENTS, role: Role = Role.CLERK) -> User:
    """Somebody of a section."""
    return User(uuid4(), name, name, section, frozenset({role}), sound=True)


CLERK, COLLEAGUE = clerk(), clerk("長田 誠")
WELFARE_CLERK = clerk("池原 あおい", WELFARE, Role.SECTION)
SCHOOL_CLERK = clerk("大室 けんじ", SCHOOLS, Role.SECTION)
AUDITOR = clerk("小善地 ひさし", "監査委員事務局", Role.AUDITOR)


def person(key: str, name: str, kana: str, *, moves: bool = True, is_head: bool = False) -> Party:
    """Somebody as 住基 has them."""
    return Party(
        key=key, name=name, kana=kana, birth=Birth("1982-11-03"), sex=Sex.MALE, relation="子", is_head=is_head,
        moves=moves, is_from_registry=True, facts={"hi": "KOKUHO"},
    )  # fmt: skip


HOUSEHOLD = (
    person("k1", "道志 太郎", "ドウシ タロウ", moves=False, is_head=True),
    person("k2", "道志 健太", "ドウシ ケンタ"),
)


def application(number: str = "1-012", **other: object) -> ApplicationMade:
    """健太 leaves his father's house, with a code for the case and one for each section."""
    sections = tuple(dict.fromkeys(each.section for each in _LISTED))
    usual = ApplicationMade(
        number=number,
        life_event="TENKYO",
        catalogue=VERSION,
        moved_on="2026-03-28",
        moved_on_written="R8.3.28",
        before="道志村6181番地1",
        after=NewAddress("大渡", "402-0200", "8120番地3", "さくら住宅101"),
        household=HouseholdPlan("new", head="k2", movers=1),
        applicant="道志 健太",
        applicant_kana="ドウシ ケンタ",
        telephone="09000001234",
        people=HOUSEHOLD,
        answers=(Answered("a.has_dog", True), Answered("p.nenkin", None, "k2")),
        procedures=_LISTED,
        codes=(
            SlipCode(new_code(CodeKind.CASE).text),
            *(SlipCode(new_code(CodeKind.SECTION).text, section) for section in sections),
        ),
        identity=Identified("unverified"),
        household_as_of="2026-04-01T00:00:00.000Z",
        shown="0" * 64,
        occurrences=(Occurred("TENKYO", "2026-03-28", ("k2",), ("k2",), {"remaining": 1, "head_lost": False}),),
    )
    return msgspec.structs.replace(usual, **other)


def code_of(made: ApplicationMade, section: str = "") -> str:
    """The text of a section's code, or of the case's own."""
    return next(code.text for code in made.codes if code.section == section)


@dataclass
class Counter:
    """Hands events to the room as the dispatcher does: each in a transaction."""

    clock: TestClock = field(default_factory=TestClock)
    seq: int = 0

    async def open(self) -> None:
        """Terminals and the catalogue."""
        places = [PlaceEntry("honcho", "ロビー", {})]
        terminals = [
            TerminalEntry(LOBBY, 1, "操作端末1", "honcho"),
            TerminalEntry(WELFARE_DESK, 2, "福祉課端末", "honcho", WELFARE),
        ]
        await register_site(SiteFile(places, terminals), {})
        await load_catalogue(CATALOGUE, clock=self.clock)

    async def hand_in(self, made: ApplicationMade | None = None, **other: object) -> str:
        """A case arrives; its id."""
        return await self.arrive(made or application(), attachments={SIGNATURE: msgspec.json.encode(INK)}, **other)

    async def scan(self, text: str, terminal: str = LOBBY, **other: object) -> str:
        """A code is read at a terminal."""
        return await self.arrive(CodeScanned(text), terminal=terminal, **other)

    async def report_slip(self, case: str, state: str) -> str:
        """A terminal says what became of a slip."""
        return await self.arrive(SlipReported(case, "print-1", state))

    async def arrive(self, body: Body, **other: object) -> str:
        """Any event; its id."""
        event = self.received(body, **other)
        await self.take(event)
        return event.event_id

    def received(self, body: Body, **other: object) -> Received:
        """An event as the dispatcher has it."""
        self.seq += 1
        values: dict[str, object] = {
            "terminal": LOBBY, "epoch": "e1", "seq": self.seq, "event_id": new_id(), "visit": "visit-1",
            "occurred_at": self.clock.now(), "received_at": self.clock.now(), "offline": False,
            "clock_trusted": True, "body": body,
        }  # fmt: skip
        return Received(**{**values, **other})  # type: ignore[arg-type]

    async def take(self, event: Received) -> None:
        """As the dispatcher does."""
        async with transaction():
            await HANDLERS[type(event.body)](event)


async def ticked(case: str) -> dict[str, str]:
    """Procedure → how it was ticked, of those that were."""
    rows = await CaseProcedure.filter(case_id=case, ticked_at__isnull=False).order_by("position")
    return {row.procedure: row.ticked_how for row in rows}


def at(*, day: int = 1, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of April 2026, in the village's time."""
    return datetime(2026, 4, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)
