"""The way along a course: which screen comes next, which apply at all, and what a change makes void."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ..alerts import open_caution
from ..applicant import is_unnamed, offered_roles
from ..courses import COURSES, NEWBORNS
from ..draft import Draft, Joining
from ..elsewhere import is_other_country, may_use_card
from ..guide import born, findings, open_question, relevant_answers
from ..household_change import is_head_change
from ..new_address import is_same_address
from ..newborns import is_about_birth
from ..newcomers import OWN, asks_relation, asks_sex, everybody, heads, is_whole, person_on_screen
from ..state import Overlay, Screen, State
from .family_steps import FAMILY_STEPS, has_day, is_anybody_meant, needs_choice

Test = Callable[[State], bool]


def staying(state: State) -> tuple[str, ...]:
    """The keys of those who stay in the household."""
    members = state.household.members if state.household is not None else ()
    return tuple(member.key for member in members if member.key not in state.chosen)


def head_of(state: State) -> str:
    """The key of the 世帯主, or "" where none is known."""
    members = state.household.members if state.household is not None else ()
    return next((member.key for member in members if member.is_head), "")


def births(state: State) -> tuple[date, ...]:
    """The known days of birth of those who move."""
    if state.household is None:
        return tuple(person.birth for person in everybody(state.draft).values() if person.birth is not None)
    days = (born(member.birth) for member in state.household.members if member.key in state.chosen)
    return tuple(day for day in days if day is not None)


def standings(state: State) -> tuple[tuple[str, str], ...]:
    """The procedures of this visit and how they stand."""
    return tuple((finding.procedure.id, finding.standing.value) for finding in findings(state))


def _needs_remaining_head(state: State) -> bool:
    if is_head_change(state):
        return False
    return bool(head_of(state)) and head_of(state) in state.chosen and len(staying(state)) > 1


def _needs_head(state: State) -> bool:
    if is_head_change(state):
        return state.household is not None
    is_new = state.draft.joining is Joining.NEW
    return is_new and len(state.chosen) > 1 and head_of(state) not in state.chosen


def _has_question(state: State) -> bool:
    return open_question(replace(state, draft=replace(state.draft, asking=None))) is not None


def _is_typed(state: State) -> bool:
    own = state.draft.own
    return (state.household is None or is_unnamed(state)) and not (own and own.is_from_card)


def _is_anybody_missing(state: State) -> bool:
    draft = state.draft
    if not draft.is_everybody or not all(is_whole(state, person) for person in draft.newcomers):
        return True
    return draft.joining is Joining.NEW and len(heads(draft)) != 1


# For each screen: whether it has to do with this visit, and whether its answer is missing.
_STEPS: dict[Screen, tuple[Test, Test]] = {
    Screen.CHANGE_KIND: (lambda _: True, lambda state: state.draft.change is None),
    Screen.HOUSEHOLD: (
        lambda state: needs_choice(state) and not is_head_change(state),
        lambda state: not is_anybody_meant(state),
    ),
    **FAMILY_STEPS,
    Screen.NAME: (_is_typed, lambda state: state.draft.own is None),
    Screen.BIRTH: (
        lambda state: not person_on_screen(state).is_from_card or person_on_screen(state).birth is None,
        lambda state: everybody(state.draft)[OWN].birth is None,
    ),
    Screen.RELATION: (asks_relation, lambda state: everybody(state.draft)[OWN].relation is None),
    Screen.SEX: (
        lambda state: asks_sex(state, person_on_screen(state)),
        lambda state: not everybody(state.draft)[OWN].sex,
    ),
    Screen.NEWCOMERS: (lambda _: True, _is_anybody_missing),
    Screen.GIVEN_NAME: (lambda state: bool(state.draft.person), lambda _: False),
    Screen.MOVERS: (
        lambda state: state.household is None and not is_head_change(state),
        lambda state: not state.draft.movers,
    ),
    Screen.REMAINING_HEAD: (_needs_remaining_head, lambda state: not state.draft.remaining_head),
    Screen.PREFECTURE: (lambda _: True, lambda state: not state.draft.prefecture),
    Screen.MUNICIPALITY: (lambda state: bool(state.draft.prefecture), lambda state: not state.draft.municipality),
    Screen.COUNTRY: (lambda _: True, lambda state: state.draft.country is None),
    Screen.OTHER_COUNTRY: (is_other_country, lambda state: not state.draft.country),
    Screen.WITH_CARD: (may_use_card, lambda state: state.draft.with_card is None),
    Screen.TOWN: (lambda _: True, lambda state: state.draft.town is None),
    Screen.LOT: (lambda _: True, lambda state: not state.draft.lot),
    Screen.BUILDING: (lambda _: True, lambda state: state.draft.building is None),
    Screen.SAME_ADDRESS: (is_same_address, lambda state: not state.draft.same_address_agreed),
    Screen.MOVED_ON: (lambda _: True, lambda state: not has_day(state)),
    Screen.JOINING: (lambda _: True, lambda state: state.draft.joining is None),
    Screen.JOINED_HEAD: (
        lambda state: state.draft.joining is Joining.EXISTING,
        lambda state: state.draft.joined_head is None,
    ),
    Screen.HEAD: (_needs_head, lambda state: not state.draft.head),
    Screen.LIVELIHOOD: (lambda state: not is_head_change(state), lambda state: not state.draft.livelihood),
    Screen.ALERT: (
        lambda state: open_caution(state) is not None,
        lambda state: open_caution(state) is not None,
    ),
    Screen.TELEPHONE: (lambda _: True, lambda state: state.draft.telephone is None),
    Screen.QUESTION: (lambda state: bool(state.draft.answers) or _has_question(state), _has_question),
    Screen.GUIDE: (lambda _: True, lambda state: state.draft.seen != standings(state)),
}


def order_of(state: State) -> tuple[Screen, ...]:
    """The screens of this visit's life event, in their order."""
    course = COURSES.get(state.life_event)
    if course is None:
        return ()
    added = NEWBORNS if is_about_birth(state) and Screen.NEWBORNS not in course.screens else ()
    end = course.screens.index(Screen.TELEPHONE)
    return (*course.screens[:end], *added, *course.screens[end:])


