"""What the screens of a departure, an arrival and a 世帯変更 are filled with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from protocol.japanese.eras import ERAS
from protocol.japanese.municipalities import REGIONS, municipalities_of

from ..texts.catalogue import Texts
from ..visit.alerts import open_caution
from ..visit.courses import course_of
from ..visit.draft import Joining, OwnWords, Relation
from ..visit.elsewhere import COUNTRIES
from ..visit.life_events import ABROAD
from ..visit.newcomers import MOST, OWN, everybody, family_name, is_whole, person_on_screen, sex_of
from ..visit.state import Screen, State
from .address_words import kana_rows
from .calendar_words import CalendarWords
from .day_words import WESTERN, birth_entry
from .family_words import family_title

Filling = Mapping[str, object]

_BY_DIRECTION = frozenset({Screen.ABROAD, Screen.PREFECTURE, Screen.MUNICIPALITY, Screen.COUNTRY, Screen.WITH_CARD})


@dataclass(frozen=True, repr=False)
class Listed:
    """One of those who move here; whoever stands here is changed on screens of their own."""

    key: str
    name: str
    words: tuple[str, ...]
    is_whole: bool

    @property
    def can_change(self) -> bool:
        """Whether the list itself changes them."""
        return self.key != OWN


def title_of(state: State) -> str | None:
    """The key of the name of a screen that is called otherwise by each event; None for all others."""
    if state.screen is Screen.MOVED_ON:
        return f"day.{course_of(state.life_event).day}.title"
    if state.screen in _BY_DIRECTION:
        return f"{state.screen}.{direction_of(state)}.title"
    return family_title(state)


def direction_of(state: State) -> str:
    """Whether they leave the village or arrive in it."""
    return "leaving" if course_of(state.life_event).leaves else "arriving"


class MoveWords:
    """Puts people and places that 住基 does not know into words."""

    def __init__(self, texts: Texts, calendar: CalendarWords) -> None:
        self._texts = texts
        self._calendar = calendar
        self._fillings: dict[Screen, Callable[[State, date], Filling]] = {
            Screen.ABROAD: lambda state, _: {"codes": _codes(state)},
            Screen.PREFECTURE: lambda state, _: {"regions": REGIONS, "place_kind": _place_kind(state)},
            Screen.MUNICIPALITY: lambda state, _: _municipalities(state),
            Screen.COUNTRY: lambda state, _: {"countries": COUNTRIES, "place_kind": _place_kind(state)},
            Screen.OTHER_COUNTRY: lambda state, _: {"place_kind": _place_kind(state)},
            Screen.WITH_CARD: lambda state, _: {
                "direction": direction_of(state),
                "place_kind": _place_kind(state),
            },
            Screen.GIVEN_NAME: lambda state, _: self._newcomer(state),
            Screen.BIRTH: lambda state, today: {
                **self._newcomer(state),
                "entry": birth_entry(person_on_screen(state).written, today, self._era_before(state)),
            },
            Screen.RELATION: lambda state, _: self._newcomer(state),
            Screen.SEX: lambda state, _: self._newcomer(state),
            Screen.NEWCOMERS: lambda state, _: self._list(state),
            Screen.ALERT: lambda state, _: {"caution": open_caution(state)},
        }

    def of(self, state: State, today: date) -> Filling | None:
        """The names that the template of this screen uses; None for a screen of another flow."""
        filling = self._fillings.get(state.screen)
        return filling(state, today) if filling is not None else None

    def person(self, person: OwnWords) -> tuple[str, ...]:
        """What is known of somebody beside the name: 続柄, sex, birth."""
        relation = (self._texts(f"relation.{person.relation}"),) if person.relation is not None else ()
        sex = (self._texts(f"sex.{sex_of(person)}"),) if sex_of(person) in {"male", "female"} else ()
        birth = (self._calendar.birth(person.birth, is_foreign=person.is_western),) if person.birth is not None else ()
        return (*relation, *sex, *birth)

    def said(self, person: OwnWords) -> str:
        """Somebody in one line of the check page."""
        facts = self._texts("question.joined").join(self.person(person))
        return self._texts("newcomers.said", name=person.kana, facts=facts)

    def _newcomer(self, state: State) -> Filling:
        person = person_on_screen(state)
        relations = [one for one in Relation if one is not Relation.HEAD or state.draft.joining is Joining.NEW]
        return {
            "newcomer": person,
            "newcomer_name": person.name or person.kana,
            "family": family_name(state.draft),
            "relations": relations,
        }

    def _era_before(self, state: State) -> str | None:
        """How the year of the last of them was entered; 西暦 to begin with where the language counts no eras."""
        known = [person for person in everybody(state.draft).values() if person.birth is not None]
        if known and (last := known[-1].written) is not None:
            return last.era
        if not self._calendar.has_eras:
            return WESTERN
        era = ERAS.at(known[-1].birth) if known and known[-1].birth is not None else None
        return era.letter if era is not None else None

    def _list(self, state: State) -> Filling:
        people = everybody(state.draft).items()
        listed = [Listed(key, each.name or each.kana, self.person(each), is_whole(state, each)) for key, each in people]
        return {"listed": listed, "is_room": len(state.draft.newcomers) < MOST}


def _codes(state: State) -> tuple[tuple[str, str, str], ...]:
    """The two tiles: code, word, picture."""
    inland = next((code for code in ABROAD if state.life_event in (code, ABROAD[code])), state.life_event)
    return (inland, "japan", inland), (ABROAD.get(inland, inland), "abroad", "abroad")


def _place_kind(state: State) -> str:
    return f"place-{direction_of(state)}"


def _municipalities(state: State) -> Filling:
    rows = kana_rows(municipalities_of(state.draft.prefecture))
    return {"rows": rows, "place_kind": _place_kind(state)}
