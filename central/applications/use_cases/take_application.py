"""Take an application in: one event, one case."""

from __future__ import annotations

import msgspec

from protocol.codes import CodeFault, CodeKind, read_code
from protocol.identifiers import ReceptionNumber
from protocol.village.opening import JAPAN
from protocol.village.systems import System
from protocol.wire.messages.applications import SIGNATURE, ApplicationMade, SlipCode

from ...db.changes import changed
from ...db.defer import defer
from ...guidance.use_cases.miss_catalogue import miss_catalogue
from ...link.received import Received
from ...notifications.use_cases.announce import announce_case
from ...residents.use_cases.note_protection import note_case
from ...terminals.queries import station
from ..case import CaseState, IdentityState
from ..channels import CASES
from ..happened import Happened
from ..models import Case, CaseCode, CaseProcedure, WaitingScan
from ..scanning import Reading, digest_of
from ..searching import keys_of
from .hold import hold_codes
from .judge_identity import judge_identity
from .look_for_clash import look_for_clash
from .note import note
from .settle_code import settle_code
from .take_scan import note_reading

CHECK_IDENTITY = "check-identity"
_NEEDED = "applies"
_encoder = msgspec.json.Encoder()


async def take_application(received: Received, body: ApplicationMade) -> None:
    """Bring the case in, ring for it, tick what was read before; runs in the dispatcher's transaction.

    The same event twice is one case. Nobody is looked up: the case is what the event says.
    """
    await hold_codes()
    if await Case.exists(id=received.event_id):
        return
    case = await _case(received, body)
    await _procedures(case, body)
    await note(case, case.received_at, Happened.RECEIVED, case.terminal_name)
    await look_for_clash(case)
    await miss_catalogue(case.catalogue, case.terminal, case.received_at)
    if case.identity == IdentityState.PENDING:
        await defer(CHECK_IDENTITY, queue=System.GUIDANCE, case=case.id)
    await note_case(case.terminal, case.visit, case=case.id, number=case.number)
    await announce_case(received, case=case.id, number=case.number, life_event=case.life_event, people=case.people)
    await _codes(case, body.codes)
    await changed(CASES, case.id)


async def _case(received: Received, body: ApplicationMade) -> Case:
    where, keys = await station(received.terminal), keys_of(body)
    series, serial = _halves(body.number)
    identity = await judge_identity(received.terminal, received.visit, body.identity.assurance)
    return await Case.create(
        id=received.event_id,
        terminal=received.terminal,
        terminal_name=where.name,
        place=where.place,
        visit=received.visit,
        number=body.number,
        series=series,
        serial=serial,
        business_day=received.occurred_at.astimezone(JAPAN).date(),
        life_event=body.life_event,
        catalogue=body.catalogue,
        applicant=body.applicant,
        applicant_key=keys.applicant,
        kana=keys.kana,
        names=keys.names,
        people=body.household.movers or len(body.people),
        occurred_at=received.occurred_at,
        received_at=received.received_at,
        since=received.occurred_at if received.clock_trusted else received.received_at,
        offline=received.offline,
        clock_trusted=received.clock_trusted,
        state=CaseState.RECEIVED.value,
        identity=identity.state.value,
        atena_no=identity.atena_no,
        application=_encoder.encode(body).decode(),
        ink=received.attachments.get(SIGNATURE),
    )


def _halves(number: str) -> tuple[int, int]:
    try:
        parsed = ReceptionNumber.parse(number)
    except ValueError:
        return 0, 0
    return parsed.terminal, parsed.serial


async def _procedures(case: Case, body: ApplicationMade) -> None:
    listed = {each.procedure: each for each in body.procedures}
    await CaseProcedure.bulk_create(
        CaseProcedure(
            case_id=case.id,
            position=position,
            procedure=each.procedure,
            section=each.section,
            is_needed=each.standing == _NEEDED,
        )
        for position, each in enumerate(listed.values())
    )


async def _codes(case: Case, codes: tuple[SlipCode, ...]) -> None:
    """Keep them; one that another case has stays that case's. Tick what was read before."""
    said = {digest: code.section for code in codes if (digest := _digest(code))}
    rows = [CaseCode(digest=digest, case_id=case.id, section=section) for digest, section in said.items()]
    await CaseCode.bulk_create(rows, ignore_conflicts=True)
    sections = {each.digest: each.section for each in await CaseCode.filter(case_id=case.id)}
    for scan in await WaitingScan.filter(digest__in=list(sections)).order_by("read_at", "id"):
        reading = Reading(scan.section, scan.reader, scan.read_at)
        await note_reading(case, await settle_code(case, sections[scan.digest], reading), reading)
        await scan.delete()
        await changed(CASES, scan.id)


def _digest(slip_code: SlipCode) -> str:
    """What the code is known by; "" for one that is torn, or of another kind than it is used as."""
    code = read_code(slip_code.text)
    if isinstance(code, CodeFault) or (code.kind is CodeKind.CASE) == bool(slip_code.section):
        return ""
    return digest_of(code)
