"""What the models cannot say: an alarm stands at most once, the audit log only grows, waiting commands are found."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

_ONE_STANDING_ALARM = (
    "CREATE UNIQUE INDEX operations_alarm_standing ON operations_alarm (kind, subject) WHERE cleared_at IS NULL"
)

_WAITING_COMMANDS = "CREATE INDEX link_command_waiting ON link_command (id) WHERE published_at IS NULL"

_REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$
"""

_ONLY_GROWS = """
CREATE TRIGGER audit_record_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()
"""


class Migration(migrations.Migration):
    """After the tables exist."""

    dependencies = [("central", "0001_initial")]  # noqa: RUF012 - the shape Tortoise reads

    operations = [  # noqa: RUF012 - the shape Tortoise reads
        RunSQL(_ONE_STANDING_ALARM, "DROP INDEX operations_alarm_standing"),
        RunSQL(_WAITING_COMMANDS, "DROP INDEX link_command_waiting"),
        RunSQL(_REFUSE, "DROP FUNCTION audit_refuse_change()"),
        RunSQL(_ONLY_GROWS, "DROP TRIGGER audit_record_only_grows ON audit_record"),
    ]
