"""A neutral stop: the same bytes at the same moment whatever the cause, and no trace of the cause outside the audit."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import msgspec
import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from prometheus_client import generate_latest

from central.audit.queries import lines_of
from central.identity.answers import padded
from central.identity.queries import checks_as_read_by
from central.link.questions import QuestionDesk
from central.residents.record import Standing
from central.staff.roles import Role
from protocol.identifiers import new_id
from protocol.session import Message, Published
from protocol.wire import codec, topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.messages import answers, questions
from protocol.wire.messages.identity import Identity, Outcome, ProveIdentity
from protocol.wire.sealing import key_id, open_with, seal_to
from tests.central.terminal import OPENER, SEALING_KEY

from ..waiting import ended, until
from .cards import Card, auth_card, sign_card
from .hall import TERMINAL, VISIT, Hall
from .responder import Manner

HIDDEN_SECONDS = 1.0
CROWDED_SECONDS = 4.0
CROWD = 40
SLACK_SECONDS = 0.25


class TimedSession:
    """Notes when each answer left."""

    def __init__(self) -> None:
        self.left: dict[str, tuple[float, bytes]] = {}
        self.count = 0

    async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
        """Note it."""
        self.left[codec.decode(payload, answers.Answer).id] = (time.monotonic(), payload)
        self.count += 1
        return Published.ACCEPTED


async def _revoked(hall: Hall) -> Card:
    card = hall.resident_card()
    hall.responder.revoked.add(card.certificate.serial_number)
    return card


async def _revoked_while_the_registry_is_slow(hall: Hall) -> Card:
    hall.registry.seconds = 0.2
    return await _revoked(hall)


async def _unlinked(hall: Hall) -> Card:
    return auth_card(hall.auth)


async def _moved_out(hall: Hall) -> Card:
    card = hall.resident_card()
    hall.becomes(standing=Standing.MOVED_OUT)
    return card


async def _protected(hall: Hall) -> Card:
    card = hall.resident_card()
    hall.protect()
    return card


async def _for_signing(hall: Hall) -> Card:
    return sign_card(hall.signing)


CAUSES = {
    "V02": _revoked,
    "V02 slowly": _revoked_while_the_registry_is_slow,
    "R01": _unlinked,
    "R02": _moved_out,
    "R04": _protected,
    "V00": _for_signing,
}
Make = Callable[[Hall], Awaitable[Card]]


class _Desk:
    """Central's desk with a terminal before it."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.session = hall, TimedSession()
        self.desk = QuestionDesk(self.session, OPENER, {ProveIdentity: hall.answers.prove}, hall.clock)

    async def ask(self, make: Make, event: str = "SHOMEI") -> tuple[float, bytes, Identity, Message]:
        """Seconds until the answer left, its bytes, what they say, and the question."""
        return await self.ask_with(await make(self.hall), event)

    async def ask_with(self, card: Card, event: str, visit: str = VISIT) -> tuple[float, bytes, Identity, Message]:
        """The same with a card that is there."""
        proof = card.proof(await self.hall.challenge(visit=visit), terminal=TERMINAL, visit=visit)
        key = X25519PrivateKey.generate()
        message, question = _message(ProveIdentity(proof=proof, life_events=(event,)), key, visit)
        began = time.monotonic()
        await self.desk.take(message)
        await until(lambda: question in self.session.left)
        left, payload = self.session.left[question]
        sealed = base64.b64decode(codec.decode(payload, answers.Answer).sealed)
        body = codec.decode(open_with(key, sealed, answer_context(TERMINAL, question)), Identity)
        return left - began, payload, body, message


def _message(body: ProveIdentity, key: X25519PrivateKey, visit: str = VISIT) -> tuple[Message, str]:
    reply_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    keyid = key_id(SEALING_KEY.public_key())
    frame = questions.Question(id=new_id(), keyid=keyid, reply_key=reply_key, sealed="", visit=visit)
    sealed = seal_to(SEALING_KEY.public_key(), codec.encode(body), question_context(TERMINAL, frame))
    question = msgspec.structs.replace(frame, sealed=base64.b64encode(sealed).decode())
    return Message(topics.questions(TERMINAL), codec.encode(question), correlation=b"7"), question.id


async def _times(hall: Hall, make: Make, count: int) -> None:
    desk = _Desk(hall)
    running = asyncio.create_task(desk.desk.run())
    try:
        for _ in range(count):
            _is_neutral(hall, *await desk.ask(make))
    finally:
        await ended(running)


def _is_neutral(hall: Hall, seconds: float, payload: bytes, body: Identity, _message: Message) -> None:
    assert body == padded(Outcome.NEUTRAL)
    assert len(payload) == LENGTH
    assert hall.hidden_seconds - 0.001 <= seconds < hall.hidden_seconds + SLACK_SECONDS


