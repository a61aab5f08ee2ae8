"""The application that a finished visit hands in, made of everything that was answered, and its slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from protocol.codes import CodeKind, new_code
from protocol.village.circumstances import known
from protocol.village.papers import PrintedCode, Slip
from protocol.wire.messages.applications import (
    Answered,
    ApplicationMade,
    HouseholdPlan,
    Identified,
    Listed,
    NewAddress,
    Occurred,
    Party,
    SlipCode,
)
from protocol.wire.messages.residents import Birth, Member, Sex
from protocol.wire.shown import UNSHOWN, shown_digest

from .draft import Footing, Joining, OwnWords
from .flows.course import head_of, next_screen, staying
from .guide import GuideSection, findings, guide_sections, section_of
from .new_address import address_before
from .occurrences import OWN, occurrences
from .state import Screen, State


@dataclass(frozen=True)
class Application:
    """An application without its number, and the sections its codes are for, in walking order."""

    made: ApplicationMade = field(repr=False)
    sections: tuple[GuideSection, ...] = field(repr=False)

    def numbered(self, number: str) -> ApplicationMade:
        """The application under its 受付番号."""
        return msgspec.structs.replace(self.made, number=number)

    def slip(self, event: str, number: str, accepted_at: datetime, *, is_offline: bool) -> Slip:
        """The 受付票: the case's code first, then one per section."""
        places = {section.section: section for section in self.sections}
        codes = (_printed(code, places.get(code.section)) for code in self.made.codes)
        return Slip(event, number, accepted_at, self.made.life_event, is_offline, tuple(codes))


def application_of(state: State) -> Application:
    """The application of a visit in which nothing is missing. Raises ValueError for one that is not finished."""
    footing, draft = state.footing, state.draft
    if footing is None or next_screen(state) is not Screen.REVIEW:
        raise ValueError("the visit is not finished")
    sections, own = guide_sections(state), draft.own or OwnWords()
    holder = _holder(state)
    made = ApplicationMade(
        number="",
        life_event=state.life_event,
        catalogue=footing.guidance.version,
        moved_on=draft.moved_on.isoformat() if draft.moved_on else "",
        moved_on_written=str(draft.moved_on_written or ""),
        before=address_before(state),
        after=_after(state),
        household=_plan(state),
        applicant=holder.name if holder else own.name or own.kana,
        applicant_kana=holder.kana if holder else own.kana,
        telephone=draft.telephone or "",
        people=_people(state),
        answers=tuple(Answered(answer.ref.path, answer.value, answer.ref.person) for answer in draft.answers),
        procedures=_procedures(state, footing),
        codes=_codes(sections),
        identity=Identified(state.identification.assurance.value, state.identification.proof),
        household_as_of=state.household.as_of if state.household else "",
        shown=UNSHOWN,
        occurrences=_occurred(state, footing),
    )
    return Application(msgspec.structs.replace(made, shown=shown_digest(made)), sections)


def _after(state: State) -> NewAddress | None:
    draft = state.draft
    if draft.town is None:
        return None
    return NewAddress(draft.town.name, draft.town.postal_code, draft.lot, draft.building or "")


def _occurred(state: State, footing: Footing) -> tuple[Occurred, ...]:
    return tuple(
        Occurred(
            event=each.event,
            day=each.day.isoformat(),
            movers=each.movers,
            members=each.members,
            household=known(each.household),
            implied=known(each.implied),
        )
        for each in occurrences(state, footing)
    )


def _holder(state: State) -> Member | None:
    """Whose card it was; where a clerk confirmed who it is, the first who moves."""
    if state.household is None:
        return None
    members = state.household.members
    named = (member for member in members if member.key == state.household.holder)
    return next(named, None) or next((member for member in members if member.key in state.chosen), None)


def _plan(state: State) -> HouseholdPlan:
    """Whoever alone is left, or moves alone, leads their household by law."""
    movers = [member.key for member in state.household.members if member.key in state.chosen] if state.household else []
    left, joining = staying(state), state.draft.joining or Joining.UNKNOWN
    remaining = left[0] if len(left) == 1 and head_of(state) in movers else state.draft.remaining_head
    return HouseholdPlan(
        joins=joining.value,
        head=_new_head(state, movers) if joining is Joining.NEW else "",
        remaining_head=remaining,
        movers=len(movers) or state.draft.movers,
    )


def _new_head(state: State, movers: list[str]) -> str:
    if not movers:
        return OWN if state.draft.movers == 1 else ""
    if len(movers) == 1:
        return movers[0]
    return head_of(state) if head_of(state) in movers else state.draft.head


def _people(state: State) -> tuple[Party, ...]:
    if state.household is None:
        return (_own_party(state.draft.own or OwnWords()),)
    return tuple(
        Party(
            key=member.key,
            name=member.name,
            kana=member.kana,
            birth=member.birth,
            sex=member.sex,
            relation=member.relation,
            is_head=member.is_head,
            moves=member.key in state.chosen,
            is_from_registry=True,
            is_foreign=member.is_foreign,
            facts={**member.facts},
        )
        for member in state.household.members
    )


def _own_party(own: OwnWords) -> Party:
    birth = Birth(own.birth.isoformat()) if own.birth else Birth("", unknown=True)
    return Party(
        key=OWN,
        name=own.name or own.kana,
        kana=own.kana,
        birth=birth,
        sex=Sex(own.sex) if own.sex else Sex.UNKNOWN,
        relation="",
        is_head=False,
        moves=True,
        is_from_registry=False,
    )


def _procedures(state: State, footing: Footing) -> tuple[Listed, ...]:
    catalogue = footing.catalogue
    return tuple(
        Listed(finding.procedure.id, finding.standing.value, section_of(catalogue, finding.procedure))
        for finding in findings(state)
    )


def _codes(sections: tuple[GuideSection, ...]) -> tuple[SlipCode, ...]:
    """The case's own, and one for each section."""
    of_sections = (SlipCode(new_code(CodeKind.SECTION).text, section.section) for section in sections)
    return (SlipCode(new_code(CodeKind.CASE).text), *of_sections)


def _printed(code: SlipCode, section: GuideSection | None) -> PrintedCode:
    if section is None:
        return PrintedCode(code.text)
    return PrintedCode(code.text, section.section, section.place, section.count)
