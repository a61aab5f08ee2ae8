"""The tables of jobs: procrastinate's own schema, in the version that pyproject.toml names."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

_SCHEMA = (Path(__file__).parent.parent / "vendor" / "procrastinate-3.10.0.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """A later version of the library comes with its own changes as another migration."""

    dependencies = [("central", "0004_earlier_lives")]  # noqa: RUF012 - the shape Tortoise reads

    operations = [RunSQL(_SCHEMA)]  # noqa: RUF012 - the shape Tortoise reads
