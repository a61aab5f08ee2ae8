"""The number a resident types is overwritten on every way out, and is shown, logged and kept nowhere."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from edge_agent.cards.apdu import Command
from edge_agent.log import configure_log
from edge_agent.visit.happenings import Action, HouseholdCame, Judged
from edge_agent.visit.identity import IdentityCheck
from edge_agent.visit.state import Assurance, Card, Identification, Screen, State
from protocol.devices import FaultCode
from protocol.wire.messages import questions
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import BeginIdentity, CardProof, ProveIdentity

from .cards import PIN, STRANGE, PretendCard, is_pin_sent, is_signing
from .central import HOUSEHOLD
from .desk import Desk, open_desk, slow
from .leisure import leisurely
from .stand_ins import turns

Setting = Callable[[Desk, PretendCard], Any]

# By itself, not within an id or a time.
WRITTEN = re.compile(r"(?<![\w.-])4826(?![\w-])|34 ?38 ?32 ?36|52, 56, 50, 54")


def test_a_number_would_be_found_however_it_is_written() -> None:
    for written in (repr(bytearray(PIN)), repr([*PIN]), PIN.hex(), PIN.hex(" "), f"pin={PIN.decode()}"):
        assert WRITTEN.search(written)


def handed_on(desk: Desk) -> list[bytearray]:
    """Every number that goes on to be proved, as it is now."""
    pins, prove = [], desk.errands.prove

    def record(visit: str, life_event: str, card: Card, pin: bytearray) -> None:
        pins.append(pin)
        prove(visit, life_event, card, pin)

    desk.errands.prove = record  # type: ignore[method-assign]
    return pins


def _instead(question: type[questions.Body]) -> Setting:
    return lambda desk, _card: desk.central.instead.update({question: Refused(code="no")})


def _before(before: Callable[[Command], Any]) -> Setting:
    return lambda _desk, card: setattr(card, "before", before)


SETTINGS: dict[str, Setting] = {
    "right": lambda _desk, _card: None,
    "wrong": lambda _desk, card: setattr(card, "pin", b"0000"),
    "fewer": lambda _desk, card: setattr(card, "tries", 2),
    "locked": lambda _desk, card: setattr(card, "tries", 0),
    "cut": lambda desk, _card: setattr(desk.central, "is_cut", True),
    "no challenge": _instead(BeginIdentity),
    "not judged": _instead(ProveIdentity),
    "in use": lambda desk, _card: setattr(desk.reader, "refusal", FaultCode.IN_USE),
    "gone": lambda desk, _card: desk.reader.take(),
    "no answer": _before(lambda command: STRANGE if is_pin_sent(command) else None),
    "no signature": _before(lambda command: STRANGE if is_signing(command) else None),
    "nothing works": _before(lambda _: STRANGE),
}


@pytest.mark.parametrize("setting", SETTINGS)
@leisurely
async def test_the_number_is_overwritten_and_appears_in_no_state(setting: str) -> None:
    async with open_desk() as desk:
        pins, card, shown = handed_on(desk), PretendCard(), []
        revision = (await desk.at_pin(card)).revision
        coming = SETTINGS[setting](desk, card)
        given = bytearray(PIN)
        await desk.visit.give_pin(given, revision)
        if coming is not None and asyncio.iscoroutine(coming):
            await coming
        for _ in range(20):
            shown.append(repr(desk.visit.state))
            await asyncio.sleep(0.5)
        assert desk.visit.state.screen is not Screen.CHECKING
        assert (given, pins) == (bytearray(4), [bytearray(4)])
        assert not [text for text in shown if WRITTEN.search(text)]
        assert not WRITTEN.search(repr(card.sent))


@pytest.mark.parametrize("turns_before", [0, 1, 3, 10, 30])
@leisurely
async def test_the_number_is_overwritten_when_the_resident_quits_at_any_moment(turns_before: int) -> None:
    async with open_desk() as desk:
        pins, card = handed_on(desk), PretendCard()
        await desk.at_pin(card)
        await desk.type_pin()
        await turns(turns_before)
        await desk.quit()
        await turns(10)
        assert (pins, desk.reader.sessions) == ([bytearray(4)], 0)


@pytest.mark.parametrize("turns_before", [0, 1, 3, 10, 30])
@leisurely
async def test_the_number_is_overwritten_when_the_program_ends_at_any_moment(turns_before: int) -> None:
    async with open_desk() as desk:
        pins = handed_on(desk)
        await desk.at_pin()
        await desk.type_pin()
        await turns(turns_before)
    assert (pins, desk.reader.sessions) == ([bytearray(4)], 0)


@leisurely
async def test_the_number_is_overwritten_when_whoever_brought_it_has_gone() -> None:
    async with open_desk() as desk:
        revision = (await desk.at_pin()).revision
        desk.shelf.may_answer.clear()
        calling = asyncio.create_task(desk.touch(Action.CALL_STAFF))
        await desk.shelf.asked.wait()
        given = bytearray(PIN)
        giving = asyncio.create_task(desk.visit.give_pin(given, revision))
        await turns()
        giving.cancel()
        await asyncio.gather(giving, return_exceptions=True)
        assert given == bytearray(4)
        desk.shelf.may_answer.set()
        await calling


@leisurely
async def test_a_number_that_comes_when_nothing_runs_is_overwritten() -> None:
    desk = Desk()
    given = bytearray(PIN)
    desk.errands.prove("visit-1", "TENKYO", Card(), given)
    assert given == bytearray(4)


@pytest.mark.parametrize("moment", [None, is_pin_sent, is_signing])
@leisurely
async def test_an_error_during_the_ceremony_logs_no_number(
    moment: Callable[[Command], bool] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_log()
    desk, card = Desk(), PretendCard()
    running = asyncio.create_task(desk.visit.run())
    pins = handed_on(desk)
    await desk.at_pin(card)

    def fail(command: Command) -> None:
        if moment is not None and moment(command):
            raise RuntimeError("reader")

    async def break_down(_body: questions.Body) -> None:
        raise RuntimeError("central")

    card.before = fail
    if moment is None:
        desk.central.hold = break_down
    await desk.type_pin()
    failed = (await asyncio.gather(running, return_exceptions=True))[0]
    assert isinstance(failed, ExceptionGroup)
    structlog.get_logger().error("ended", exc_info=failed)
    structlog.reset_defaults()
    assert json.loads(written.getvalue())["event"] == "ended"
    assert not WRITTEN.search(written.getvalue())
    assert pins == [bytearray(4)]


def test_people_and_proofs_are_not_shown() -> None:
    proof = CardProof("challenge-1", "certificate-bytes", "signature-bytes")
    state = State(
        Screen.HOUSEHOLD,
        household=HOUSEHOLD,
        chosen=frozenset({"m1"}),
        identification=Identification(Assurance.CARD, proof=proof),
    )
    for shown in (state, Judged(Assurance.CARD, proof=proof), HouseholdCame(HOUSEHOLD)):
        assert not any(word in repr(shown) for word in ("道志", "certificate-bytes", "signature-bytes", "m1"))


def test_a_neutral_stop_must_not_come_before_the_deadline_of_the_question() -> None:
    with pytest.raises(ValueError, match="deadline"):
        IdentityCheck(
            reader=Desk.__new__(Desk),  # type: ignore[arg-type]
            asker=None,  # type: ignore[arg-type]
            stock=None,  # type: ignore[arg-type]
            terminal="",
            neutral_seconds=3.9,
        )


@leisurely
async def test_whoever_quits_before_the_number_is_sent_loses_no_try() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.central.hold = slow
        await desk.type_pin(b"1111")
        await desk.quit()
        await asyncio.sleep(10)
        assert (card.verified, card.tries) == ([], 3)
