"""The room built from a settings file: pinned authorities, the catalogue, and nothing of practice in production."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from central.errors import BadSettings
from central.identity.about_people import about_people
from central.identity.room import IdentityRoom
from central.residents.gateways.absent import AbsentRegistry
from central.settings import AuthoritySettings, CentralSettings, IdentitySettings, Profile, load_settings, redacted
from protocol.village.catalogue import canonical_bytes
from protocol.wire.messages.answers import LinkState
from protocol.wire.messages.identity import BeginIdentity, ProveIdentity, StockChallenges
from protocol.wire.messages.residents import AskHousehold
from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.jpki.names import Purpose
from tests.central.clock import TestClock

from .hall import CATALOGUE

Settings = Callable[..., IdentitySettings]


@pytest.fixture
def identity(tmp_path: Path, hierarchy: Hierarchy) -> Settings:
    """Settings that name real files; an argument replaces one of them."""

    def make(**changes: object) -> IdentitySettings:
        catalogue = tmp_path / "catalogue.json"
        catalogue.write_bytes(canonical_bytes(CATALOGUE))
        authorities = {each.name: AuthoritySettings(each.directory / "ca.crt") for each in hierarchy.of(Purpose.AUTH)}
        return msgspec.structs.replace(IdentitySettings(authorities, catalogue), **changes)

    return make


def _room(settings: IdentitySettings, *, may_practise: bool = True) -> IdentityRoom:
    return IdentityRoom(settings, AbsentRegistry(), TestClock(), may_practise=may_practise)


def test_the_room_answers_its_three_questions(identity: Settings) -> None:
    assert set(_room(identity()).answerers) == {BeginIdentity, StockChallenges, ProveIdentity}


def test_a_village_at_work_refuses_a_practice_authority(identity: Settings) -> None:
    with pytest.raises(BadSettings, match="practice"):
        _room(identity(), may_practise=False)


def test_what_is_no_authority_is_refused(identity: Settings, hierarchy: Hierarchy, tmp_path: Path) -> None:
    responder = hierarchy.authorities[0].directory / "responder.crt"
    nothing, missing = tmp_path / "nothing.crt", tmp_path / "missing.crt"
    nothing.write_text("-----BEGIN")
    for file in (responder, nothing, missing):
        with pytest.raises(BadSettings):
            _room(identity(authorities={"auth-1": AuthoritySettings(file)}))
    with pytest.raises(BadSettings, match="at least one"):
        _room(identity(authorities={}))


def test_an_authority_may_lie_there_in_der(identity: Settings, hierarchy: Hierarchy, tmp_path: Path) -> None:
    file = tmp_path / "authca.cer"
    file.write_bytes(hierarchy.of(Purpose.AUTH)[0].certificate.public_bytes(Encoding.DER))
    _room(identity(authorities={"auth-1": AuthoritySettings(file)}))


async def test_what_the_settings_do_not_name_is_not_answered(identity: Settings, tmp_path: Path) -> None:
    settings = _central(tmp_path)
    async with AsyncExitStack() as opened:
        people = await about_people(settings, TestClock(), opened)
        assert set(people.answerers) == {AskHousehold}
        assert people.juki() is LinkState.UNKNOWN
        with_identity = msgspec.structs.replace(settings, identity=identity())
        people = await about_people(with_identity, TestClock(), opened)
        assert set(people.answerers) == {AskHousehold, BeginIdentity, StockChallenges, ProveIdentity}
        at_work = msgspec.structs.replace(with_identity, profile=Profile.PRODUCTION)
        with pytest.raises(BadSettings):
            await about_people(at_work, TestClock(), opened)


@pytest.mark.parametrize("wrong", ["ocsp_seconds = 2.5", "registry_seconds = 3.0", "hidden_seconds = 4.0"])
def test_moments_that_cannot_be_kept_are_refused(tmp_path: Path, wrong: str) -> None:
    _central(tmp_path, _IDENTITY + _AUTHORITY)
    with pytest.raises(BadSettings):
        _central(tmp_path, f"{_IDENTITY}{wrong}\n{_AUTHORITY}")


def test_identity_settings_lie_beside_their_file_and_are_printed_as_they_can_be_read(tmp_path: Path) -> None:
    settings = _central(tmp_path, _IDENTITY + _AUTHORITY)
    assert settings.identity is not None
    assert settings.identity.catalogue_file == tmp_path / "catalogue.json"
    assert settings.identity.authorities["auth-2"].ca_file == tmp_path / "authca02.cer"
    again = tmp_path / "again.toml"
    again.write_text(redacted(settings), encoding="utf-8")
    assert load_settings(again) == settings


_IDENTITY = '[identity]\ncatalogue_file = "catalogue.json"\n'
_AUTHORITY = '[identity.authorities.auth-2]\nca_file = "authca02.cer"\nocsp_url = "http://127.0.0.1:1/ocsp"\n'


def _central(folder: Path, more: str = "") -> CentralSettings:
    key = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "central-sealing.key").write_bytes(key)
    file = folder / "central.toml"
    file.write_text(
        'profile = "practice"\n[database]\nurl = "postgresql:///none"\n'
        '[broker]\nhost = "b"\nca_file = "a"\ncertificate_file = "b"\nkey_file = "c"\n'
        f'[keys]\nsigning_file = "d"\nsealing_files = ["central-sealing.key"]\n{more}',
        encoding="utf-8",
    )
    return load_settings(file)
