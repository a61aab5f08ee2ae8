"""What is said to a My Number card, byte for byte, and what every answer means."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.cards.basic_four import BasicFour
from edge_agent.cards.my_number import MyNumberCard
from edge_agent.cards.outcomes import (
    FewerTries,
    Locked,
    NoCertificate,
    NoPin,
    PinOutcome,
    UnknownOutcome,
    Verified,
    WrongPin,
)
from edge_agent.cards.pin import CardPin
from edge_agent.cards.transport import Gone
from edge_agent.errors import CardRefused

from .scripted import (
    ASK_TRIES,
    PULLED,
    SELECT_BASIC_FOUR,
    SELECT_CERTIFICATE,
    SELECT_JPKI,
    SELECT_KEY,
    SELECT_PIN,
    SELECT_TEXT,
    SELECT_TEXT_PIN,
    VERIFY_1234,
    Scripted,
)

OPENING = [(SELECT_JPKI, "9000"), (SELECT_PIN, "9000")]
READING = [(SELECT_JPKI, "9000"), (SELECT_CERTIFICATE, "9000")]
DIGEST = hashlib.sha256(b"hello").digest()
DIGEST_INFO = "3031300d060960864801650304020105000420" + DIGEST.hex()
SIGN = f"802A008033{DIGEST_INFO}00".upper()
# 見本　花子, 東京都見本市本町１丁目２番３号, 1985-04-01, 2: an invented person.
BASIC_FOUR = (
    bytes.fromhex("FF205CDF2108000E00200050005BDF220F")
    + "見本　花子".encode()
    + bytes.fromhex("DF232D")
    + "東京都見本市本町１丁目２番３号".encode()
    + bytes.fromhex("DF2408")
    + b"19850401"
    + bytes.fromhex("DF250132")
)


async def test_the_tries_are_asked_with_four_bytes_and_cost_none() -> None:
    card = Scripted([*OPENING, (ASK_TRIES, "63C3")])
    assert await MyNumberCard(card).tries_left() == 3
    assert card.script == []


@pytest.mark.parametrize(
    ("answer", "left"), [("63C0", 0), ("6984", 0), ("63C1", 1), ("6A88", NoPin()), (PULLED, Gone())]
)
async def test_the_tries_are_what_the_card_says(answer: str, left: int | NoPin | Gone) -> None:
    assert await MyNumberCard(Scripted([*OPENING, (ASK_TRIES, answer)])).tries_left() == left


async def test_a_card_without_that_pin_says_so() -> None:
    assert await MyNumberCard(Scripted([(SELECT_JPKI, "9000"), (SELECT_PIN, "6A82")])).tries_left() == NoPin()


async def test_the_first_command_is_sent_again_when_the_card_fails_it_after_power_up() -> None:
    card = Scripted([(SELECT_JPKI, "6F00"), *OPENING, (ASK_TRIES, "63C3")])
    assert await MyNumberCard(card).tries_left() == 3


async def test_signing_goes_byte_for_byte_as_cards_expect_it() -> None:
    signature = bytes(range(256))
    card = Scripted(
        [
            *OPENING,
            (ASK_TRIES, "63C3"),
            (VERIFY_1234, "9000"),
            (SELECT_KEY, "9000"),
            (SIGN, signature.hex() + "9000"),
        ]
    )
    my_number = MyNumberCard(card)
    assert await my_number.verify_pin(bytearray(b"1234"), tries_shown=3) == Verified()
    assert await my_number.sign(DIGEST) == signature
    assert card.script == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("9000", Verified()),
        ("63C2", WrongPin(2)),
        ("63C1", WrongPin(1)),
        ("63C0", Locked()),
        ("6984", Locked()),
        (PULLED, UnknownOutcome(None)),
    ],
)
async def test_a_pin_is_sent_once_and_overwritten(answer: str, outcome: PinOutcome) -> None:
    pin = bytearray(b"1234")
    card = Scripted([*OPENING, (ASK_TRIES, "63C3"), (VERIFY_1234, answer)])
    assert await MyNumberCard(card).verify_pin(pin, tries_shown=3) == outcome
    assert pin == bytes(4)
    assert card.sent.count(VERIFY_1234) == 1


@pytest.mark.parametrize(
    ("afterwards", "outcome"),
    [("63C2", UnknownOutcome(2)), ("63C0", Locked()), (PULLED, UnknownOutcome(None)), ("6F00", UnknownOutcome(None))],
)
async def test_after_an_answer_that_says_nothing_the_tries_are_asked_and_the_pin_is_not_sent_again(
    afterwards: str, outcome: PinOutcome
) -> None:
    again = [(ASK_TRIES, "6F00")] if afterwards == "6F00" else []
    card = Scripted([*OPENING, (ASK_TRIES, "63C3"), (VERIFY_1234, "6F00"), *again, (ASK_TRIES, afterwards)])
    assert await MyNumberCard(card).verify_pin(bytearray(b"1234"), tries_shown=3) == outcome
    assert card.sent.count(VERIFY_1234) == 1


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([*OPENING, (ASK_TRIES, "63C0")], Locked()),
        ([*OPENING, (ASK_TRIES, "63C1")], FewerTries(1)),
        ([*OPENING, (ASK_TRIES, PULLED)], Gone()),
        ([(SELECT_JPKI, PULLED)], Gone()),
        ([(SELECT_JPKI, "9000"), (SELECT_PIN, "6A82")], NoPin()),
    ],
)
async def test_a_pin_is_not_sent_when_it_should_not_be(
    script: list[tuple[str, str]], outcome: PinOutcome | Gone
) -> None:
    pin, card = bytearray(b"1234"), Scripted(script)
    assert await MyNumberCard(card).verify_pin(pin, tries_shown=3) == outcome
    assert pin == bytes(4)
    assert VERIFY_1234 not in card.sent


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "１２３４"])
async def test_what_is_no_pin_is_refused_before_anything_is_sent(typed: str) -> None:
    pin, card = bytearray(typed.encode()), Scripted([])
    with pytest.raises(ValueError, match="four digits"):
        await MyNumberCard(card).verify_pin(pin, tries_shown=3)
    assert not any(pin)
    assert card.sent == []


@given(st.integers(124, 3000), st.binary(max_size=8), st.sampled_from([b"", b"\x00" * 300, b"\xff" * 300]))
async def test_a_certificate_of_any_size_is_read_and_nothing_of_what_fills_the_file(
    size: int, start: bytes, fill: bytes
) -> None:
    certificate = b"\x30\x82" + size.to_bytes(2, "big") + start.ljust(size, b"\x5a")[:size]
    file = certificate + fill
    script = [*READING, ("00B0000004", certificate[:4].hex() + "9000")]
    for at in range(0, len(certificate), 256):
        wanted = min(256, len(certificate) - at)
        script.append((f"00B0{at:04X}{wanted % 256:02X}", file[at : at + wanted].hex() + "9000"))
    card = Scripted(script)
    assert await MyNumberCard(card).read_certificate() == certificate
    assert card.script == []


@pytest.mark.parametrize("answer", ["00000000" + "9000", "FFFFFFFF" + "9000", "6B00", "9000"])
async def test_an_empty_file_is_no_certificate(answer: str) -> None:
    script = [*READING, ("00B0000004", answer)]
    assert await MyNumberCard(Scripted(list(script))).read_certificate() == NoCertificate()
    assert await MyNumberCard(Scripted(list(script))).has_certificate() is False


async def test_a_card_without_the_file_has_no_certificate() -> None:
    card = Scripted([(SELECT_JPKI, "9000"), (SELECT_CERTIFICATE, "6A82")])
    assert await MyNumberCard(card).has_certificate() is False


async def test_a_card_with_a_certificate_has_one() -> None:
    assert await MyNumberCard(Scripted([*READING, ("00B0000004", "30820400" + "9000")])).has_certificate() is True


@pytest.mark.parametrize("rest", ["6982", "9000"])
async def test_a_certificate_that_ends_too_early_is_refused(rest: str) -> None:
    card = Scripted([*READING, ("00B0000004", "30820004" + "9000"), ("00B0000008", rest)])
    with pytest.raises(CardRefused):
        await MyNumberCard(card).read_certificate()


async def test_a_card_pulled_while_it_is_read_is_gone() -> None:
    card = Scripted([*READING, ("00B0000004", "30820400" + "9000"), ("00B0000000", PULLED)])
    assert await MyNumberCard(card).read_certificate() == Gone()


@pytest.mark.parametrize("answer", ["6982", "9000", "6985"])
async def test_no_signature_is_a_broken_promise(answer: str) -> None:
    with pytest.raises(CardRefused):
        await MyNumberCard(Scripted([(SELECT_JPKI, "9000"), (SELECT_KEY, "9000"), (SIGN, answer)])).sign(DIGEST)


async def test_a_card_pulled_while_it_signs_is_gone() -> None:
    assert await MyNumberCard(Scripted([(SELECT_JPKI, "9000"), (SELECT_KEY, PULLED)])).sign(DIGEST) == Gone()


async def test_only_a_whole_digest_is_signed() -> None:
    with pytest.raises(ValueError, match="digest"):
        await MyNumberCard(Scripted([(SELECT_JPKI, "9000")])).sign(DIGEST[:31])


async def test_reading_the_certificate_does_not_forget_the_pin() -> None:
    card = Scripted(
        [
            *OPENING,
            (ASK_TRIES, "63C3"),
            (VERIFY_1234, "9000"),
            (SELECT_CERTIFICATE, "9000"),
            ("00B0000004", "30820400" + "9000"),
            (SELECT_KEY, "9000"),
            (SIGN, bytes(256).hex() + "9000"),
        ]
    )
    my_number = MyNumberCard(card)
    await my_number.verify_pin(bytearray(b"1234"), tries_shown=3)
    assert await my_number.has_certificate() is True
    assert await my_number.sign(DIGEST) == bytes(256)


async def test_the_basic_four_are_read_behind_their_own_pin() -> None:
    card = Scripted(
        [
            (SELECT_TEXT, "9000"),
            (SELECT_TEXT_PIN, "9000"),
            (ASK_TRIES, "63C3"),
            (VERIFY_1234, "9000"),
            (SELECT_BASIC_FOUR, "9000"),
            ("00B0000005", BASIC_FOUR[:5].hex() + "9000"),
            (f"00B00000{len(BASIC_FOUR):02X}", BASIC_FOUR.hex() + "9000"),
        ]
    )
    my_number = MyNumberCard(card)
    assert await my_number.verify_pin(bytearray(b"1234"), tries_shown=3, which=CardPin.TEXT) == Verified()
    four = await my_number.read_basic_four()
    assert four == BasicFour("見本　花子", "東京都見本市本町１丁目２番３号", "19850401", "2")
    assert repr(four) == "BasicFour(***)"


@pytest.mark.parametrize("file", [b"\xff\x20\x00", b"\xff\x20\x04\xdf\x22\x01\xff", b"\x30\x03\x02\x01\x00"])
async def test_text_that_is_none_is_refused(file: bytes) -> None:
    script = [(SELECT_TEXT, "9000"), (SELECT_BASIC_FOUR, "9000"), ("00B0000005", file[:5].hex() + "9000")]
    script.append((f"00B00000{len(file):02X}", file.hex() + "9000"))
    with pytest.raises(CardRefused):
        await MyNumberCard(Scripted(script)).read_basic_four()


async def test_the_way_from_one_application_to_the_other_selects_it_anew() -> None:
    card = Scripted(
        [*OPENING, (ASK_TRIES, "63C3"), (SELECT_TEXT, "9000"), (SELECT_TEXT_PIN, "9000"), (ASK_TRIES, "63C2")]
    )
    my_number = MyNumberCard(card)
    assert (await my_number.tries_left(), await my_number.tries_left(CardPin.TEXT)) == (3, 2)
