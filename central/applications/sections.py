"""The sections of the hall as a case's catalogue has them: their counters and their walking order."""

from __future__ import annotations

from protocol.village.catalogue import Catalogue
from protocol.village.rules import used_facts


def reception_of(catalogue: Catalogue | None) -> str:
    """The section that receives cases: where walking begins; "" while the catalogue is not known."""
    return catalogue.departments[0].section if catalogue and catalogue.departments else ""


def place_of(catalogue: Catalogue | None, section: str) -> str:
    """Where a section's counter is; "" when the catalogue does not say."""
    departments = catalogue.departments if catalogue else ()
    return next((department.place for department in departments if department.section == section), "")


def walking_order(catalogue: Catalogue | None) -> dict[str, int]:
    """Section → its turn."""
    sections = dict.fromkeys(department.section for department in catalogue.departments) if catalogue else {}
    return {section: turn for turn, section in enumerate(sections)}


def procedures_of(catalogue: Catalogue, section: str) -> frozenset[str]:
    """The ids of the procedures that a section does."""
    departments = {department.name for department in catalogue.departments if department.section == section}
    return frozenset(procedure.id for procedure in catalogue.procedures if procedure.department in departments)


def facts_of(catalogue: Catalogue, section: str) -> frozenset[str]:
    """The paths of the facts that the procedures of a section rest on."""
    own = procedures_of(catalogue, section)
    uses = (used_facts(procedure.condition) for procedure in catalogue.procedures if procedure.id in own)
    return frozenset(path for paths in uses for path in paths)
