"""Who a certificate leads to: the one person whose rows 住基 gave, as far as one is in force."""

from __future__ import annotations

from .household import in_force, is_being_changed
from .record import PersonRecord
from .registry import LinkedPerson, NotLinked


def linked_person(record: PersonRecord) -> LinkedPerson | NotLinked | None:
    """None: the rows are nobody's or several people's, which is no answer."""
    if len({row.atena_no for row in record.records}) != 1:
        return None
    committed = in_force(record.records)
    if not committed:
        return NotLinked()
    (person,) = committed.values()
    return LinkedPerson(person, record.as_of, is_being_changed(record.records))
