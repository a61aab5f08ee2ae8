"""What the local API says of a round trip to everything that a counter depends on."""

from __future__ import annotations

from enum import StrEnum

import msgspec

ROUND_TRIPS_PATH = "/v1/round-trips"
MEASURING_SECONDS = 12.0


class Goal(StrEnum):
    """What a counter depends on."""

    BROKER = "broker"
    CENTRAL = "central"
    JUKI = "juki"
    PRINTER = "printer"
    CARD_SERVICE = "card-service"


class Trouble(StrEnum):
    """Why nothing came back: where the way to the broker ends, what central did not say, how a device stands."""

    NO_CABLE = "no-cable"
    NO_NAME = "no-name"
    NO_ROUTE = "no-route"
    NOBODY_THERE = "nobody-there"
    NO_ANSWER = "no-answer"
    NOT_TLS = "not-tls"
    OUT_OF_TIME = "out-of-time"
    STRANGER = "stranger"
    OWN_CERTIFICATE = "own-certificate"
    NOT_ASKED = "not-asked"
    NOT_ANSWERED = "not-answered"
    SAID_TO_BE_DOWN = "said-to-be-down"
    SERVICE_DOWN = "service-down"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    UNRESPONSIVE = "unresponsive"
    IN_USE = "in-use"
    NO_PERMISSION = "no-permission"


class RoundTrip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """There and back, or why not. 住基 has neither when central says that it is up: central asks, not the counter."""

    goal: Goal
    milliseconds: int | None = None
    trouble: Trouble | None = None


class RoundTripsMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them, made at a moment (RFC 3339); what the counter has not is left out."""

    at: str
    trips: tuple[RoundTrip, ...]
