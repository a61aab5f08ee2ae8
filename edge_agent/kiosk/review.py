"""The check page: one row for each answer, in words, with the name under which it can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.messages.residents import Member

from ..texts.catalogue import Texts
from ..visit.state import State
from .address_words import Place, new_place
from .day_words import moved_on
from .question_words import name_of

_MOBILE_DIGITS = 11


@dataclass(frozen=True, repr=False)
class Row:
    """One answer. `change` is what CHANGE is told; `names` are people, printed before `words`; no part is broken.

    What the card said of somebody cannot be changed here.
    """

    change: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    can_change: bool = True


class ReviewWords:
    """Puts the draft into rows."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def rows(self, state: State) -> tuple[Row, ...]:
        """The rows of the draft as it is now; what was not asked has none. The last one, answers, has no words."""
        return (
            Row("moved-on", (moved_on(state.draft),)),
            *self._people(state),
            self._address(new_place(state)),
            *self._household(state),
            self._telephone(state.draft.telephone),
            *((Row("answers"),) if state.draft.answers else ()),
        )

    def _people(self, state: State) -> tuple[Row, ...]:
        movers = movers_of(state)
        if movers:
            count = self._texts("review.count", count=len(movers))
            return (Row("people", (count,), tuple(member.name for member in movers)),)
        own = state.draft.own
        name = (own.name or own.kana) if own is not None else ""
        is_typed = own is None or not own.is_from_card
        return Row("name", names=(name,), can_change=is_typed), Row(
            "movers", (self._texts("movers.count", count=state.draft.movers),)
        )

    def _address(self, place: Place) -> Row:
        postal = f"〒{place.postal}" if place.postal else ""
        return Row("address", tuple(filter(None, (postal, place.village + place.lot, place.building))))

    def _household(self, state: State) -> tuple[Row, ...]:
        draft = state.draft
        rows = [Row("joining", (self._texts(f"joining.{draft.joining}-said"),))] if draft.joining is not None else []
        if draft.head:
            rows.append(Row("head", names=(name_of(state, draft.head),)))
        if draft.remaining_head and len(remaining_of(state)) > 1:
            rows.append(Row("remaining-head", names=(name_of(state, draft.remaining_head),)))
        return tuple(rows)

    def _telephone(self, digits: str | None) -> Row:
        return Row("telephone", (grouped(digits) if digits else self._texts("review.no-telephone"),))


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
