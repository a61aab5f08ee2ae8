"""What the catalogue makes of a visit: whom it concerns, what is still worth asking, which procedures it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from protocol.village.asking import OpenQuestion, is_open, open_questions
from protocol.village.catalogue import Catalogue, FactValue, Procedure, ProcedureKind, Scope
from protocol.village.circumstances import Circumstances, FactRef, Person
from protocol.village.guidance import Finding, Guidance, Standing
from protocol.wire.messages.residents import Birth, Member

from .courses import is_of_newcomers
from .deceased import DECEASED, is_from_elsewhere
from .draft import Answer, Footing, OwnWords
from .newborns import newborns
from .newcomers import everybody, settled_by_law
from .occurrences import occurrences
from .state import State


@dataclass(frozen=True)
class GuideSection:
    """One 課, where it is, and what is to be done there: 必要, 窓口で確認, お渡しするもの."""

    section: str
    place: str
    needed: tuple[Procedure, ...] = field(default=(), repr=False)
    to_confirm: tuple[Procedure, ...] = field(default=(), repr=False)
    hand_outs: tuple[Procedure, ...] = field(default=(), repr=False)

    @property
    def count(self) -> int:
        """How many procedures there are here, hand-outs among them."""
        return len(self.needed) + len(self.to_confirm) + len(self.hand_outs)


def circumstances(state: State) -> Circumstances:
    """What is known of this visit. Raises ValueError for a visit without a catalogue."""
    bare = Circumstances(_people(state), occurrences(state, _footing(state)))
    return _answered(bare, state.draft.answers)


def open_question(state: State) -> OpenQuestion | None:
    """The question on the screen: one that is answered anew, else the first that is still worth asking."""
    guidance = _footing(state).guidance
    if state.draft.asking is not None:
        return _question(guidance, state.draft.asking)
    return next(iter(open_questions(guidance, circumstances(state))), None)


def asked_together(state: State) -> tuple[FactRef, ...]:
    """The facts of everybody whom the question on the screen is about, if it is put to all who move here at once."""
    if not is_of_newcomers(state) or state.draft.asking is not None:
        return ()
    open_now = open_questions(_footing(state).guidance, circumstances(state))
    path = open_now[0].fact.path if open_now else ""
    refs = tuple(question.fact for question in open_now if question.fact.path == path)
    is_together = len(refs) > 1 and refs[0].scope is Scope.PERSON and path not in state.draft.one_by_one
    return refs if is_together else ()


def given_answer(state: State) -> Answer | None:
    """What was answered to the question on the screen, when it is answered anew."""
    return next((answer for answer in state.draft.answers if answer.ref == state.draft.asking), None)


def question_progress(state: State) -> tuple[int, int]:
    """The place of the question on the screen, from 1, and how many there are as far as is known now."""
    refs = [answer.ref for answer in state.draft.answers]
    still = len(open_questions(_footing(state).guidance, circumstances(state)))
    asking = state.draft.asking
    return (refs.index(asking) if asking in refs else len(refs)) + 1, len(refs) + still


def findings(state: State) -> tuple[Finding, ...]:
    """The procedures of this visit that apply or are left to the counter, in the catalogue's order."""
    judged = _footing(state).guidance.judge(circumstances(state))
    return tuple(finding for finding in judged if finding.standing is not Standing.DOES_NOT_APPLY)


def guide_sections(state: State) -> tuple[GuideSection, ...]:
    """The findings by 課, in walking order."""
    found = findings(state)
    return tuple(section for section in _sections(_footing(state).catalogue, found) if section.count)


def section_of(catalogue: Catalogue, procedure: Procedure) -> str:
    """The 課 that does a procedure here."""
    return next(each.section for each in catalogue.departments if each.name == procedure.department)


def relevant_answers(state: State) -> tuple[Answer, ...]:
    """The answers that would still be asked for, had each of them been asked in its turn."""
    guidance, kept = _footing(state).guidance, list[Answer]()
    known = circumstances(replace(state, draft=replace(state.draft, answers=())))
    for answer in state.draft.answers:
        if is_open(guidance, known, answer.ref):
            kept.append(answer)
            known = known.answered(answer.ref, answer.value)
    return tuple(kept)


def born(birth: Birth) -> date | None:
    """The day that ages are counted from."""
    return date.fromisoformat(birth.iso) if birth.iso else None


def _footing(state: State) -> Footing:
    if state.footing is None:
        raise ValueError("this visit has no catalogue")
    return state.footing


def _people(state: State) -> dict[str, Person]:
    catalogue = _footing(state).catalogue
    others = {key: Person(state.draft.born_on) for key in newborns(state.draft)}
    if is_from_elsewhere(state):
        others[DECEASED] = Person()
    if state.household is None:
        own_words = everybody(state.draft).items()
        return {key: Person(person.birth, facts_by_law(state, person)) for key, person in own_words} | others
    members = state.household.members
    return {member.key: Person(born(member.birth), _facts(catalogue, member)) for member in members} | others


def facts_by_law(state: State, person: OwnWords) -> dict[str, FactValue]:
    """What the age and the sex of somebody who moves here settle, so that nobody is asked."""
    if not is_of_newcomers(state) or person.birth is None:
        return {}
    footing = _footing(state)
    day = state.draft.moved_on or footing.today
    names = {fact.name for fact in footing.catalogue.facts if fact.scope is Scope.PERSON}
    return {name: value for name, value in settled_by_law(person, day).items() if name in names}


def _facts(catalogue: Catalogue, member: Member) -> dict[str, FactValue]:
    """What 住基 knows of somebody, as far as this catalogue has a word for it."""
    declared = {fact.name: fact for fact in catalogue.facts if fact.scope is Scope.PERSON}
    known = {"foreign": member.is_foreign, **member.facts}
    return {name: value for name, value in known.items() if name in declared and declared[name].accepts(value)}


def _answered(bare: Circumstances, answers: Iterable[Answer]) -> Circumstances:
    known = bare
    for answer in answers:
        if not answer.ref.person or answer.ref.person in known.people:
            known = known.answered(answer.ref, answer.value)
    return known


def _question(guidance: Guidance, ref: FactRef) -> OpenQuestion | None:
    found = (question for question in guidance.catalogue.questions if question.fact == ref.path)
    return next((OpenQuestion(question, ref) for question in found), None)


def _sections(catalogue: Catalogue, found: tuple[Finding, ...]) -> Iterable[GuideSection]:
    for name in dict.fromkeys(department.section for department in catalogue.departments):
        place = next(each.place for each in catalogue.departments if each.section == name)
        here = [finding for finding in found if section_of(catalogue, finding.procedure) == name]
        yield GuideSection(name, place, *_by_kind(here))


def _by_kind(
    found: list[Finding],
) -> tuple[tuple[Procedure, ...], tuple[Procedure, ...], tuple[Procedure, ...]]:
    hand_outs = [one.procedure for one in found if one.procedure.kind is ProcedureKind.HAND_OUT]
    others = [one for one in found if one.procedure.kind is not ProcedureKind.HAND_OUT]
    needed = [one.procedure for one in others if one.standing is Standing.APPLIES]
    to_confirm = [one.procedure for one in others if one.standing is Standing.ASK_AT_COUNTER]
    return tuple(needed), tuple(to_confirm), tuple(hand_outs)
