"""A town hall that proves identity: authorities, their service, 住基 and the answers, with a terminal to ask them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from central.audit.queries import lines_of
from central.identity.admissions import Admissions
from central.identity.answers import IdentityAnswers
from central.identity.authorities import Authority
from central.identity.card_check import CardCheck
from central.identity.limits import Limits
from central.identity.queries import kept_content, proved
from central.identity.revocation import RevocationCheck
from central.identity.use_cases.prove_identity import Bench
from central.link.asked import Asked, Held
from central.residents.answers import ProvedPerson
from central.residents.record import Block, HouseholdRecord, RegisteredDate, ResidentRecord, Standing
from central.residents.registry import Cause, CertificateKey, LinkedPerson, NoHousehold, NotLinked, RegistryDown
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import (
    BeginIdentity,
    CardProof,
    Challenge,
    Challenges,
    Identity,
    Outcome,
    ProveIdentity,
    StockChallenges,
)
from provisioning.sandbox.jpki import authority as jpki
from provisioning.site.catalogue import village_catalogue
from tests.central.clock import TestClock
from tests.central.residents.people import NOW, household, protection, resident

from .cards import Card, auth_card, key_id_of
from .responder import Responder

TERMINAL, VISIT = "counter-1", "visit-1"
CATALOGUE = village_catalogue()
MOVES_OUT = RegisteredDate("2026-04-20")


@dataclass
class Registry:
    """住基 that knows what it is told."""

    people: dict[CertificateKey, ResidentRecord] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    is_down: bool = False
    seconds: float = 0

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose certificate it is."""
        await asyncio.sleep(self.seconds)
        if self.is_down:
            return RegistryDown(Cause.UNREACHABLE)
        return LinkedPerson(self.people[key], NOW) if key in self.people else NotLinked()

    async def household(self, atena_no: str) -> HouseholdRecord | NoHousehold | RegistryDown:
        """The household."""
        found = [each for each in self.people.values() if each.atena_no == atena_no]
        return household(*found, blocks=self.blocks) if found else NoHousehold()


@dataclass
class Hall:
    """`auth` is the generation that issues now, `older` the one before, `signing` the 署名用 one."""

    auth: jpki.Authority
    older: jpki.Authority
    signing: jpki.Authority
    responder: Responder
    url: str
    clock: TestClock
    registry: Registry = field(default_factory=Registry)
    limits: Limits = field(default_factory=Limits)
    hidden_seconds: float = 2.5
    ocsp_seconds: float = 1.5
    registry_seconds: float = 2.0

    @property
    def answers(self) -> IdentityAnswers:
        """The room's answers."""
        return IdentityAnswers(self.bench, hidden_seconds=self.hidden_seconds)

    @property
    def bench(self) -> Bench:
        """What judges proofs."""
        ocsp, crl = f"{self.url}/ocsp", f"{self.url}/crl"
        generations = (self.older, self.auth)
        pinned = [Authority(each.certificate, key_id_of(each), ocsp, crl) for each in generations]
        revocation = RevocationCheck(
            kept_content, self.clock, ocsp_seconds=self.ocsp_seconds, oldest=timedelta(hours=24)
        )
        cards = CardCheck(
            pinned, revocation, self.registry, self.clock,
            policies=("1.2.392.200149.8.5.1.3.30",), registry_seconds=self.registry_seconds,
        )  # fmt: skip
        return Bench(cards, Admissions(CATALOGUE.admissions), self.limits, self.clock)

    def resident_card(self) -> Card:
        """The card of a resident who may do everything."""
        card = auth_card(self.auth)
        self.registry.people[card.key_at(self.auth)] = resident(1)
        return card

    def becomes(
        self,
        *,
        standing: Standing = Standing.RESIDENT,
        moves_out_on: RegisteredDate | None = None,
        birth: RegisteredDate | None = None,
    ) -> None:
        """Something changes for everybody 住基 knows."""
        changed = resident(1, standing=standing, moves_out_on=moves_out_on, birth=birth)
        self.registry.people = dict.fromkeys(self.registry.people, changed)

    def protect(self) -> None:
        """The household asked that nobody learns where it lives."""
        self.registry.blocks = (protection(1),)

    async def challenge(self, terminal: str = TERMINAL, visit: str = VISIT) -> Challenge:
        """A fresh one."""
        answer = await self.answers.begin(Asked(terminal, visit), BeginIdentity())
        assert isinstance(answer, Challenges)
        return answer.challenges[0]

    async def stock(self, wanted: int) -> tuple[Challenge, ...]:
        """For when the line is cut."""
        return (await self.answers.stock(Asked(TERMINAL, ""), StockChallenges(wanted=wanted))).challenges

    async def prove(
        self, proof: CardProof, *events: str, terminal: str = TERMINAL, visit: str = VISIT
    ) -> Identity | Held | Refused:
        """Hand a proof in."""
        question = ProveIdentity(proof=proof, life_events=events or ("TENKYO",))
        return await self.answers.prove(Asked(terminal, visit), question)

    async def show(self, card: Card, *events: str) -> Outcome:
        """What a terminal learns that does everything right with this card."""
        proof = card.proof(await self.challenge(), terminal=TERMINAL, visit=VISIT)
        return outcome_of(await self.prove(proof, *events))

    async def proved(self) -> ProvedPerson | None:
        """Who may be asked about in the visit."""
        return await proved(TERMINAL, VISIT, self.clock.now())


def outcome_of(answer: Identity | Held | Refused) -> Outcome:
    """The outcome in an answer, held or not."""
    body = answer.body if isinstance(answer, Held) else answer
    assert isinstance(body, Identity)
    return body.outcome


async def true_codes() -> list[tuple[str, str]]:
    """Code and flaw of every check, newest first."""
    return [
        (line["code"], str(line["detail"].get("flaw", "")))
        for line in await lines_of()
        if line["action"] == "identity-checked"
    ]


def with_other(proof: CardProof, **changes: str) -> CardProof:
    """The same proof with something exchanged."""
    known = {name: getattr(proof, name) for name in ("challenge", "certificate", "signature", "context")}
    return CardProof(**(known | changes))
