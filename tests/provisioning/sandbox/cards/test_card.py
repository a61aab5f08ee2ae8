"""A My Number card answers every command as the measured ones do."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from provisioning.sandbox.cards.applications.entry import attributes_file
from provisioning.sandbox.cards.card import Card, instructions
from provisioning.sandbox.cards.card_file import CardFile, CardKind, PinName
from provisioning.sandbox.cards.files import UNLIMITED
from provisioning.sandbox.cards.issuing import CardPlan
from provisioning.sandbox.cards.kinds import chip_of
from provisioning.sandbox.jpki.hierarchy import Hierarchy

from ..holders import HANAKO, hanakos_card
from .script import COMMON, DIGEST_INFO, ENTRY, FACE, JPKI, RESIDENT, select, send, verify

SIGN_HELLO = f"802A008033{DIGEST_INFO}00"
ASK = "00200080"


@pytest.fixture(scope="module")
def issued(hierarchy: Hierarchy) -> CardFile:
    return hanakos_card(hierarchy)


@pytest.fixture
def file(issued: CardFile) -> CardFile:
    return replace(issued, secrets={name: replace(secret) for name, secret in issued.secrets.items()})


@pytest.fixture
def card(file: CardFile) -> Card:
    return chip_of(file)


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        (["00A4040007627601FF000000"], "6A82"),
        (["00A4040C0AD392F000260100000001"], "9000"),
        (["00A4040C05D392F00026"], "9000"),
        (["00A4040C0BD392F00026010000000100"], "6A82"),
        (["00A404000AD392F000260100000001"], "6F0C840AD392F0002601000000019000"),
        (["00A4040C08D392100031000101", select("0005")], "9000"),
        (["00A4040C08D392100031000101", "00A4040E08D392100031000101", "00B0820001"], "6982"),
        ([ENTRY, "00A4040C07A0000001510000", "00B0000001"], "6986"),
        (["00A40000"], "6A86"),
        ([JPKI, "00A40000"], "9000"),
        ([JPKI, "00A40000023F00"], "6A82"),
        ([JPKI, select("00FF")], "6A82"),
        ([JPKI, select("0008"), "00A4040C0762760100000000", "00B0000003"], "8F8F009000"),
        ([JPKI, select("0008"), JPKI, "00B0000003"], "6986"),
        (["01A4040C0AD392F000260100000001"], "6881"),
        (["0CA4040C0AD392F000260100000001"], "6882"),
        ([JPKI, "0CB0000004"], "69FC"),
        (["10A4040C"], "6E00"),
        ([JPKI, "00FF0000"], "6D00"),
        ([JPKI, "00CADF3005"], "6A88"),
        (["00CB3FFF035C017E08"], "6D00"),
        (["00CA00F005"], "31393432329000"),
        (["00CA00F004"], "6700"),
        (["00A4"], "6700"),
        ([JPKI, "80AE0000"], "6982"),
        ([ENTRY, "80AE0000"], "66F1"),
    ],
)
def test_selecting_and_refusing(card: Card, commands: list[str], answer: str) -> None:
    assert send(card, *commands) == answer


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([JPKI, "00B0000003"], "6986"),
        ([JPKI, select("0008"), "00B0000000"], "8F8F009000"),
        ([JPKI, select("0008"), "00B0000200"], "009000"),
        ([JPKI, select("0008"), "00B0000300"], "6B00"),
        ([JPKI, select("0008"), "00B00000000010"], "8F8F009000"),
        ([JPKI, select("0008"), "00B00000"], "6700"),
        ([JPKI, "00B0880102", "00B0000001"], "8F9000"),
        ([JPKI, "00B0890000"], "6A82"),
        ([JPKI, "00B0E80000"], "6A86"),
        ([JPKI, select("0001"), "00B0000004"], "6982"),
        ([JPKI, select("0018"), "00B0000004"], "6981"),
        ([COMMON, "00B2010C00"], "011C" + b"000000000000042194222036".hex().upper() + b"0401".hex().upper() + "9000"),
        ([COMMON, select("0001"), "00B2010400"], "011C" + b"0000000000000421942220360401".hex().upper() + "9000"),
        ([COMMON, "00B2020C00"], "6A83"),
        ([COMMON, select("0001"), "00B0000000"], "6981"),
        ([COMMON, "00B2010D00"], "6A86"),
        ([ENTRY, select("0001"), "00B0000011"], "6982"),
        ([ENTRY, select("0011"), verify("1234"), select("0001"), "00B0000011"],
         "FF100C313233343536373839303138FFFF9000"),
        ([ENTRY, select("0014"), verify("123456789018"), select("0002"), "00B0000001"], "6982"),
        ([RESIDENT, select("001C"), verify("1234"), "00B082000B"], "39393939393030303030319000"),
        ([FACE, select("0013"), verify("123456789018"), "00B0850002"], "FF409000"),
    ],
)  # fmt: skip
def test_reading(card: Card, commands: list[str], answer: str) -> None:
    assert send(card, *commands) == answer


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([JPKI, ASK], "6986"),
        ([JPKI, select("000A"), ASK], "6986"),
        ([JPKI, select("0018"), ASK], "63C3"),
        ([JPKI, select("0018"), "0020008000"], "63C3"),
        ([JPKI, select("001B"), ASK], "63C5"),
        ([JPKI, "00200098"], "63C3"),
        ([JPKI, "0020009E"], "6A82"),
        ([JPKI, "00200000"], "6A86"),
        ([JPKI, select("0018"), verify("0000")], "63C2"),
        ([JPKI, select("0018"), verify("0000"), verify("0000"), verify("0000")], "63C0"),
        ([JPKI, select("0018"), *[verify("0000")] * 3, verify("1234")], "6984"),
        ([JPKI, select("0018"), *[verify("0000")] * 3, ASK], "63C0"),
        ([JPKI, select("0018"), verify("0000"), verify("1234")], "9000"),
        ([JPKI, select("0018"), verify("0000"), verify("1234"), ASK], "63C3"),
        ([JPKI, select("001B"), verify("abc123")], "63C4"),
        ([JPKI, "00200098" + "0431323334", select("0017"), "00200098"], "63C3"),
        ([ENTRY, select("0012"), ASK], "63C0"),
        ([ENTRY, select("0012"), verify("1234")], "6984"),
        ([ENTRY, select("0014"), ASK], "63CA"),
        ([JPKI, select("0018"), "00240180" + "0435363738"], "6982"),
        ([JPKI, select("0018"), verify("1234"), "00240180" + "0435363738"], "9000"),
        ([JPKI, select("0018"), verify("1234"), "00240180" + "0435363738", verify("5678")], "9000"),
        ([JPKI, select("0018"), verify("1234"), "00240180" + "03353637"], "6A80"),
        ([JPKI, select("0018"), verify("1234"), "00240080" + "0435363738"], "6A86"),
        ([JPKI, select("0018"), verify("1234"), "80320080" + "0435363738"], "6D00"),
        ([RESIDENT, select("001C"), verify("1234"), "80320080" + "0435363738", verify("5678")], "9000"),
    ],
)
def test_presenting_and_changing_a_pin(card: Card, commands: list[str], answer: str) -> None:
    assert send(card, *commands) == answer


def test_a_key_without_a_counter_gives_none(file: CardFile) -> None:
    file.secrets[PinName.AUTH].left = UNLIMITED
    card = chip_of(file)
    assert send(card, JPKI, select("0018"), ASK) == "6300"
    assert send(card, verify("0000")) == "6300"


@pytest.mark.parametrize("between", [[JPKI], [ENTRY, JPKI]])
def test_selecting_an_application_forgets_what_was_verified(card: Card, between: list[str]) -> None:
    assert send(card, JPKI, select("0018"), verify("1234"), *between, select("0017"), SIGN_HELLO) == "6982"


def test_a_reset_forgets_what_was_verified_and_keeps_the_tries(card: Card) -> None:
    send(card, JPKI, select("0018"), verify("0000"))
    card.reset()
    assert send(card, select("0018")) == "6A82"
    assert send(card, JPKI, select("0018"), ASK) == "63C2"


def test_one_pin_does_not_open_another_key(card: Card) -> None:
    assert send(card, JPKI, select("0018"), verify("1234"), select("001A"), SIGN_HELLO) == "6982"


@pytest.mark.parametrize(
    ("command", "answer"),
    [("802A0680" + "0100" + "00", "6A86"), ("802A0080", "6700"), ("802A0280" + "0201FF" + "00", "6985")],
)
def test_a_wrong_order_to_sign_is_refused(card: Card, command: str, answer: str) -> None:
    assert send(card, JPKI, select("0018"), verify("1234"), select("0017"), command) == answer


def test_it_pads_what_is_given_and_signs_it_the_same_every_time(card: Card, file: CardFile) -> None:
    first = send(card, JPKI, select("0018"), verify("1234"), select("0017"), SIGN_HELLO)
    assert first == send(card, SIGN_HELLO)
    _auth_key(file).verify(bytes.fromhex(first)[:-2], b"hello", padding.PKCS1v15(), SHA256())
    assert send(card, f"802A008000{246:04X}{'00' * 246}0000") == "6700"
    assert send(card, f"802A0080F5{'41' * 245}00")[-4:] == "9000"
    assert send(card, f"802A009733{DIGEST_INFO}00") == first


@pytest.mark.parametrize(("way", "given"), [("02", hashlib.sha256(b"hello").hexdigest()), ("03", b"hello".hex())])
def test_it_hashes_itself_when_asked(card: Card, file: CardFile, way: str, given: str) -> None:
    command = f"802A{way}80{len(given) // 2:02X}{given}00"
    signature = send(card, JPKI, select("0018"), verify("1234"), select("0017"), command)
    _auth_key(file).verify(bytes.fromhex(signature)[:-2], b"hello", padding.PKCS1v15(), SHA256())


@pytest.mark.parametrize(("way", "given"), [("04", hashlib.sha256(b"hello").hexdigest()), ("05", b"hello".hex())])
def test_it_signs_with_pss_when_asked(card: Card, file: CardFile, way: str, given: str) -> None:
    command = f"802A{way}80{len(given) // 2:02X}{given}00"
    signature = send(card, JPKI, select("0018"), verify("1234"), select("0017"), command)
    pss = padding.PSS(padding.MGF1(SHA256()), 32)
    _auth_key(file).verify(bytes.fromhex(signature)[:-2], b"hello", pss, SHA256())


def test_the_attributes_have_the_published_bytes(file: CardFile) -> None:
    content = attributes_file(file)
    assert content[:16].hex().upper() == "FF205CDF2108000E00200050005BDF22"
    assert len(content) == 95
    digest = "277fa4bee2c8ce6f85a27865fc461fbcffc15b828ba52d8473f0fa1e2be228c2"
    assert hashlib.sha256(content[14:]).hexdigest() == digest


@pytest.mark.parametrize(("number", "size"), [("0003", 336), ("0004", 568), ("0005", 164)])
def test_the_text_application_has_files_of_the_measured_sizes(card: Card, number: str, size: int) -> None:
    answer = send(card, ENTRY, select("0011"), verify("1234"), select(number), "00B00000000400")
    assert len(answer) // 2 - 2 == size


def test_the_token_says_what_it_is_in_160_bytes(card: Card) -> None:
    content = bytes.fromhex(send(card, JPKI, "00B0860000"))[:-2]
    assert len(content) == 160
    assert content[:32] == b"JPKIAPICCTOKEN2".ljust(32)
    assert content[96:100].hex() == "0000040d"
    assert content[-16:] == b"9" * 16


def test_a_challenge_is_as_long_as_asked_and_never_the_same(card: Card) -> None:
    assert len(send(card, "0084000008")) == 20
    assert send(card, "0084000020") != send(card, "0084000020")
    assert send(card, "00840000") == "6700"


def test_the_face_is_larger_than_one_answer_and_its_table_points_at_its_elements(card: Card) -> None:
    send(card, FACE, select("0012"))
    assert send(card, ASK) == "63CA"
    send(card, select("0013"), verify("123456789018"), select("0002"))
    content = b"".join(bytes.fromhex(send(card, f"00B0{offset:04X}00"))[:-2] for offset in range(0, 1400, 256))
    table = content[8 : 8 + 18]
    begins = [int.from_bytes(table[i : i + 2], "big") for i in range(0, 18, 2)]
    assert [content[begin : begin + 2].hex() for begin in begins] == [
        "df22", "df23", "df24", "df25", "df26", "df27", "df28", "df29", "df2a",
    ]  # fmt: skip


_BYTES = st.binary(max_size=20)
_KNOWN = st.builds(
    lambda known, p1, p2, rest: bytes([*known, p1, p2]) + rest,
    st.sampled_from(instructions()),
    st.sampled_from([0, 1, 2, 3, 4, 5, 0x80, 0x86, 0x9F]) | st.integers(0, 255),
    st.sampled_from([0, 4, 0x0C, 0x80, 0x97, 0x98]) | st.integers(0, 255),
    st.builds(lambda content: bytes([len(content)]) + content, _BYTES) | _BYTES,
)
_SELECT = st.sampled_from([bytes.fromhex(each) for each in (JPKI, ENTRY, FACE, COMMON, select("0018"), select("000A"))])


@given(st.lists(_KNOWN | _SELECT | st.binary(max_size=300), max_size=12))
def test_whatever_comes_a_card_answers(issued: CardFile, commands: list[bytes]) -> None:
    card = chip_of(replace(issued, secrets={name: replace(each) for name, each in issued.secrets.items()}))
    for command in commands:
        assert len(card.transmit(command)) >= 2


def test_a_face_authentication_card_has_a_certificate_and_no_pin(hierarchy: Hierarchy) -> None:
    card = chip_of(hanakos_card(hierarchy, CardPlan(HANAKO, kind=CardKind.FACE_AUTHENTICATION)))
    assert send(card, JPKI, select("000A"), "00B0000002") == "30829000"
    assert send(card, select("0018"), ASK) == "63C0"
    assert send(card, verify("1234")) == "6984"
    assert send(card, select("0001")) == "6A82"
    assert send(card, "00B0880003") == "008F009000"


def test_a_card_without_the_certificate_says_so(hierarchy: Hierarchy) -> None:
    card = chip_of(hanakos_card(hierarchy, CardPlan(HANAKO, with_auth=False)))
    assert send(card, JPKI, select("000A")) == "6A82"
    assert send(card, select("0018"), ASK) == "63C0"
    assert send(card, "00B0880003") == "8F00009000"


def test_a_licence_is_known_by_its_master_file(hierarchy: Hierarchy) -> None:
    card = chip_of(hanakos_card(hierarchy, CardPlan(HANAKO, kind=CardKind.DRIVERS_LICENCE)))
    assert send(card, JPKI) == "6A82"
    assert send(card, "00A40000", select("2F01"), "00B0000011")[:8] == "450B3031"
    assert send(card, "00A4020C043F002F01") == "9000"
    assert send(card, select("0001"), ASK) == "63C3"
    assert send(card, "00200082") == "63C3"


def test_the_old_card_has_other_names(hierarchy: Hierarchy) -> None:
    card = chip_of(hanakos_card(hierarchy, CardPlan(HANAKO, kind=CardKind.RESIDENT_REGISTER)))
    assert send(card, JPKI) == "6A82"
    assert send(card, "00A40000") == "6A86"


def _auth_key(file: CardFile) -> rsa.RSAPublicKey:
    assert file.auth is not None
    certificate = x509.load_pem_x509_certificate(file.auth.certificate.encode())
    assert certificate.public_bytes(Encoding.DER) == file.auth.certificate_der
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    return key
