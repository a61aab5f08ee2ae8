"""The room's answers and the fetching of lists, built from the settings as app.py wires them."""

from __future__ import annotations

from datetime import timedelta

from protocol.wire.messages.identity import BeginIdentity, ProveIdentity, StockChallenges

from ..clock import Clock
from ..link.questions import Answerers
from ..residents.registry import ResidentRegistry
from ..settings import IdentitySettings
from .admissions import read_admissions
from .answers import IdentityAnswers
from .authorities import read_authorities
from .card_check import CardCheck
from .limits import limits_of
from .list_keeper import ListKeeper
from .queries import kept_content
from .revocation import RevocationCheck
from .use_cases.prove_identity import Bench


class IdentityRoom:
    """`answerers` are its part of the desk's, `bench` judges proofs; `keeper.run()` fetches revocation lists.

    Reads files: BadSettings.
    """

    def __init__(
        self, settings: IdentitySettings, registry: ResidentRegistry, clock: Clock, *, may_practise: bool
    ) -> None:
        authorities = read_authorities(settings.authorities, may_practise=may_practise)
        oldest = timedelta(hours=settings.crl_oldest_hours)
        revocation = RevocationCheck(kept_content, clock, ocsp_seconds=settings.ocsp_seconds, oldest=oldest)
        cards = CardCheck(
            authorities, revocation, registry, clock,
            policies=settings.policies, registry_seconds=settings.registry_seconds,
        )  # fmt: skip
        self.bench = Bench(cards, read_admissions(settings.catalogue_file), limits_of(settings), clock)
        answers = IdentityAnswers(self.bench, hidden_seconds=settings.hidden_seconds)
        self.answerers: Answerers = {
            BeginIdentity: answers.begin,
            StockChallenges: answers.stock,
            ProveIdentity: answers.prove,
        }
        every = timedelta(minutes=settings.crl_fetch_minutes).total_seconds()
        self.keeper = ListKeeper(authorities, clock, fetch_seconds=settings.crl_seconds, every_seconds=every)
