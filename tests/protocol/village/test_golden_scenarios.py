"""GS1 to GS11: whole families whose procedures are known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol.village.catalogue import FactValue
from protocol.village.circumstances import Circumstances

from .families import person, required, visit

CARD: dict[str, FactValue] = {"mynumber": True, "cert_sign": True}


def gs1() -> Circumstances:
    insured: dict[str, FactValue] = {"hi": "KOKUHO", **CARD}
    movers = [
        person(36, nenkin=1, **insured),
        person(34, nenkin=1, **insured),
        person(8, **insured),
        person(3, hi="KOKUHO"),
    ]
    return visit(
        "TENNYU", movers, moved_from_outside_prefecture=True, has_dog=True, has_moped=True, uses_village_water=True,
        want_nursery=True, want_certificate=True, claimant_moves=True,
    )  # fmt: skip


def gs2() -> Circumstances:
    return visit("TENNYU", [person(80, kaigo="要介護2", pension=True, hi="KOUKI", **CARD)], uses_village_water=True,
                 moved_from_outside_prefecture=False)  # fmt: skip


def gs3() -> Circumstances:
    movers = [person(45, inkan=True), person(43), person(14)]
    return visit("TENSHUTSU", movers, head_lost=True, already_receiving_jido_teate=True, uses_village_water=True)


def gs4() -> Circumstances:
    deceased = person(82, hi="KOUKI", pension=True, inkan=True, kaigo="要支援1", **CARD)
    return visit(
        "SHIBO", [deceased], staying=[person(79, hi="KOUKI")], head_lost=True, uses_village_water=True,
        deceased_owns_real_estate=True, deceased_owns_farmland=True,
    )  # fmt: skip


def gs5() -> Circumstances:
    deceased = person(58, hi="KOKUHO", nenkin=1, **CARD)
    return visit("SHIBO", [deceased], staying=[person(55), person(17)], head_lost=True, single_parent=True)


def gs6() -> Circumstances:
    return visit(
        "SHUSSHO", [person(0)], joined=[person(31), person(30)], want_card_for_newborn=True,
        newborn_insurance="SHAHO", mother_insurance="SHAHO", mother_nenkin=2,
    )  # fmt: skip


def gs7() -> Circumstances:
    insured: dict[str, FactValue] = {"hi": "KOKUHO", "foreign": True, **CARD}
    movers = [person(33, **insured), person(31, pregnant=True, **insured), person(4, **insured)]
    return visit("TENKYO", movers, uses_village_water=True)


def gs8() -> Circumstances:
    return visit("HOKEN", [person(52)], left_employee_insurance=True, left_company=True, income_drop=True)


def gs9() -> Circumstances:
    movers = [person(35, nenkin=3, **CARD), person(6, **CARD)]
    return visit("RIKON", movers, keep_married_name=True, single_parent=True, name_or_address_changed=True)


def gs10() -> Circumstances:
    return visit("TENSHUTSU_ABROAD", [person(28, hi="KOKUHO", **CARD)], head_lost=True)


def gs11() -> Circumstances:
    return visit("SETAI", [person(40, hi="KOKUHO")], staying=[person(68, hi="KOKUHO")], setai_kind="BUNRI")


EXPECTED = {
    gs1: "P001 P008 P009 P010 P013 P101 P501 P505 P510 P514 P601 P701 P801 P805 P806 P901 P904 P907 P908 P909",
    gs2: "P001 P008 P009 P010 P201 P301 P302 P801 P805 P901 P902 P907 P908",
    gs3: "P004 P017 P503 P506 P602 P802 P901",
    gs4: "P012 P017 P020 P113 P114 P202 P204 P304 P704 P705 P707 P803 P905",
    gs5: "P007 P012 P020 P102 P106 P114 P507 P508 P707",
    gs6: "P013 P019 P501 P505 P514 P516 P904",
    gs7: "P003 P009 P010 P018 P103 P505 P801 P802 P805 P901 P908",
    gs8: "P101 P108 P111",
    gs9: "P009 P010 P022 P023 P108 P507 P508",
    gs10: "P005 P011 P102 P115 P706 P907",
    gs11: "P006 P103",
}


@pytest.mark.parametrize("scenario", EXPECTED, ids=lambda scenario: scenario.__name__.upper())
def test_a_family_gets_exactly_its_procedures(scenario: Callable[[], Circumstances]) -> None:
    assert required(scenario()) == EXPECTED[scenario].split()
