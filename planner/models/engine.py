"""SQLAlchemy over the one connection that is already open and locked; it never opens another."""

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


def build_engine(connection: sqlite3.Connection) -> Engine:
    """Return an engine whose only connection is `connection`, and whose transactions take the write lock at once.

    The driver is in autocommit mode, so SQLAlchemy's own begin would do nothing: BEGIN IMMEDIATE is said aloud.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
