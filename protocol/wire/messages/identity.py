"""Who stands at the counter: challenges, what a card proves, and what central lets the terminal know of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from ...identifiers import Id

Base64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z+/=]{0,16384}$(?!\n)")]


class BeginIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="begin-identity"):
    """Ask for one challenge bound to this terminal and the question's visit."""


class StockChallenges(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="stock-challenges"):
    """Ask for challenges to keep for when the line is cut; central decides how many it gives."""

    wanted: int


class Challenge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """32 random bytes (base64) for one signature. `visit` is empty in a stock; `expires` is RFC 3339."""

    id: str
    nonce: str
    expires: str
    visit: str = ""


class Challenges(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="challenges"):
    """The answer to both: one for a visit, some for a stock."""

    challenges: tuple[Challenge, ...]


class CardProof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the card did with a challenge: its authentication certificate (DER) and the signature, both base64.

    `context` is the SHA-256 (hexadecimal) of what else was signed for, "" for nothing; see `card_proof`.
    """

    challenge: Id
    certificate: Base64
    signature: Base64
    context: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$(?!\n)")] = ""


class ProveIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="prove-identity"):
    """The proof, and for which life events; the catalogue decides per event what an outcome means."""

    proof: CardProof
    life_events: tuple[str, ...]


class Outcome(StrEnum):
    """All that a terminal may know. NEUTRAL has many causes and one look (「お取り扱いできません」).

    PENDING: revocation could not be checked, the visit goes on as 失効確認待ち.
    STRANGER: a valid card whose holder is not a resident yet; the visit goes on with the card's own text.
    UNDER_AGE: a resident whose 15th birthday has not come; a card of theirs may hold a certificate all the same.
    """

    IDENTIFIED = "identified"
    PENDING = "pending"
    STRANGER = "stranger"
    EXPIRED = "expired"
    UNDER_AGE = "under-age"
    UNAVAILABLE = "unavailable"
    NEUTRAL = "neutral"


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="identity"):
    """The answer to a proof; `padding` makes every one as long as the others."""

    outcome: Outcome
    padding: str = ""
