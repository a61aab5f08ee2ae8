"""What it looks like when PostgreSQL is away; loops outlast these and try again, everything else is a bug."""

import asyncpg
from tortoise.exceptions import DBConnectionError

DATABASE_AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg says when the server ends in the middle of a call
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,  # too many connections, no memory, no disk
    asyncpg.ReadOnlySQLTransactionError,  # a standby that has not been promoted yet
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    DBConnectionError,
)
