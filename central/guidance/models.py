"""Table of the catalogue's versions: kept for ever, because visits name the one that guided them."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class KeptCatalogue(Model):
    """One version in its canonical bytes. `serial` grows from loading to loading; `effective_from` is an ISO day."""

    version = fields.CharField(max_length=64, primary_key=True)
    serial = fields.BigIntField(unique=True)
    content = fields.BinaryField()
    loaded_at = fields.DatetimeField()
    effective_from = fields.CharField(max_length=10)

    class Meta:
        table = "guidance_catalogue"
