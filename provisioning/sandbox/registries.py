"""What lies outside the town hall and its counter: the authorities of the cards, their revocation service, 住基."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from protocol.village.opening import JAPAN

from .cards.box import CardBox
from .jpki.hierarchy import ensure_hierarchy
from .juki.hand import JukiHand
from .juki.links import write_links
from .juki.way import JukiWay, writing
from .people.handing_out import Certified, Office, hand_out
from .people.village import Village as People
from .people.village import load_village
from .ports import Ports
from .program import Program, answers_on, python
from .revocation.faults import RevocationHand
from .revocation.register import Register
from .settings_files import JPKI


class Registries:
    """Keeps its files in `home`; a hand's socket lies in `sockets`. The programs start after `hand_out_cards`."""

    def __init__(
        self,
        home: Path,
        box: CardBox,
        *,
        sockets: Path,
        ports: Ports,
        logs: Path,
        juki: JukiWay = JukiWay.REST,
    ) -> None:
        self._home, self._box = home, box
        self.revocations = Register(home / "revoked.txt")
        self.revocation_hand = RevocationHand(sockets / "revocation.sock")
        self.juki_page_url = f"http://127.0.0.1:{ports.juki_page}/"
        self.juki_hand = JukiHand(self.juki_page_url)
        clock = ("--clock", str(home / "clock"))
        self.revocation = Program(
            "revocation",
            python(
                f"{__package__}.revocation",
                *("--hierarchy", str(home / JPKI), "--register", str(home / "revoked.txt")),
                *("--port", str(ports.revocation), "--control", str(sockets / "revocation.sock")),
                *clock,
            ),
            log=logs / "revocation.log",
            ready=answers_on(ports.revocation),
        )
        self.juki = Program(
            "juki",
            python(
                f"{__package__}.juki",
                *("--site", str(home / "site"), "--directory", str(home)),
                *("--port", str(ports.juki), "--page-port", str(ports.juki_page)),
                *writing(juki, home),
                *clock,
            ),
            log=logs / "juki.log",
            ready=answers_on(ports.juki_page),
        )

    @property
    def programs(self) -> Sequence[Program]:
        """Both programs."""
        return (self.revocation, self.juki)

    def hand_out_cards(self, now: datetime) -> tuple[People, tuple[Certified, ...]]:
        """Everybody, and the certificates they hold; 住基 will know whose they are. Blocks, at first for seconds."""
        people = load_village(now.astimezone(JAPAN).date())
        office = Office(self._box, ensure_hierarchy(self._home / JPKI, now), self.revocations)
        certified = hand_out(people, office, now)
        write_links(self._home / "links.json", (each.link for each in certified))
        return people, certified
