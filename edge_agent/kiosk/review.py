"""The check page: one row for each answer, in words, with the name under which it can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.messages.residents import Member

from ..texts.catalogue import Texts
from ..visit.courses import People, course_of, is_of_newcomers, people_of
from ..visit.draft import OwnWords
from ..visit.flows.course import applies, order_of
from ..visit.household_change import change_of, is_head_change
from ..visit.state import Screen, State
from .address_words import Place, new_place
from .calendar_words import CalendarWords
from .day_words import moved_on
from .family_words import FamilyRow, FamilyWords
from .move_words import MoveWords, direction_of
from .question_words import name_of

_MOBILE_DIGITS = 11
_OTHERS = {People.DECEASED, People.BORN}


@dataclass(frozen=True, repr=False)
class Row:
    """One answer. `change` is what CHANGE is told; `names` are people and places as the register
    writes them, printed before `words`; no part is broken. `label` is the key of the row's name where events differ.

    What the card said of somebody cannot be changed here.
    """

    change: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    can_change: bool = True
    label: str = ""


class ReviewWords:
    """Puts the draft into rows."""

    def __init__(self, texts: Texts, calendar: CalendarWords, moves: MoveWords | None = None) -> None:
        self._texts = texts
        self._calendar = calendar
        self._moves = moves or MoveWords(texts, calendar)
        self._family = FamilyWords(texts, calendar)

    def rows(self, state: State) -> tuple[Row, ...]:
        """The rows of the draft as it is now; what was not asked has none. The last one, answers, has no words."""
        return (
            *self._change(state),
            *self._day(state),
            *self._people(state),
            *map(_row, self._family.rows(state)),
            *self._elsewhere(state),
            *((self._address(new_place(state)),) if state.draft.town is not None else ()),
            *self._household(state),
            self._telephone(state.draft.telephone),
            *((Row("answers"),) if state.draft.answers else ()),
        )

    def _change(self, state: State) -> tuple[Row, ...]:
        change = change_of(state)
        return (Row("change", (self._texts(f"change-kind.{change}"),)),) if change is not None else ()

    def _day(self, state: State) -> tuple[Row, ...]:
        kind = course_of(state.life_event).day
        if state.draft.moved_on is not None:
            return (Row("moved-on", (moved_on(state.draft, self._calendar),), label=f"day.{kind}.row"),)
        if state.draft.is_undated and Screen.MOVED_ON in order_of(state):
            return (Row("moved-on", (self._texts(f"day.{kind}.none"),), label=f"day.{kind}.row"),)
        return ()

    def _people(self, state: State) -> tuple[Row, ...]:
        if is_head_change(state):
            return ()
        if is_of_newcomers(state):
            return self._newcomers(state)
        movers = movers_of(state)
        if movers:
            is_one = people_of(state) is People.DECEASED
            words = () if is_one else (self._texts("review.count", count=len(movers)),)
            label = f"household.{people_of(state)}.row"
            names = tuple(member.name for member in movers)
            return (Row("people", words, names, can_change=applies(state, Screen.HOUSEHOLD), label=label),)
        if people_of(state) in _OTHERS and state.household is not None:
            return ()
        own = state.draft.own
        name = (own.name or own.kana) if own is not None else ""
        is_typed = own is None or not own.is_from_card
        named = Row("name", names=(name,), can_change=is_typed)
        return (named, self._count(state)) if state.draft.movers else (named,)

    def _count(self, state: State) -> Row:
        label = "review.row.movers-meant" if people_of(state) is People.MEANT else ""
        return Row("movers", (self._texts("movers.count", count=state.draft.movers),), label=label)

    def _newcomers(self, state: State) -> tuple[Row, ...]:
        """Whoever stands here by answers of their own, and everybody who comes with them."""
        own, others = state.draft.own or OwnWords(), state.draft.newcomers
        rows = [Row("name", names=(own.name or own.kana,), can_change=not own.is_from_card)]
        if own.birth is not None and own.written is not None:
            rows.append(Row("birth", (self._calendar.birth(own.birth, is_foreign=own.is_western),)))
        if own.relation is not None:
            rows.append(Row("relation", (self._texts(f"relation.{own.relation}"),)))
        count = self._texts("review.count", count=len(others) + 1)
        said = tuple(self._moves.said(each) for each in others)
        return (*rows, Row("newcomers", (count,), said))

    def _elsewhere(self, state: State) -> tuple[Row, ...]:
        draft, rows = state.draft, list[Row]()
        if draft.municipality:
            label = f"review.row.elsewhere-{direction_of(state)}"
            rows.append(Row("elsewhere", names=(draft.prefecture + draft.municipality,), label=label))
        if draft.country:
            rows.append(Row("country", names=(draft.country,), label=f"review.row.elsewhere-{direction_of(state)}"))
        if draft.with_card is not None:
            rows.append(Row("with-card", (self._texts(f"question.{'yes' if draft.with_card else 'no'}"),)))
        return tuple(rows)

    def _address(self, place: Place) -> Row:
        postal = f"〒{place.postal}" if place.postal else ""
        return Row("address", names=tuple(filter(None, (postal, place.village + place.lot, place.building))))

    def _household(self, state: State) -> tuple[Row, ...]:
        draft = state.draft
        rows = list[Row]()
        if draft.joining is not None and Screen.JOINING in course_of(state.life_event).screens:
            rows.append(Row("joining", (self._texts(f"joining.{draft.joining}-said"),)))
        if draft.joined_head is not None:
            unknown = () if draft.joined_head else (self._texts("question.unknown"),)
            rows.append(Row("joined-head", unknown, tuple(filter(None, (draft.joined_head,)))))
        if draft.head:
            rows.append(Row("head", names=(name_of(state, draft.head),)))
        if draft.remaining_head and len(remaining_of(state)) > 1:
            rows.append(Row("remaining-head", names=(name_of(state, draft.remaining_head),)))
        return tuple(rows)

    def _telephone(self, digits: str | None) -> Row:
        return Row("telephone", (grouped(digits) if digits else self._texts("review.no-telephone"),))


def _row(row: FamilyRow) -> Row:
    is_typed_name = row.change == "people"
    label = "household.deceased.row" if is_typed_name else ""
    return Row(row.change, row.words, row.names, row.can_change, label)


def grouped(digits: str) -> str:
    """「090-0000-1234」; ten digits stay whole, since where their area code ends is not written in them."""
    return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}" if len(digits) == _MOBILE_DIGITS else digits


def movers_of(state: State) -> tuple[Member, ...]:
    """The members of the household that move, in its order."""
    members = state.household.members if state.household is not None else ()
    return tuple(member for member in members if member.key in state.chosen)


def remaining_of(state: State) -> tuple[Member, ...]:
    """The members of the household that stay."""
    members = state.household.members if state.household is not None else ()
    return tuple(member for member in members if member.key not in state.chosen)


def applicant_of(state: State) -> str:
    """The name of who stands here and signs; "" where it is not known."""
    household, own = state.household, state.draft.own
    if household is not None and household.holder:
        return name_of(state, household.holder)
    return (own.name or own.kana) if own is not None else ""
