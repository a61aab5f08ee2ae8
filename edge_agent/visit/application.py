"""The application that a finished visit hands in, made of everything that was answered, and its slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec

from protocol.codes import CodeKind, new_code
from protocol.village.catalogue import FactValue
from protocol.village.circumstances import known
from protocol.village.papers import PrintedCode, Slip
from protocol.wire.messages.applications import (
    Answered,
    ApplicationMade,
    Elsewhere,
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

from .applicant import is_unnamed, role_of
from .courses import People, is_of_newcomers, people_of
from .deceased import DECEASED, is_from_elsewhere
from .draft import Footing, Joining, OwnWords, Relation
from .flows.course import head_of, next_screen, staying
from .guide import GuideSection, facts_by_law, findings, guide_sections, section_of
from .household_change import change_of, is_head_change
from .new_address import address_before
from .newborns import BIRTH, newborns
from .newcomers import OWN, everybody, heads, relation_word, sex_of
from .occurrences import day_of, occurrences
from .occurrences import movers as movers_of
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
        moved_on=_iso(day_of(state, state.life_event)),
        moved_on_written=_written(state),
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
        elsewhere=_elsewhere(state),
        role=role_of(state) or "",
    )
    return Application(msgspec.structs.replace(made, shown=shown_digest(made)), sections)


def _after(state: State) -> NewAddress | None:
    draft = state.draft
    if draft.town is None:
        return None
    return NewAddress(draft.town.name, draft.town.postal_code, draft.lot, draft.building or "")


def _elsewhere(state: State) -> Elsewhere | None:
    draft = state.draft
    if not draft.prefecture and not draft.country:
        return None
    return Elsewhere(draft.prefecture, draft.municipality, country=draft.country or "", with_card=draft.with_card)


def _occurred(state: State, footing: Footing) -> tuple[Occurred, ...]:
    return tuple(
        Occurred(
            event=each.event,
            day=_iso(day_of(state, each.event)),
            movers=each.movers,
            members=each.members,
            household=known(each.household),
            implied=known(each.implied),
        )
        for each in occurrences(state, footing)
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _written(state: State) -> str:
    """The day of the event that was touched, as it was entered."""
    draft = state.draft
    return str((draft.born_on_written if state.life_event == BIRTH else draft.moved_on_written) or "")


def _holder(state: State) -> Member | None:
    """Whose card it was; where a clerk confirmed who it is, the first who moves."""
    if state.household is None or is_unnamed(state):
        return None
    members = state.household.members
    named = (member for member in members if member.key == state.household.holder)
    return next(named, None) or next((member for member in members if member.key in state.chosen), None)


def _plan(state: State) -> HouseholdPlan:
    """Whoever alone is left, or moves alone, leads their household by law."""
    movers = [member.key for member in state.household.members if member.key in state.chosen] if state.household else []
    left, joining = staying(state), state.draft.joining or Joining.UNKNOWN
    is_led_by_law = people_of(state) is not People.MEANT and len(left) == 1 and head_of(state) in movers
    remaining = left[0] if is_led_by_law else state.draft.remaining_head
    return HouseholdPlan(
        joins=joining.value,
        head=_new_head(state, movers) if joining is Joining.NEW else "",
        remaining_head=remaining,
        movers=_count(state, movers),
        joined_head=state.draft.joined_head or "",
        change=change_of(state) or "",
    )


def _count(state: State, movers: list[str]) -> int:
    if is_of_newcomers(state):
        return len(everybody(state.draft))
    return len(movers_of(state) or movers) or state.draft.movers


def _new_head(state: State, movers: list[str]) -> str:
    if is_head_change(state):
        return state.draft.head
    if is_of_newcomers(state):
        return next(iter(heads(state.draft)), "")
    if not movers:
        return OWN if state.draft.movers == 1 else ""
    if len(movers) == 1:
        return movers[0]
    return head_of(state) if head_of(state) in movers else state.draft.head


def _people(state: State) -> tuple[Party, ...]:
    return (*_known(state), *_strangers(state))


def _known(state: State) -> tuple[Party, ...]:
    if state.household is None:
        moves = people_of(state) not in {People.DECEASED, People.BORN}
        return tuple(
            _own_party(key, person, moves=moves, facts=facts_by_law(state, person))
            for key, person in everybody(state.draft).items()
        )
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


def _strangers(state: State) -> Iterator[Party]:
    """Those of a birth or a death whom no register has named here."""
    if is_from_elsewhere(state):
        yield _own_party(DECEASED, OwnWords(kana=state.draft.deceased or ""))
    for key, newborn in newborns(state.draft).items():
        yield _own_party(key, OwnWords(kana=newborn.kana or "", birth=state.draft.born_on, sex=newborn.sex))


def _own_party(key: str, own: OwnWords, *, moves: bool = True, facts: Mapping[str, FactValue] | None = None) -> Party:
    birth = Birth(own.birth.isoformat()) if own.birth else Birth("", unknown=True)
    return Party(
        key=key,
        name=own.name or own.kana,
        kana=own.kana,
        birth=birth,
        sex=Sex(sex_of(own) or Sex.UNKNOWN),
        relation=relation_word(own),
        is_head=own.relation is Relation.HEAD,
        moves=moves,
        is_from_registry=False,
        facts={**(facts or {})},
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
