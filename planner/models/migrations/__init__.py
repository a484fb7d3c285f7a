"""The numbered migrations of the store, oldest first; the last one's number is the schema this program writes.

A released migration is never changed. Each is a list of SQL statements that the runner brings into one transaction.
"""

from typing import NamedTuple

from planner.models.migrations import (
    m0001_first_schema,
    m0002_register,
    m0003_reviews,
    m0004_progress,
    m0005_desk,
    m0006_rounds,
)


class Migration(NamedTuple):
    """A step from schema `number` - 1 to schema `number`."""

    number: int
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, m0001_first_schema.STATEMENTS),
    Migration(2, m0002_register.STATEMENTS),
    Migration(3, m0003_reviews.STATEMENTS),
    Migration(4, m0004_progress.STATEMENTS),
    Migration(5, m0005_desk.STATEMENTS),
    Migration(6, m0006_rounds.STATEMENTS),
)
