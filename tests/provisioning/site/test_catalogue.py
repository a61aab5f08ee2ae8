"""The village's tables: an edited row reaches the catalogue, a wrong one is refused by its name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from protocol.errors import UnsoundCatalogue
from provisioning.site.catalogue import TABLES, village_catalogue


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "catalogue"))


def edit(table: Path, old: str, new: str) -> None:
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new), "utf-8-sig")


def test_an_edited_row_reaches_the_catalogue_even_with_the_mark_office_programs_write(tables: Path) -> None:
    edit(tables / "procedures.csv", "1000円（カード800+電子証明書200）要確認", "1000円")
    changed = village_catalogue(tables)
    assert next(each.fee for each in changed.procedures if each.id == "P015") == "1000円"


def test_a_misspelt_fact_names_its_procedure(tables: Path) -> None:
    edit(tables / "procedures.csv", "a.card_lost", "a.card_losst")
    with pytest.raises(UnsoundCatalogue, match=r"P015.*card_losst"):
        village_catalogue(tables)


def test_a_deadline_without_its_procedure_is_refused(tables: Path) -> None:
    edit(tables / "deadlines.csv", "P906,", "P996,")
    with pytest.raises(UnsoundCatalogue, match="P996"):
        village_catalogue(tables)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("TENKYO,expired", "TENKYO,expried", r"TENKYO, V01"),
        ("TENKYO,expired", "TENKYOO,expired", r"TENKYOO?: must be both"),
        ("R03,R04", "R03,R05", r"TENNYU, R04"),
    ],
)
def test_a_table_of_outcomes_with_a_gap_is_refused(tables: Path, old: str, new: str, complaint: str) -> None:
    edit(tables / "outcomes.csv", old, new)
    with pytest.raises(UnsoundCatalogue, match=complaint):
        village_catalogue(tables)
