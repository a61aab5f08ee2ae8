"""Why a 転居 ends with the neutral stop: a card for each cause, and 住基 as it knows their holders."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from central.residents.record import HouseholdRecord, ResidentRecord, Standing
from central.residents.registry import CertificateKey, LinkedPerson, NoHousehold, NotLinked, RegistryDown
from tests.central.identity.cards import Card, auth_card, sign_card
from tests.central.identity.hall import Hall, Registry
from tests.central.residents.people import NOW, household, resident

_SLOW_SECONDS = 0.2


class Cause(StrEnum):
    """The codes of the design, as the audit keeps them; SLOWLY is V02 while 住基 takes its time."""

    REVOKED = "V02"
    SLOWLY = "V02 slowly"
    UNLINKED = "R01"
    MOVED_OUT = "R02"
    NOT_GENUINE = "V00"


@dataclass
class _SlowForSome(Registry):
    """Is slow about some certificates, and knows everybody by a number of their own."""

    slow: set[CertificateKey] = field(default_factory=set)

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        await asyncio.sleep(_SLOW_SECONDS if key in self.slow else 0)
        return LinkedPerson(self.people[key], NOW) if key in self.people else NotLinked()

    async def household(self, atena_no: str) -> HouseholdRecord | NoHousehold | RegistryDown:
        found = [each for each in self.people.values() if each.atena_no == atena_no]
        return household(*found) if found else NoHousehold()


@dataclass(frozen=True)
class Bearers:
    """A card for each cause."""

    cards: dict[Cause, Card]

    @classmethod
    def of(cls, hall: Hall) -> Bearers:
        """Everything the causes need is so at the town hall from now on."""
        cards = {cause: auth_card(hall.auth) for cause in Cause} | {Cause.NOT_GENUINE: sign_card(hall.signing)}
        keys = {cause: card.key_at(hall.auth) for cause, card in cards.items()}
        known: dict[Cause, ResidentRecord] = {
            Cause.REVOKED: resident(1),
            Cause.SLOWLY: resident(2),
            Cause.MOVED_OUT: resident(3, standing=Standing.MOVED_OUT),
        }
        hall.registry = _SlowForSome(
            people={keys[cause]: person for cause, person in known.items()}, slow={keys[Cause.SLOWLY]}
        )
        hall.responder.revoked.update(cards[cause].certificate.serial_number for cause in (Cause.REVOKED, Cause.SLOWLY))
        return cls(cards)
