"""What an application says of everybody in the household and of what becomes of it."""

from __future__ import annotations

import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import OwnWords
from edge_agent.visit.guide import circumstances, guide_sections
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import State
from protocol.village.asking import open_questions
from protocol.village.circumstances import FactRef
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade, HouseholdPlan, NewAddress
from protocol.wire.messages.residents import Sex

from .moving import (
    ADDRESS,
    FAMILY,
    NEW,
    NEXT,
    NO_TELEPHONE,
    PROOF,
    TODAY,
    WHEN,
    WHERE,
    Touch,
    answered,
    at_household,
    at_questions,
    at_review,
    chosen,
    footing,
    stranger_at_review,
    touched,
)

HEAD: Touch = (Action.CHOOSE_HEAD, "m3")
JOINED: Touch = (Action.SET_JOINED_HEAD, "オオムロ　ケン")
REMAINING: Touch = (Action.CHOOSE_REMAINING_HEAD, "m2")


def reviewed(*touches: Touch, movers: tuple[str, ...], joining: Touch = NEW) -> State:
    """The check page after a move in which these screens were asked too."""
    extra = dict(touches)
    state = chosen(*movers)
    state = touched(state, *[REMAINING] * (REMAINING[0] in extra), *WHERE, WHEN, joining)
    joined: list[Touch] = [JOINED] if joining[1] == "existing" else []
    state = touched(state, *joined, *[HEAD] * (HEAD[0] in extra))
    return touched(answered(touched(state, NO_TELEPHONE)), NEXT)


@pytest.mark.parametrize(
    ("state", "plan"),
    [
        (reviewed(movers=("m3",)), HouseholdPlan("new", "m3", "", 1)),
        (reviewed(HEAD, movers=("m2", "m3")), HouseholdPlan("new", "m3", "", 2)),
        (reviewed(REMAINING, movers=("m1", "m3")), HouseholdPlan("new", "m1", "m2", 2)),
        (reviewed(movers=("m1", "m2", "m3")), HouseholdPlan("new", "m1", "m4", 3)),
        (reviewed(movers=("m1", "m2", "m3", "m4")), HouseholdPlan("new", "m1", "", 4)),
        (reviewed(movers=("m2", "m3", "m4"), joining=(Action.CHOOSE_JOINING, "existing")),
         HouseholdPlan("existing", "", "", 3, "オオムロ　ケン")),
        (reviewed(movers=("m2", "m3"), joining=(Action.CHOOSE_JOINING, "unknown")),
         HouseholdPlan("unknown", "", "", 2)),
        (stranger_at_review(1), HouseholdPlan("new", "own", "", 1)),
        (stranger_at_review(3), HouseholdPlan("new", "", "", 3)),
    ],
)  # fmt: skip
def test_the_plan_says_who_leads_which_household(state: State, plan: HouseholdPlan) -> None:
    assert application_of(state).made.household == plan


def test_the_whole_household_is_named_and_who_of_it_moves() -> None:
    made = application_of(at_review("m3")).made
    assert [(party.key, party.moves, party.is_from_registry) for party in made.people] == [
        ("m1", False, True), ("m2", False, True), ("m3", True, True), ("m4", False, True),
    ]  # fmt: skip
    assert (made.applicant, made.applicant_kana) == ("道志　一郎", "ドウシ　イチロウ")
    assert (made.before, made.after) == (ADDRESS, NewAddress("板橋", "4020225", "100番地2", ""))
    assert (made.household_as_of, made.identity.assurance, made.identity.proof) == (FAMILY.as_of, "card", PROOF)
    assert made.catalogue == footing().guidance.version


def test_an_application_can_be_sent_and_read() -> None:
    made = application_of(at_review("m3")).numbered("1-001")
    assert decode(encode(made), ApplicationMade) == made


def test_what_the_card_said_is_marked_as_the_card_s() -> None:
    own = OwnWords("道志　次郎", birth=TODAY.replace(year=1990), sex="male", address=ADDRESS, is_from_card=True)
    made = application_of(stranger_at_review(own=own)).made
    [party] = made.people
    assert (party.name, party.birth.iso, party.sex, made.before) == ("道志　次郎", "1990-04-01", Sex.MALE, ADDRESS)
    assert not party.is_from_registry


def test_a_visit_that_is_not_finished_makes_no_application() -> None:
    with pytest.raises(ValueError, match="finished"):
        application_of(at_household())


def test_what_is_known_in_the_registry_is_never_asked() -> None:
    asked = {answer.ref for answer in at_review("m3").draft.answers}
    assert not asked & {FactRef(f"p.{name}", "m3") for name in ("hi", "nenkin", "kaigo", "inkan", "mynumber")}
    assert FactRef("p.cert_sign", "m3") in asked


def test_the_sections_stand_in_walking_order_and_hold_every_finding_once() -> None:
    state = at_review("m1", "m2", "m3", "m4")
    sections = guide_sections(state)
    order = [department.section for department in footing().catalogue.departments]
    assert [section.section for section in sections] == sorted({s.section for s in sections}, key=order.index)
    assert sum(section.count for section in sections) == len(application_of(state).made.procedures)
    assert any(section.hand_outs for section in sections)


def test_somebody_of_whom_nothing_is_known_is_asked_about_in_person_only_when_they_move_alone() -> None:
    alone = stranger_at_review(1)
    assert {answer.ref.person for answer in alone.draft.answers} == {"", "own"}
    assert any(section.to_confirm for section in guide_sections(stranger_at_review(2)))


def test_no_question_is_left_open_on_the_check_page() -> None:
    for state in (at_review("m3"), stranger_at_review(2)):
        assert open_questions(footing().guidance, circumstances(state)) == ()
    assert open_questions(footing().guidance, circumstances(at_questions("m3")))