LENGTH = len(
    codec.encode(
        answers.Answer(
            id=new_id(),
            sealed=base64.b64encode(
                seal_to(SEALING_KEY.public_key(), codec.encode(padded(Outcome.NEUTRAL)), "")
            ).decode(),
        )
    )
)


@pytest.mark.parametrize("make", CAUSES.values(), ids=CAUSES)
async def test_every_cause_leaves_as_the_same_bytes_at_the_same_moment(hall: Hall, make: Make) -> None:
    hall.hidden_seconds = HIDDEN_SECONDS
    await _times(hall, make, 5)


@pytest.mark.more
@pytest.mark.parametrize("make", CAUSES.values(), ids=CAUSES)
async def test_so_it_does_in_two_hundred_visits_of_which_many_are_at_once(hall: Hall, make: Make) -> None:
    hall.hidden_seconds = CROWDED_SECONDS
    hall.limits = replace(hall.limits, checks_per_hour=1000, challenges_waiting=100)
    desk, card = _Desk(hall), await make(hall)
    running = asyncio.create_task(desk.desk.run())
    try:
        for crowd in range(200 // CROWD):
            visits = [f"visit-{crowd}-{number}" for number in range(CROWD)]
            asked = await asyncio.gather(*(desk.ask_with(card, "SHOMEI", visit) for visit in visits))
            for each in asked:
                _is_neutral(hall, *each)
    finally:
        await ended(running)


async def test_an_answer_with_one_cause_is_not_held(hall: Hall) -> None:
    hall.hidden_seconds = 60
    desk = _Desk(hall)
    seconds, _, body, _ = await desk.ask(_protected, "TENKYO")
    assert body == padded(Outcome.IDENTIFIED)
    assert seconds < 5


async def test_asking_the_same_again_does_not_bring_the_answer_sooner(hall: Hall) -> None:
    hall.hidden_seconds = HIDDEN_SECONDS
    desk = _Desk(hall)
    running = asyncio.create_task(desk.desk.run())
    try:
        _, first, _, message = await desk.ask(_unlinked)
        began = time.monotonic()
        await desk.desk.take(message)
        await until(lambda: desk.session.count == 2)
        ((left, second),) = desk.session.left.values()
        assert second == first
        assert left - began >= HIDDEN_SECONDS - 0.001
    finally:
        await ended(running)


async def test_waiting_answers_keep_no_other_question_from_being_answered(hall: Hall) -> None:
    hall.hidden_seconds = 60
    desk = _Desk(hall)
    for _ in range(8):
        card = await _unlinked(hall)
        proof = card.proof(await hall.challenge(), terminal=TERMINAL, visit=VISIT)
        message, _ = _message(ProveIdentity(proof=proof, life_events=("SHOMEI",)), X25519PrivateKey.generate())
        await asyncio.wait_for(desk.desk.take(message), 10)
    assert desk.session.count == 0


def test_all_answers_about_identity_are_equally_long() -> None:
    assert len({len(codec.encode(padded(outcome))) for outcome in Outcome}) == 1


@pytest.mark.parametrize("event", ["SHOMEI", "TENKYO", "TENNYU"])
async def test_the_cause_stands_in_no_log_and_no_metric(hall: Hall, event: str) -> None:
    trails, metrics = set(), set()
    for make in CAUSES.values():
        hall.registry.blocks, hall.responder.manner = (), Manner.PLAIN
        before = _metrics()
        with structlog.testing.capture_logs() as logs:
            await hall.show(await make(hall), event)
        trails.add(str(logs))
        metrics.add(frozenset((name, value - before.get(name, 0)) for name, value in _metrics().items()))
    assert trails == {"[]"}
    assert len(metrics) == 1


def _metrics() -> dict[str, float]:
    lines = [line for line in generate_latest().decode().splitlines() if line.startswith("madoguchi_identity")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines) if "created" not in name}


async def test_only_one_role_reads_true_causes_in_the_log_of_checks(hall: Hall) -> None:
    for make in (_unlinked, _protected):
        for event in ("SHOMEI", "TENKYO"):
            await hall.show(await make(hall), event)
    everybody = [line.code for line in await checks_as_read_by({Role.CLERK, Role.AUDITOR, Role.SUPERVISOR})]
    protection = [line.code for line in await checks_as_read_by({Role.CLERK, Role.PROTECTION})]
    assert everybody == ["", "N", "N", "N"]
    assert protection == ["R04", "R04", "R01", "R01"]


async def test_the_audit_names_the_record_and_the_visit_and_nothing_else_of_the_person(hall: Hall) -> None:
    card = await _protected(hall)
    await hall.show(card)
    (line,) = await lines_of()
    assert (line["actor"], line["terminal"], line["result"]) == (TERMINAL, TERMINAL, "identified")
    assert line["subjects"] != []
    assert line["detail"] == {"visit": VISIT, "events": "TENKYO"}
    assert f"{card.certificate.serial_number:x}" not in str(line)
