"""A signed visit becomes an application: once, under a number, with its signature and its slip, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import msgspec
import pytest

from edge_agent.errors import BodyTooLarge, NotStored
from edge_agent.visit.draft import Accepted, Draft, Problem, ScanNotice, SlipState
from edge_agent.visit.happenings import Action, CardChanged
from edge_agent.visit.service import Patience
from edge_agent.visit.state import Card, Overlay, Screen, State
from protocol.codes import CodeKind, read_code
from protocol.wire.messages.applications import ApplicationMade, Ink, Sample
from protocol.wire.shown import shown_digest

from .moving import LYING, at_sign, stranger_at_review
from .stand_ins import Counter, turns

SIGNATURE = Ink(1000, 300, "pen", (tuple(Sample(10 * n, 100 + 20 * n, 150 + n, 1000) for n in range(20)),))


def counter_at(state: State, patience: Patience | None = None) -> Counter:
    """A counter whose visit stands there."""
    counter = Counter(*([patience] if patience else []))
    counter.visit._state = state
    return counter


async def sign(counter: Counter, ink: Ink = SIGNATURE) -> State:
    """A signature on the newest page."""
    return await counter.visit.sign(ink, counter.visit.state.revision)


def application(counter: Counter) -> ApplicationMade:
    """The one application that was stored."""
    [(body, visit)] = counter.shelf.stored
    assert isinstance(body, ApplicationMade)
    assert visit == "visit-1"
    return body


async def test_a_signature_hands_the_application_in_under_a_number() -> None:
    counter = counter_at(at_sign("m3"))
    state = await sign(counter)
    made = application(counter)
    assert (state.screen, state.accepted) == (Screen.DONE, Accepted("1-001", "call-1", is_offline=False))
    assert (made.number, made.life_event, made.moved_on, made.moved_on_written) == (
        "1-001", "TENKYO", "2026-03-25", "R8.3.25",
    )  # fmt: skip
    assert made.shown == shown_digest(made)
    assert msgspec.json.decode(counter.shelf.attachments["signature"], type=Ink) == SIGNATURE


async def test_whoever_cannot_write_on_glass_hands_in_and_signs_at_the_counter() -> None:
    counter = counter_at(at_sign("m3"))
    for _ in range(2):
        state = await counter.touch(Action.SIGN_AT_COUNTER)
    assert (state.screen, state.accepted) == (Screen.DONE, Accepted("1-001", "call-1", is_offline=False))
    assert application(counter).number == "1-001"
    assert counter.shelf.attachments == {}


async def test_everything_about_the_person_is_forgotten_at_once() -> None:
    state = await sign(counter_at(at_sign("m3")))
    assert (state.household, state.chosen, state.draft, state.trail) == (None, frozenset(), Draft(), ())
    assert state.identification.proof is None


async def test_the_slip_carries_the_case_s_code_and_one_for_each_section() -> None:
    counter = counter_at(at_sign("m3"))
    await sign(counter)
    [slip], made = counter.slips, application(counter)
    assert (slip.application, slip.number, slip.life_event, slip.is_offline) == ("call-1", "1-001", "TENKYO", False)
    kinds = [code.kind for code in map(read_code, (code.text for code in slip.codes)) if not isinstance(code, str)]
    assert kinds == [CodeKind.CASE, *[CodeKind.SECTION] * (len(slip.codes) - 1)]
    assert [(code.text, code.section) for code in slip.codes] == [(code.text, code.section) for code in made.codes]
    assert {code.section for code in slip.codes[1:]} == {listed.section for listed in made.procedures}
    assert sum(code.procedures for code in slip.codes) == len(made.procedures)
    assert slip.codes[1].place


async def test_a_second_click_hands_nothing_in_again() -> None:
    counter = counter_at(at_sign("m3"))
    revision = counter.visit.state.revision
    counter.shelf.may_answer.clear()
    clicks = [asyncio.create_task(counter.visit.sign(SIGNATURE, revision)) for _ in range(2)]
    await turns()
    counter.shelf.may_answer.set()
    first, second = await asyncio.gather(*clicks)
    assert (first, len(counter.shelf.stored), len(counter.slips)) == (second, 1, 1)


async def test_a_number_that_was_long_in_coming_is_not_covered_by_the_question_of_silence() -> None:
    counter = counter_at(at_sign("m3"), Patience(idle_seconds=0.3))
    async with counter.running():
        counter.shelf.may_answer.clear()
        signing = asyncio.create_task(sign(counter))
        await asyncio.sleep(0.4)
        counter.shelf.may_answer.set()
        await signing
        await turns()
        assert (counter.visit.state.screen, counter.visit.state.overlay) == (Screen.DONE, Overlay.NONE)


@pytest.mark.parametrize("failure", [NotStored("full"), BodyTooLarge("ink")])
async def test_what_was_not_stored_is_said_and_nothing_is_lost(failure: Exception) -> None:
    before = at_sign("m3")
    counter = counter_at(before)
    counter.shelf.failure = failure
    state = await sign(counter)
    assert (state.screen, state.draft.problem, counter.slips) == (Screen.SIGN, Problem.NOT_STORED, [])
    assert replace(state.draft, ink=None, problem=None) == before.draft
    assert (state.household, state.identification) == (before.household, before.identification)
    counter.shelf.failure = None
    assert (await sign(counter)).screen is Screen.DONE


async def test_with_the_line_cut_it_is_accepted_all_the_same() -> None:
    counter = counter_at(at_sign("m3"))
    counter.wire.set(is_cut=True)
    state = await sign(counter)
    assert state.accepted == Accepted("1-001", "call-1", is_offline=True)
    assert counter.slips[0].is_offline


@pytest.mark.parametrize(
    "strokes",
    [
        ((Sample(0, 500, 150, 1000),),),
        (tuple(Sample(10 * n, 100 + 100 * n, 150, 1000) for n in range(9)),),
        (tuple(Sample(10 * n, 500 + n, 150, -1) for n in range(40)),),
        tuple((Sample(10 * n, 20 * n, 150, -1),) for n in range(40)),
    ],
    ids=["a dot", "too few samples", "too short a path", "dots only"],
)
async def test_what_is_no_signature_is_said_to_be_none(strokes: tuple[tuple[Sample, ...], ...]) -> None:
    counter = counter_at(at_sign("m3"))
    state = await sign(counter, Ink(1000, 300, "touch", strokes))
    assert (state.screen, state.draft.problem, counter.shelf.stored) == (Screen.SIGN, Problem.NO_INK, [])


async def test_no_signature_is_taken_under_a_question_that_is_to_be_answered_first() -> None:
    for overlay in (Overlay.QUIT, Overlay.STILL_THERE):
        counter = counter_at(replace(at_sign("m3"), overlay=overlay))
        assert (await sign(counter)).screen is Screen.SIGN
        assert counter.shelf.stored == []


async def test_the_slip_s_way_is_shown_and_another_application_s_is_not() -> None:
    counter = counter_at(at_sign("m3"))
    await sign(counter)
    await counter.visit.slip_changed("call-9", SlipState.FAILED)
    assert accepted(counter).slip is SlipState.PRINTING
    await counter.visit.slip_changed("call-1", SlipState.PRINTED)
    assert accepted(counter).slip is SlipState.PRINTED


def accepted(counter: Counter) -> Accepted:
    """What is shown of the application."""
    shown = counter.visit.state.accepted
    assert shown is not None
    return shown


async def test_a_terminal_without_a_printer_says_so_at_once() -> None:
    counter = counter_at(at_sign("m3"))
    counter.visit._slips = None
    await sign(counter)
    assert accepted(counter).slip is SlipState.NO_PRINTER


@pytest.mark.parametrize(("card", "screen"), [(LYING, Screen.TAKE_CARD), (Card(), Screen.ATTRACT)])
async def test_finishing_leads_to_the_card_that_still_lies_there_or_to_the_next_resident(
    card: Card, screen: Screen
) -> None:
    counter = counter_at(replace(at_sign("m3"), card=card))
    await sign(counter)
    state = await counter.touch(Action.FINISH)
    assert (state.screen, state.is_resting, accepted(counter).number) == (screen, True, "1-001")
    if screen is Screen.TAKE_CARD:
        state = await counter.visit.happen(CardChanged(Card()))
        assert (state.screen, accepted(counter).number) == (Screen.ATTRACT, "1-001")


async def test_after_the_number_there_is_no_way_back() -> None:
    counter = counter_at(at_sign("m3"))
    done = await sign(counter)
    for action in (Action.BACK, Action.QUIT, Action.NEXT, Action.SIGN, Action.CHANGE):
        assert await counter.touch(action) is done
    assert (await sign(counter)).screen is Screen.DONE
    assert len(counter.shelf.stored) == 1


async def test_the_number_is_shown_until_the_next_resident_begins() -> None:
    counter = counter_at(at_sign("m3"))
    await sign(counter)
    await counter.touch(Action.FINISH)
    assert (await counter.touch(Action.START)).accepted is None


async def test_the_number_is_taken_from_the_screen_after_its_time() -> None:
    counter = counter_at(at_sign("m3"), Patience(number_seconds=0.05))
    loop = asyncio.get_running_loop()
    async with counter.running():
        await sign(counter)
        await counter.touch(Action.FINISH)
        finished_at = loop.time()
        state = await counter.until(lambda state: state.accepted is None)
        assert loop.time() - finished_at >= 0.045
    assert state.is_resting


async def test_the_number_s_screen_ends_by_itself() -> None:
    counter = counter_at(at_sign("m3"), Patience(idle_seconds=0.02, answer_seconds=0.02))
    async with counter.running():
        await sign(counter)
        state = await counter.until(lambda state: state.is_resting)
    assert state.accepted is not None


async def test_a_scanned_code_is_spoken_of_on_any_screen_and_outlives_it() -> None:
    counter = counter_at(at_sign("m3"))
    await counter.visit.scanned(ScanNotice.SENT)
    assert (await sign(counter)).scan is ScanNotice.SENT
    assert (await counter.touch(Action.FINISH)).scan is ScanNotice.SENT
    await counter.visit.scanned(None)
    assert counter.visit.state.scan is None


async def test_a_stranger_s_application_is_marked_and_carries_their_own_words() -> None:
    review = stranger_at_review(2)
    counter = counter_at(review)
    await counter.touch(Action.SIGN)
    await sign(counter)
    made = application(counter)
    assert (made.identity.assurance, made.household_as_of, made.before) == ("stranger", "", "")
    assert made.identity.proof == review.identification.proof
    assert (made.applicant_kana, made.household.movers) == ("ドウシ　ジロウ", 2)
    [party] = made.people
    assert (party.is_from_registry, party.moves, party.birth.unknown) == (False, True, True)


async def test_neither_the_ink_nor_the_application_appears_in_a_state_that_is_shown() -> None:
    state = replace(at_sign("m3"), draft=replace(at_sign("m3").draft, ink=SIGNATURE, telephone="0312345678"))
    for word in ("道志", "Sample", "0312345678", "100番地", "Y2VydGlmaWNhdGU=", "p.handbook"):
        assert word not in repr(state)
