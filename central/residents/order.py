"""世帯員の並び順: the head, the spouse, children, families of children, parents, relatives, as the standard says."""

from __future__ import annotations

from collections.abc import Iterable

from .families import Families, born_key, path_of
from .record import ResidentRecord
from .relation import ADOPTED_SPOUSES, CHILDREN, PARENTS, SIBLINGS, SPOUSES, Joint, Path

_Place = tuple[int | str, ...]

_HEAD, _SPOUSE, _CHILD, _CHILD_WITH_FAMILY, _PARENT, _SIBLING, _GRANDPARENT, _RELATIVE, _RELATED, _LODGER = range(10)
_PARTNER_IN_FAMILY, _CHILD_IN_FAMILY, _FAMILY_IN_FAMILY = range(3)


def in_legal_order(people: Iterable[ResidentRecord]) -> tuple[ResidentRecord, ...]:
    """Everybody once. An order that 住基 keeps for all of them is the order."""
    everybody = sorted(people, key=born_key)
    if all(person.display_order for person in everybody):
        return tuple(sorted(everybody, key=lambda person: person.display_order))
    families = Families(everybody)
    return tuple(sorted(everybody, key=lambda person: _place(person, families)))


def _place(person: ResidentRecord, families: Families) -> _Place:
    """A key to sort by: who belongs to somebody's family stands right behind that person."""
    elder = families.elder_of(person)
    if elder is None:
        return (*_rank(person, families), *born_key(person))
    return (*_place(elder, families), _rank_in_family(person, families), *born_key(person))


def _rank(person: ResidentRecord, families: Families) -> _Place:
    match path_of(person):
        case (Joint.HEAD,):
            return (_HEAD,)
        case (joint,) if joint in SPOUSES:
            return (_SPOUSE,)
        case (joint,) if joint in CHILDREN:
            return (_CHILD_WITH_FAMILY if families.has_family(person) else _CHILD,)
        case (Joint.CHILD, *_):
            return (_CHILD_WITH_FAMILY,)
        case path:
            return _rank_of_relative(path, person)


def _rank_of_relative(path: Path, person: ResidentRecord) -> _Place:
    match path:
        case (joint,) if joint in PARENTS:
            return (_PARENT, int(not person.is_register_head), joint)
        case (joint,) if joint in SIBLINGS:
            return (_SIBLING,)
        case (first, second) if {first, second} <= PARENTS:
            return (_GRANDPARENT, first, second)
        case (Joint.RELATED, *_):
            return (_RELATED,)
        case (Joint.LODGER, *_):
            return (_LODGER,)
        case _:
            return (_RELATIVE, " ".join(path))


def _rank_in_family(person: ResidentRecord, families: Families) -> int:
    if path_of(person)[-1] in SPOUSES | ADOPTED_SPOUSES:
        return _PARTNER_IN_FAMILY
    return _FAMILY_IN_FAMILY if families.has_family(person) else _CHILD_IN_FAMILY
