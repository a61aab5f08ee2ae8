"""Register a site: bring its places and terminals into the database, again and again without harm."""

from __future__ import annotations

from collections.abc import Mapping

from ...db.changes import changed
from ...db.transaction import transaction
from ..models import Place, Terminal
from ..queries import TERMINALS
from ..site_file import SiteFile


async def register_site(site: SiteFile, keys: Mapping[str, bytes]) -> None:
    """Create or update every place and terminal of `site`; a terminal that has a key gets another by enrolment only."""
    async with transaction():
        for place in site.places:
            of_place = {"name": place.name, "opening": place.opening, "closed_days": place.closed_days}
            await Place.update_or_create(defaults=of_place, id=place.id)
        for entry in site.terminals:
            values: dict[str, object] = {
                "number": entry.number,
                "name": entry.name,
                "place_id": entry.place,
                "section": entry.section,
            }
            known = await Terminal.get_or_none(id=entry.id)
            if known is None or not known.public_key:
                values["public_key"] = keys.get(entry.id, b"")
            await Terminal.update_or_create(defaults=values, id=entry.id)
        await changed(TERMINALS, [entry.id for entry in site.terminals])
