"""Which outcome a stop has for the life events of a visit, as the village's catalogue decides."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from protocol.errors import ProtocolError
from protocol.village.catalogue import Admission
from protocol.village.soundness import read_catalogue
from protocol.village.stops import Stop
from protocol.wire.messages.identity import Outcome

from ..errors import BadSettings

# Of several events the first one here decides: a newcomer stays a newcomer, otherwise the strictest event does.
_ORDER = (
    Outcome.STRANGER,
    Outcome.NEUTRAL,
    Outcome.UNDER_AGE,
    Outcome.UNAVAILABLE,
    Outcome.EXPIRED,
    Outcome.PENDING,
    Outcome.IDENTIFIED,
)


class Admissions:
    """Looks outcomes up by stop and events."""

    def __init__(self, admissions: Collection[Admission]) -> None:
        self._outcomes = {(each.event, stop): Outcome(v) for each in admissions for stop, v in each.verdicts.items()}
        self._events = frozenset(each.event for each in admissions)

    def knows(self, events: Collection[str]) -> bool:
        """Whether there are events, and all of them are the catalogue's."""
        return bool(events) and self._events.issuperset(events)

    def outcome(self, stop: Stop | None, events: Collection[str]) -> Outcome:
        """What the terminal learns of a stop (None: nothing stops the visit). Raises KeyError for unknown events."""
        if stop is None:
            return Outcome.IDENTIFIED
        return min((self._outcomes[event, stop] for event in events), key=_ORDER.index)


def read_admissions(file: Path) -> Admissions:
    """The admissions of a catalogue file (its canonical JSON). Blocks; raises BadSettings."""
    try:
        admissions = read_catalogue(file.read_bytes()).admissions
    except (OSError, ProtocolError) as error:
        raise BadSettings(f"{file}: not a sound catalogue: {error}") from error
    if not admissions:
        raise BadSettings(f"{file}: decides nothing about proofs of identity")
    return Admissions(admissions)
