"""A My Number card on a real reader service: the proof, the 4情報, wrong PINs and PINs whose answer is lost."""

from __future__ import annotations

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from edge_agent.cards.my_number import MyNumberCard
from edge_agent.cards.outcomes import Locked, UnknownOutcome, Verified, WrongPin
from edge_agent.cards.pin import CardPin
from edge_agent.cards.transport import Gone
from edge_agent.devices.card.port import CardRemoved
from edge_agent.devices.card.reader import PcscReader
from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.misbehaviour import Fault, Misbehaviour

from .practice import HANAKO, followed, fresh_cards, insert, session_with


async def test_a_whole_proof_of_identity(service: CardService, reader: PcscReader) -> None:
    digest = hashlib.sha256(b"challenge").digest()
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        card = MyNumberCard(session)
        assert await card.tries_left() == 3
        der = await card.read_certificate()
        assert await card.verify_pin(bytearray(b"1234"), tries_shown=3) == Verified()
        signature = await card.sign(digest)
        await session.end()
    auth = fresh_cards()["hanako"].auth
    assert auth is not None
    assert der == auth.certificate_der
    assert isinstance(signature, bytes)
    key = x509.load_der_x509_certificate(auth.certificate_der).public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(signature, digest, PKCS1v15(), Prehashed(SHA256()))


async def test_the_basic_four_of_the_card(service: CardService, reader: PcscReader) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        card = MyNumberCard(session)
        assert await card.verify_pin(bytearray(b"1234"), tries_shown=3, which=CardPin.TEXT) == Verified()
        four = await card.read_basic_four()
        await session.end()
    assert not isinstance(four, Gone)
    assert (four.name, four.address, four.birth_date, four.sex) == (HANAKO.name, HANAKO.address, "19850401", "2")


async def test_three_wrong_pins_lock_the_card(service: CardService, reader: PcscReader) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        card = MyNumberCard(session)
        outcomes = [await card.verify_pin(bytearray(b"0000"), tries_shown=left) for left in (3, 2, 1, 0)]
        assert outcomes == [WrongPin(2), WrongPin(1), Locked(), Locked()]
        await session.end()


async def test_a_pin_whose_answer_is_lost_is_asked_about_at_the_next_presentation(
    service: CardService, reader: PcscReader
) -> None:
    async with followed(reader) as follower:
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        card = MyNumberCard(session)
        assert await card.tries_left() == 3
        # SELECT of the PIN and the question for its tries go through; the PIN is counted, its answer lost.
        await service.hand.misbehave(Misbehaviour(Fault.LOST, after=2))
        assert await card.verify_pin(bytearray(b"0000"), tries_shown=3) == UnknownOutcome(None)
        await session.end()
        await follower.until(CardRemoved)
        await insert(service, "hanako")
        session = await session_with(reader, await follower.inserted())
        assert await MyNumberCard(session).tries_left() == 2
        await session.end()
