"""Written by `python -m central.db.new_migration` from the models."""

# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From the version before to the next one."""

    dependencies = [("central", "0005_jobs")]

    initial = False

    operations = [
        ops.CreateModel(
            name="KeptCatalogue",
            fields=[
                ("version", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("serial", fields.BigIntField(unique=True)),
                ("content", fields.BinaryField()),
                ("loaded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("effective_from", fields.CharField(max_length=10)),
            ],
            options={"table": "guidance_catalogue", "app": "central", "pk_attr": "version"},
            bases=["Model"],
        ),
    ]
