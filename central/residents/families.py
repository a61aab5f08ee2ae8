"""Families inside a household: whose partner or child somebody is, as far as 続柄 and births tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from protocol.wire.messages.residents import Sex

from .record import ResidentRecord
from .relation import ADOPTED_SPOUSES, CHILDREN, HUSBANDS, PARENTS, SIBLINGS, SPOUSES, Joint, Path

_YOUNGEST_PARENT_DAYS = 14 * 365
_BORN_UNKNOWN = "9999-12-31"
_WITHOUT_FAMILY = PARENTS | SIBLINGS | SPOUSES


class Families:
    """The families of children and relatives; those of the head, of parents and of siblings are not counted."""

    def __init__(self, everybody: Sequence[ResidentRecord]) -> None:
        self._everybody = sorted(everybody, key=born_key)
        self._partners = dict(self._matched_partners())
        self._parents = {person.atena_no: self._parent(person) for person in self._everybody}
        elders = (*self._partners.values(), *self._parents.values())
        self._with_family = {elder.atena_no for elder in elders if elder is not None}

    def elder_of(self, person: ResidentRecord) -> ResidentRecord | None:
        """Behind whom this person stands: the partner or the parent, if that one is here."""
        return self._partners.get(person.atena_no) or self._parents[person.atena_no]

    def has_family(self, person: ResidentRecord) -> bool:
        """Whether somebody stands behind this person."""
        return person.atena_no in self._with_family

    def _matched_partners(self) -> Iterator[tuple[str, ResidentRecord]]:
        """Partners, oldest first, each with the free one of the other sex nearest in age: 続柄 does not say whom."""
        taken: set[str] = set()
        for person in self._everybody:
            path = _path_of_partner(person)
            free = [each for each in self._at(path) if each.atena_no not in taken and each is not person]
            other = Sex.FEMALE if _is_husband(person) else Sex.MALE
            fitting = [each for each in free if each.sex is other] or free
            if path and fitting:
                found = min(fitting, key=lambda each: (abs(_days_between(each, person)), *born_key(each)))
                taken.add(found.atena_no)
                yield person.atena_no, found

    def _parent(self, person: ResidentRecord) -> ResidentRecord | None:
        """The oldest who is old enough, first of those with a partner here: 続柄 does not say who."""
        *above, joint = path_of(person) or (None,)
        if not above or joint not in CHILDREN or (len(above) == 1 and above[0] in _WITHOUT_FAMILY):
            return None
        path = tuple(above)
        candidates = self._at(path) or [each for each in self._everybody if _path_of_partner(each) == path]
        old_enough = [each for each in candidates if _days_between(each, person) >= _YOUNGEST_PARENT_DAYS]
        with_partner = {found.atena_no for found in self._partners.values()}
        return min(
            old_enough or candidates,
            key=lambda each: (each.atena_no not in with_partner, *born_key(each)),
            default=None,
        )

    def _at(self, path: Path) -> list[ResidentRecord]:
        return [each for each in self._everybody if path_of(each) == path]


def path_of(person: ResidentRecord) -> Path:
    """The joints of the 続柄; a child of the spouse counts as a child."""
    path = person.relation.codes
    return path[1:] if len(path) > 1 and path[0] in SPOUSES and path[1] is Joint.CHILD else path


def born_key(person: ResidentRecord) -> tuple[str, str]:
    """By birth, then by 宛名番号; whose year of birth is not known comes last."""
    return (person.birth.iso or _BORN_UNKNOWN, person.atena_no)


def _path_of_partner(person: ResidentRecord) -> Path:
    """The 続柄 of whoever this person is the partner of; () for nobody's."""
    match path_of(person):
        case (joint,) if joint in ADOPTED_SPOUSES:
            return (Joint.CHILD,)
        case (above,) if above in SPOUSES:
            return ()
        case (above, joint) if joint in SPOUSES and above in _WITHOUT_FAMILY:
            return ()
        case (*above, joint) if joint in SPOUSES:
            return tuple(above)
        case _:
            return ()


def _is_husband(person: ResidentRecord) -> bool:
    return path_of(person)[-1] in HUSBANDS | {Joint.CHILD_HUSBAND_OF_CHILD}


def _days_between(elder: ResidentRecord, younger: ResidentRecord) -> int:
    return (_born(younger) - _born(elder)).days


def _born(person: ResidentRecord) -> date:
    return person.birth.day or date.fromisoformat(_BORN_UNKNOWN)
