"""What is said of a practice card: whose it is, what kind, which PINs, in what state, and where it must lead."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..cards.card_file import CardKind


class CardState(StrEnum):
    """How a My Number card is when it is put down first. NO_CERTIFICATE: its holder has no 利用者証明用電子証明書."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    PIN_LOCKED = "pin-locked"
    NO_CERTIFICATE = "no-certificate"


class Expected(StrEnum):
    """The screen that the right PIN leads to, for an application of somebody who lives here."""

    HOUSEHOLD = "household"
    STRANGER = "stranger"
    WITHOUT_HOUSEHOLD = "without-household"
    NEUTRAL = "neutral"
    EXPIRED = "expired"
    UNDER_AGE = "under-age"
    PIN_LOCKED = "pin-locked"
    NO_CERTIFICATE = "no-certificate"
    FACE_ONLY = "face-only"
    WRONG_CARD = "wrong-card"


class PracticeCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`auth_pin` is 利用者証明用, `profile_pin` 券面事項入力補助用; a licence has its two numbers there.

    `when_moving_in`: where it leads in a 転入, where that is somewhere else. `is_linked`: 住基 knows the certificate.
    """

    key: str
    title: str
    holder: str
    kind: CardKind
    expected: Expected
    state: CardState = CardState.GOOD
    auth_pin: str = ""
    profile_pin: str = ""
    sign_password: str = ""
    is_linked: bool = True
    when_moving_in: Expected | None = None
    issued_years_ago: int = 1

    def __repr__(self) -> str:
        return f"PracticeCard({self.key})"
