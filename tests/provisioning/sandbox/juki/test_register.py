"""The stand-in's register: what is changed is seen at once and survives; whose a certificate is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from central.residents.record import Level, Process, Standing
from provisioning.sandbox.jpki.certificates import issue_auth
from provisioning.sandbox.jpki.hierarchy import ensure_hierarchy
from provisioning.sandbox.jpki.names import Purpose
from provisioning.sandbox.juki.file import RegisterFile
from provisioning.sandbox.juki.links import Link, link_of, read_links, write_links
from provisioning.sandbox.juki.register import Register
from provisioning.sandbox.juki.seed import first_contents
from provisioning.sandbox.people.plans import card_plan

from .village import CA, TODAY, VILLAGE, atena_no, serial

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def opened() -> Register:
    return Register(first_contents(VILLAGE))


def test_everybody_of_the_village_is_registered() -> None:
    people = {person.atena_no for house in VILLAGE.households for person in house.members}
    assert set(opened().in_force) == people


def test_a_change_is_cancelled_or_committed() -> None:
    register = opened()
    register.begin_change(atena_no("taro"), "１番地")
    register.begin_change(atena_no("taro"), "２番地")
    pending = register.provisional(atena_no("taro"))
    assert pending is not None
    assert pending.address.lot == "２番地"
    register.cancel_change(atena_no("taro"))
    assert register.provisional(atena_no("taro")) is None
    register.begin_change(atena_no("taro"), "３番地")
    register.commit_change(atena_no("taro"))
    assert register.in_force[atena_no("taro")].address.lot == "３番地"


def test_a_death_ends_what_was_planned() -> None:
    register = opened()
    register.set_standing(atena_no("akira"), Standing.DECEASED)
    row = register.in_force[atena_no("akira")]
    assert (row.standing, row.moves_out_on, row.history_no) == (Standing.DECEASED, None, 2)


def test_a_planned_move_is_set_and_taken_back() -> None:
    register = opened()
    register.set_moving_out(atena_no("taro"), date(2026, 5, 1))
    assert register.in_force[atena_no("taro")].moves_out_on is not None
    register.set_moving_out(atena_no("taro"), None)
    assert register.in_force[atena_no("taro")].moves_out_on is None


def test_several_blocks_stand_side_by_side_and_each_is_lifted_alone() -> None:
    register = opened()
    before = register.contents.blocks
    register.block(atena_no("taro"), Process.ISSUE, Level.ERROR, TODAY, is_protection=True)
    register.block(atena_no("taro"), Process.ISSUE, Level.ALERT, TODAY, is_protection=False)
    first, second = register.contents.blocks[len(before) :]
    assert first.id != second.id
    register.lift(first.id)
    assert register.contents.blocks == (*before, second)


def test_a_block_that_was_added_after_another_was_lifted_has_an_id_of_its_own() -> None:
    register = opened()
    for _ in range(2):
        register.block(atena_no("taro"), Process.ISSUE, Level.ERROR, TODAY, is_protection=True)
    register.lift(register.contents.blocks[-2].id)
    register.block(atena_no("taro"), Process.ISSUE, Level.ERROR, TODAY, is_protection=True)
    assert len({each.id for each in register.contents.blocks}) == len(register.contents.blocks)


def test_nobody_can_be_changed_who_is_not_there() -> None:
    with pytest.raises(KeyError):
        opened().set_standing("990000000", Standing.DECEASED)


async def test_what_was_changed_is_there_after_a_restart(tmp_path: Path) -> None:
    first = RegisterFile(tmp_path / "juki.json", first_contents(VILLAGE))
    await first.open()
    first.register.learn([Link(CA, serial("taro"), atena_no("taro"))])
    first.register.set_standing(atena_no("taro"), Standing.DECEASED)
    await first.save()
    again = RegisterFile(tmp_path / "juki.json", first_contents(VILLAGE))
    await again.open()
    assert again.register.in_force[atena_no("taro")].standing is Standing.DECEASED
    assert again.register.person(CA, serial("taro"), NOW) is not None
    await again.begin_again()
    assert again.register.in_force[atena_no("taro")].standing is Standing.RESIDENT
    assert again.register.person(CA, serial("taro"), NOW) is not None


def test_a_link_that_is_known_already_is_not_learnt_anew() -> None:
    register = opened()
    register.learn([Link(CA, 1, atena_no("taro"))])
    register.set_linked(atena_no("taro"), False)
    register.learn([Link(CA, 1, atena_no("taro")), Link(CA, 2, atena_no("hanako"))])
    assert register.person(CA, 1, NOW) is None
    assert register.person(CA, 2, NOW) is not None


def test_an_issued_certificate_is_linked_by_authority_and_serial(tmp_path: Path) -> None:
    hierarchy = ensure_hierarchy(tmp_path / "jpki", NOW)
    authority = hierarchy.issuing_on(Purpose.AUTH, TODAY)
    key = rsa.generate_private_key(65537, 2048)
    certificate = issue_auth(authority, card_plan(VILLAGE, VILLAGE.cards[0]).person, key.public_key(), NOW)
    link = link_of(certificate, atena_no("hanako"))
    write_links(tmp_path / "links.json", [link])
    assert read_links(tmp_path / "links.json") == (link,)
    assert link.serial == certificate.serial_number
    assert len(bytes.fromhex(link.ca_key_id)) == 20
    assert atena_no("hanako") not in repr(link)


def test_a_file_of_links_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert read_links(tmp_path / "links.json") == ()
