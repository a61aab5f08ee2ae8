"""Coming to the village: who they are, one after the other, where they come from, and where they live now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import OwnWords, Problem, Relation
from edge_agent.visit.guide import asked_together, circumstances, open_question
from edge_agent.visit.happenings import Action, CardTextRead, ClerkConfirmed, Judged, Touched
from edge_agent.visit.newcomers import everybody, family_name
from edge_agent.visit.state import Assurance, Clerk, Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade, Elsewhere, HouseholdPlan, NewAddress
from protocol.wire.messages.residents import Sex

from .farther import (
    ALL,
    FAMILY_OF_FOUR,
    FROM_THE_CARD,
    FROM_TOKYO,
    ON_PAPER,
    TO_GERMANY,
    TOKYO,
    WIFE,
    arrived,
    arriving,
    child,
    leading,
)
from .moving import BACK, LYING, NEXT, PROOF, Touch, answered, at_no_household, refused, touched

ALONE: tuple[Touch, ...] = (ALL,)


@pytest.mark.parametrize("assurance", [Assurance.CARD, Assurance.PENDING, Assurance.STRANGER, Assurance.UNVERIFIED])
def test_nobody_s_household_is_asked_for_whoever_stands_here(assurance: Assurance) -> None:
    checking = replace(at_no_household(card=LYING), screen=Screen.CHECKING, life_event="TENNYU")
    fresh = replace(checking, identification=type(checking.identification)())
    after, effects = step(fresh, Judged(assurance, proof=PROOF))
    assert (after.screen, after.household, effects) == (Screen.NO_HOUSEHOLD, None, ())


def test_nobody_s_household_is_asked_for_either_when_a_clerk_confirms_who_it_is() -> None:
    waiting = replace(at_no_household(), screen=Screen.FACE_TO_FACE, life_event="TENNYU", clerk=Clerk.ASKED)
    after, effects = step(replace(waiting, identification=type(waiting.identification)()), ClerkConfirmed("visit-1"))
    assert (after.screen, after.identification.assurance, effects) == (Screen.NO_HOUSEHOLD, Assurance.STAFF, ())


def test_a_family_of_four_reaches_the_check_page_in_sixty_touches() -> None:
    state, touches = arriving(), 2 + 1 + 1 + 2  # start and tile, 国内, つぎへ below the number, the card's text
    way: tuple[Touch, ...] = (
        (Action.CHOOSE_JOINING, "new"), (Action.CHOOSE_RELATION, "head"), *FAMILY_OF_FOUR, *FROM_TOKYO,
    )  # fmt: skip
    state = touched(state, *way)
    eras = 1  # the first child is born in another era than its mother
    touches += len(way) + eras
    while state.screen is Screen.QUESTION:
        touches += 1
        state = _answered_once(state)
    assert touched(state, NEXT).screen is Screen.REVIEW
    assert touches + 1 <= 60


def _answered_once(state: State) -> State:
    for value in ("no", "", "NONE", "0"):
        after, _ = step(state, Touched(Action.ANSWER, state.revision, value))
        if after is not state:
            return after
    raise AssertionError(state.screen)


def test_whoever_has_no_card_says_name_and_birth_themselves() -> None:
    named = touched(arriving(None), (Action.SET_NAME, "ドウシ　ジロウ"))
    assert named.screen is Screen.BIRTH
    born = touched(named, (Action.SET_BIRTH, "S55.5.1"))
    assert (born.screen, everybody(born.draft)["own"].birth) == (Screen.JOINING, date(1980, 5, 1))
    asked = touched(born, (Action.CHOOSE_JOINING, "new"), (Action.CHOOSE_RELATION, "head"))
    assert asked.screen is Screen.SEX
    assert touched(asked, (Action.CHOOSE_SEX, "unknown")).screen is Screen.NEWCOMERS


def test_the_card_s_text_saves_name_birth_and_sex() -> None:
    reading = touched(replace(at_no_household(card=LYING), life_event="TENNYU"), (Action.READ_CARD_TEXT, ""))
    after, _ = step(reading, CardTextRead(FROM_THE_CARD))
    assert after.screen is Screen.JOINING
    assert touched(after, (Action.CHOOSE_JOINING, "new"), (Action.CHOOSE_RELATION, "head")).screen is Screen.NEWCOMERS


def test_the_application_names_everybody_and_leaves_the_kanji_to_the_counter() -> None:
    made = application_of(arrived()).made
    assert [(party.key, party.kana, party.relation, party.sex, party.is_head) for party in made.people] == [
        ("own", "", "世帯主", Sex.MALE, True),
        ("n1", "ドウシ　ハル", "妻", Sex.FEMALE, False),
        ("n2", "ドウシ　ソラ", "子", Sex.FEMALE, False),
        ("n3", "ドウシ　ウミ", "子", Sex.MALE, False),
    ]
    assert all(party.moves and not party.is_from_registry for party in made.people)
    assert made.household == HouseholdPlan("new", "own", "", 4)
    assert (made.elsewhere, made.after) == (
        Elsewhere("東京都", "世田谷区", with_card=False), NewAddress("板橋", "4020225", "100番地2", ""),
    )  # fmt: skip
    [occurred] = made.occurrences
    assert occurred.movers == occurred.members == ("own", "n1", "n2", "n3")
    assert occurred.implied == {"moved_from_outside_prefecture": True}
    assert decode(encode(made), ApplicationMade) == made


def test_ages_of_everybody_are_known_to_the_guidance() -> None:
    people = circumstances(arrived()).people
    assert people["n3"].on(date(2026, 4, 1))["age"] == 5
    assert "P514" in {each.procedure for each in application_of(arrived()).made.procedures}


@pytest.mark.parametrize(
    ("prefecture", "municipality", "is_outside"), [("東京都", "世田谷区", True), ("山梨県", "都留市", False)]
)
def test_whether_they_come_from_another_prefecture_is_never_asked(
    prefecture: str, municipality: str, is_outside: bool
) -> None:
    where = ((Action.CHOOSE_PREFECTURE, prefecture), (Action.CHOOSE_MUNICIPALITY, municipality))
    state = touched(leading(), *ALONE, *where, *FROM_TOKYO[2:])
    assert circumstances(state).occurrences[0].implied == {"moved_from_outside_prefecture": is_outside}


def test_from_abroad_a_country_is_asked_and_no_town() -> None:
    begun = touched(arriving(event="TENNYU_ABROAD"), (Action.CHOOSE_JOINING, "unknown"))
    state = touched(begun, *ALONE, TO_GERMANY, *FROM_TOKYO[3:])
    made = application_of(touched(answered(state), NEXT)).made
    assert made.elsewhere == Elsewhere(country="ドイツ")
    assert [party.relation for party in made.people] == [""]


def test_the_family_name_is_typed_once() -> None:
    assert family_name(leading().draft) == ""
    state = touched(leading(), *WIFE)
    assert family_name(state.draft) == "ドウシ　"
    asked = touched(state, (Action.ADD_PERSON, ""))
    for typed, problem in (("ドウシ　", Problem.NO_GIVEN_NAME), ("道志", Problem.NO_NAME), ("", Problem.NO_NAME)):
        assert touched(asked, (Action.SET_GIVEN_NAME, typed)).draft.problem is problem


@pytest.mark.parametrize(
    ("entered", "problem"),
    [
        ("R8.4.2", Problem.BORN_TOMORROW),
        ("H3.2.30", Problem.NO_SUCH_DAY),
        ("2026.4.2", Problem.BORN_TOMORROW),
        ("1985.2.30", Problem.NO_SUCH_DAY),
        ("1867.12.31", Problem.WESTERN_YEAR),
        ("0085.1.7", Problem.WESTERN_YEAR),
    ],
)
def test_a_birth_that_cannot_be_is_said_beside_the_input(entered: str, problem: Problem) -> None:
    asked = touched(leading(), *WIFE[:2])
    state = touched(asked, (Action.SET_BIRTH, entered))
    assert (state.screen, state.draft.problem) == (Screen.BIRTH, problem)
    assert refused(asked, *((Action.SET_BIRTH, text) for text in ("", "H3", "85.1.7", "S1985.1.7", "19850.1.7")))


@pytest.mark.parametrize(("entered", "day"), [("1985.1.7", date(1985, 1, 7)), ("1868.1.1", date(1868, 1, 1))])
def test_a_birth_can_be_entered_in_the_western_year(entered: str, day: date) -> None:
    state = touched(leading(), *WIFE[:2], (Action.SET_BIRTH, entered))
    wife = state.draft.newcomers[0]
    assert (wife.birth, str(wife.written), wife.is_western) == (day, entered, True)


def test_a_day_of_a_move_is_entered_in_an_era() -> None:
    assert refused(touched(leading(), ALL, *FROM_TOKYO[:-2]), (Action.SET_DAY, "2026.3.25"))


def test_a_day_before_somebody_was_born_is_asked_for_again() -> None:
    born = (*child("ソラ", "R8.3.28"), ALL)
    state = touched(leading(), *born, *FROM_TOKYO[:-1])
    assert (state.screen, state.draft.problem) == (Screen.MOVED_ON, Problem.BEFORE_BIRTH)


def test_two_heads_are_refused_and_none_too() -> None:
    second = touched(leading(), *WIFE[:3], (Action.CHOOSE_RELATION, "head"))
    assert (second.screen, second.draft.problem) == (Screen.RELATION, Problem.TWO_HEADS)
    wife = touched(arriving(replace(FROM_THE_CARD, sex="female")), (Action.CHOOSE_JOINING, "new"))
    none = touched(wife, (Action.CHOOSE_RELATION, "wife"), ALL)
    assert (none.screen, none.draft.problem) == (Screen.NEWCOMERS, Problem.NO_HEAD)
    husband = (*WIFE[:3], (Action.CHOOSE_RELATION, "head"), (Action.CHOOSE_SEX, "male"))
    whole = touched(none, *husband, ALL)
    assert whole.screen is Screen.PREFECTURE
    made = application_of(touched(answered(touched(whole, *FROM_TOKYO)), NEXT)).made
    assert (made.household.head, made.people[1].is_head, made.people[0].relation) == ("n1", True, "妻")


@pytest.mark.parametrize(
    ("sex", "relation", "is_right"),
    [
        ("male", "wife", False),
        ("male", "father", True),
        ("female", "husband", False),
        ("female", "child", True),
        ("", "wife", True),
    ],
)
def test_a_relation_that_contradicts_the_card_is_refused(sex: str, relation: str, is_right: bool) -> None:
    asked = touched(
        arriving(replace(FROM_THE_CARD, sex=sex)), (Action.CHOOSE_JOINING, "existing"), (Action.SET_JOINED_HEAD, "")
    )
    state = touched(asked, (Action.CHOOSE_RELATION, relation))
    assert (state.screen is not Screen.RELATION) == is_right
    assert state.draft.problem is (None if is_right else Problem.SEX_AND_RELATION)


def test_who_joins_a_household_leads_none() -> None:
    asked = touched(arriving(), (Action.CHOOSE_JOINING, "existing"), (Action.SET_JOINED_HEAD, "オオムロ　ケン"))
    assert touched(asked, (Action.CHOOSE_RELATION, "head")).draft.problem is Problem.TWO_HEADS
    state = touched(asked, (Action.CHOOSE_RELATION, "child"), ALL, *FROM_TOKYO)
    plan = application_of(touched(answered(state), NEXT)).made.household
    assert plan == HouseholdPlan("existing", "", "", 1, "オオムロ　ケン")


def test_another_household_makes_every_relation_void() -> None:
    review = arrived()
    joined = touched(
        review, (Action.CHANGE, "joining"), (Action.CHOOSE_JOINING, "existing"), (Action.SET_JOINED_HEAD, "")
    )
    assert joined.screen is Screen.RELATION
    listed = touched(joined, (Action.CHOOSE_RELATION, "child"))
    assert listed.screen is Screen.NEWCOMERS
    again = touched(listed, ALL)
    assert (again.screen, again.draft.person) == (Screen.RELATION, "n1")


def test_the_list_is_changed_person_by_person() -> None:
    listed = touched(leading(), *WIFE, *child("ソラ"))
    mended = touched(listed, (Action.MEND_PERSON, "n1"), (Action.SET_GIVEN_NAME, "ドウシ　ナツ"))
    assert (mended.screen, mended.draft.person) == (Screen.BIRTH, "n1")
    done = touched(mended, (Action.SET_BIRTH, "H4.1.1"), (Action.CHOOSE_RELATION, "mother"))
    assert (done.screen, done.draft.person, done.trail) == (Screen.NEWCOMERS, "", listed.trail)
    assert done.draft.newcomers[0] == replace(
        listed.draft.newcomers[0], kana="ドウシ　ナツ", birth=date(1992, 1, 1), relation=Relation.MOTHER,
        written=done.draft.newcomers[0].written,
    )  # fmt: skip
    removed = touched(done, (Action.REMOVE_PERSON, "n1"))
    assert [person.kana for person in removed.draft.newcomers] == ["ドウシ　ソラ"]
    assert refused(removed, (Action.REMOVE_PERSON, "own"), (Action.MEND_PERSON, "n2"), (Action.MEND_PERSON, "own"))


def test_back_from_somebody_half_added_leads_to_the_list_that_asks_for_the_rest() -> None:
    half = touched(leading(), *WIFE[:2], BACK)
    assert (half.screen, half.draft.person) == (Screen.GIVEN_NAME, "n1")
    listed = touched(half, BACK)
    assert (listed.screen, listed.draft.person, len(listed.draft.newcomers)) == (Screen.NEWCOMERS, "", 1)
    assert touched(listed, ALL).screen is Screen.BIRTH
    assert touched(listed, (Action.REMOVE_PERSON, "n1"), ALL).screen is Screen.PREFECTURE


def test_ten_people_are_the_most() -> None:
    touches: list[Touch] = []
    for _ in range(9):
        touches.extend(child("ソラ"))
    assert refused(touched(leading(), *touches), (Action.ADD_PERSON, ""))


def test_this_village_itself_is_no_origin() -> None:
    here = ((Action.CHOOSE_PREFECTURE, "山梨県"), (Action.CHOOSE_MUNICIPALITY, "南都留郡道志村"))
    assert touched(leading(), ALL, *here).draft.problem is Problem.INSIDE


def test_a_child_that_would_lead_is_asked_about() -> None:
    young = replace(FROM_THE_CARD, birth=date(2015, 1, 1))
    state = touched(
        arriving(young), (Action.CHOOSE_JOINING, "new"), (Action.CHOOSE_RELATION, "head"), ALL, *FROM_TOKYO[:-1]
    )
    assert state.screen is Screen.ALERT
    assert touched(state, (Action.MEND_ALERT, "")).screen is Screen.NEWCOMERS


def test_a_question_about_each_of_them_is_put_to_all_at_once() -> None:
    state = touched(leading(), *FAMILY_OF_FOUR, *FROM_TOKYO)
    assert {ref.person for ref in asked_together(state)} == {"own", "n1", "n2", "n3"}
    same = touched(state, (Action.ANSWER, "no"))
    assert [(answer.ref.person, answer.value) for answer in same.draft.answers] == [
        (key, False) for key in ("own", "n1", "n2", "n3")
    ]
    each = touched(state, (Action.ANSWER, "each"))
    question = open_question(each)
    assert (question.fact.person if question else "", asked_together(each)) == ("own", ())
    assert touched(each, (Action.ANSWER, "yes"), (Action.ANSWER, "no")).draft.answers[0].value is True
    assert refused(each, (Action.ANSWER, "each"))


def test_what_age_and_sex_settle_is_not_asked() -> None:
    asked = {(answer.ref.path, answer.ref.person) for answer in arrived().draft.answers}
    assert not asked & {("p.nenkin", "n2"), ("p.nenkin", "n3"), ("p.kaigo", "own"), ("p.pregnant", "own")}
    assert ("p.nenkin", "n1") in asked
    facts = {party.key: party.facts for party in application_of(arrived()).made.people}
    assert facts["n3"] == {"kaigo": "", "nenkin": 0, "pregnant": False}


def test_every_row_of_the_check_page_leads_back_to_it() -> None:
    rows: tuple[tuple[str, tuple[Touch, ...]], ...] = (
        ("relation", ((Action.CHOOSE_RELATION, "head"),)),
        ("newcomers", (ALL,)),
        ("elsewhere", TOKYO),
        ("with-card", (ON_PAPER,)),
        ("joining", ((Action.CHOOSE_JOINING, "new"),)),
        ("moved-on", (FROM_TOKYO[-2],)),
    )
    for row, touches in rows:
        assert touched(arrived(), (Action.CHANGE, row), *touches).screen is Screen.REVIEW
    assert refused(arrived(), (Action.CHANGE, "people"), (Action.CHANGE, "movers"), (Action.CHANGE, "birth"))


def test_another_name_keeps_what_else_was_said() -> None:
    own = OwnWords(kana="ドウシ　ジロウ", birth=date(1990, 1, 1), sex="male", relation=Relation.HEAD)
    state = touched(arriving(own), (Action.CHOOSE_JOINING, "unknown"))
    while state.screen is not Screen.NAME:
        state = touched(state, BACK)
    named = touched(state, (Action.SET_NAME, "ドウシ　サブロウ"))
    assert everybody(named.draft)["own"].birth == date(1990, 1, 1)
