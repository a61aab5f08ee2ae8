"""PostgreSQL: connection, transaction, hand-written rows, changes between processes, migrations."""
