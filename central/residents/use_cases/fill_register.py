"""Fill the register from an extract; the caller's transaction shows it to readers at once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ...db.rows import rows
from ..gateways.files.extract import CertificateLink, Extract, Key
from ..gateways.files.manifest import PartName
from ..models import RegisterBlock, RegisterCertificate, RegisterRow
from ..record import Block, ResidentRecord

_AT_ONCE = 500


async def replace_register(extract: Extract) -> None:
    """Everything is what a full extract says, and nothing else."""
    await RegisterRow.all().delete()
    await RegisterBlock.all().delete()
    await RegisterCertificate.all().delete()
    await _put(extract)


async def change_register(extract: Extract) -> None:
    """Rows that are gone go, the others take their place; both may be repeated."""
    gone = extract.gone
    await _drop(
        "DELETE FROM residents_register_row AS each USING unnest($1::text[], $2::text[]) AS gone(atena_no, history_no) "
        "WHERE each.atena_no = gone.atena_no AND each.history_no = gone.history_no::bigint",
        gone[PartName.RESIDENTS],
    )
    await RegisterBlock.filter(id__in=[id_ for (id_,) in gone[PartName.BLOCKS]]).delete()
    await _drop(
        "DELETE FROM residents_register_certificate AS each USING unnest($1::text[], $2::text[]) AS gone(ca, serial) "
        "WHERE each.ca_key_id = gone.ca AND each.serial = gone.serial",
        gone[PartName.CERTIFICATES],
    )
    await _put(extract)


async def _drop(sql: str, keys: frozenset[Key]) -> None:
    if keys:
        await rows(sql, [[key[0] for key in keys], [key[1] for key in keys]])


async def _put(extract: Extract) -> None:
    await RegisterRow.bulk_create(
        [_row(each) for each in extract.residents.values()],
        batch_size=_AT_ONCE,
        on_conflict=["atena_no", "history_no"],
        update_fields=["household_no", "is_provisional", "content"],
    )
    await RegisterBlock.bulk_create(
        [_block(each) for each in extract.blocks.values()],
        batch_size=_AT_ONCE,
        on_conflict=["id"],
        update_fields=["atena_no", "household_no", "content"],
    )
    await RegisterCertificate.bulk_create(
        [_certificate(each) for each in extract.certificates.values()],
        batch_size=_AT_ONCE,
        on_conflict=["ca_key_id", "serial"],
        update_fields=["atena_no"],
    )


def _row(record: ResidentRecord) -> RegisterRow:
    return RegisterRow(
        atena_no=record.atena_no,
        history_no=record.history_no,
        household_no=record.household_no,
        is_provisional=record.is_provisional,
        content=msgspec.json.encode(record).decode(),
    )


def _block(block: Block) -> RegisterBlock:
    return RegisterBlock(
        id=block.id,
        atena_no=block.atena_no,
        household_no=block.household_no,
        content=msgspec.json.encode(block).decode(),
    )


def _certificate(link: CertificateLink) -> RegisterCertificate:
    return RegisterCertificate(ca_key_id=link.ca_key_id, serial=link.serial, atena_no=link.atena_no)


async def register_contents() -> Mapping[PartName, Mapping[Key, object]]:
    """Everything the register holds, in our own words."""
    residents = [msgspec.json.decode(each.content, type=ResidentRecord) for each in await RegisterRow.all()]
    blocks = [msgspec.json.decode(each.content, type=Block) for each in await RegisterBlock.all()]
    links = [CertificateLink(each.ca_key_id, each.serial, each.atena_no) for each in await RegisterCertificate.all()]
    return {
        PartName.RESIDENTS: {(each.atena_no, str(each.history_no)): each for each in residents},
        PartName.BLOCKS: {(each.id,): each for each in blocks},
        PartName.CERTIFICATES: {(each.ca_key_id, each.serial): each for each in links},
    }
