"""What is asked about before it stands, though it may: a very young 世帯主, a day far ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from protocol.japanese.ages import birthday_age

from .draft import Alert
from .newcomers import everybody, heads
from .state import Screen, State

_OF_AGE = 15
_FAR = timedelta(days=365)


@dataclass(frozen=True)
class Caution:
    """One alert and what it is about; `screen` is where that can be changed. Agreeing to it is kept as `key`."""

    alert: Alert
    about: str
    screen: Screen

    @property
    def key(self) -> str:
        """Its name in the draft."""
        return f"{self.alert}:{self.about}"


def open_caution(state: State) -> Caution | None:
    """The first that nobody has agreed to yet."""
    return next((each for each in _cautions(state) if each.key not in state.draft.agreed), None)


def _cautions(state: State) -> Iterator[Caution]:
    draft, footing = state.draft, state.footing
    if footing is None:
        return
    for key, screen in _leading(state):
        birth = _births(state).get(key)
        if birth is not None and birthday_age(birth, max(footing.today, birth)) < _OF_AGE:
            yield Caution(Alert.YOUNG_HEAD, key, screen)
    if draft.moved_on is not None and draft.moved_on > footing.today + _FAR:
        yield Caution(Alert.FAR_DAY, draft.moved_on.isoformat(), Screen.MOVED_ON)


def _leading(state: State) -> Iterator[tuple[str, Screen]]:
    """Whoever was chosen to lead a household, and where."""
    if state.draft.remaining_head:
        yield state.draft.remaining_head, Screen.REMAINING_HEAD
    if state.draft.head:
        yield state.draft.head, Screen.HEAD
    yield from ((key, Screen.NEWCOMERS) for key in heads(state.draft))


def _births(state: State) -> dict[str, date | None]:
    if state.household is None:
        return {key: person.birth for key, person in everybody(state.draft).items()}
    return {
        member.key: date.fromisoformat(member.birth.iso) if member.birth.iso else None
        for member in state.household.members
    }