def applies(state: State, screen: Screen) -> bool:
    """Whether a screen has to do with this visit as it stands."""
    if screen not in _STEPS:
        return True
    return screen in order_of(state) and _STEPS[screen][0](state)


def next_screen(state: State) -> Screen:
    """The first screen whose answer is missing, or the check page when none is."""
    missing = (screen for screen in order_of(state) if applies(state, screen) and _STEPS[screen][1](state))
    return next(missing, Screen.REVIEW)


def onward(state: State, **values: object) -> State:
    """The next screen, with these answers in the draft; もどる leads over every screen on the way."""
    answered = settled(replace(state, draft=state.draft.with_(asking=None, **values)))
    target = next_screen(answered)
    return answered.changed(screen=target, trail=_trail(answered, target), overlay=Overlay.NONE)


def settled(state: State) -> State:
    """This visit without what its people, its day or its household have made void."""
    draft = state.draft
    if draft.remaining_head not in staying(state) or not _needs_remaining_head(state):
        draft = replace(draft, remaining_head="")
    if draft.head not in state.chosen or not _needs_head(state):
        draft = replace(draft, head="")
    if draft.joining is not Joining.EXISTING:
        draft = replace(draft, joined_head=None)
    if not may_use_card(state):
        draft = replace(draft, with_card=None)
    if draft.role not in offered_roles(state):
        draft = replace(draft, role=None)
    if not is_about_birth(state):
        draft = replace(draft, newborns=(), born_on=None, born_on_written=None)
    if _is_before_birth(state, draft):
        draft = replace(draft, moved_on=None, moved_on_written=None)
    return replace(state, draft=draft)


def reconsidered(state: State) -> State:
    """This visit without the answers that nobody would ask for any more."""
    if not state.draft.answers:
        return state
    return replace(state, draft=replace(state.draft, answers=relevant_answers(state)))


def _trail(state: State, target: Screen) -> tuple[Screen, ...]:
    trail = state.trail
    if Screen.REVIEW in trail and target is Screen.REVIEW:
        return trail[: trail.index(Screen.REVIEW)]
    if target is state.screen:
        return trail
    if Screen.REVIEW in trail:
        return (*trail, state.screen)
    if target in trail:
        return trail[: trail.index(target)]
    order = order_of(state)
    first = order.index(state.screen) + 1 if state.screen in order else 0
    last = order.index(target) if target in order else len(order)
    return (*trail, state.screen, *(screen for screen in order[first:last] if applies(state, screen)))


def _is_before_birth(state: State, draft: Draft) -> bool:
    return draft.moved_on is not None and any(day > draft.moved_on for day in births(state))
