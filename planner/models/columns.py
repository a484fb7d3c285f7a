"""The columns, indexes and checks that the tables are made of."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlmodel import Field

OPTIONS = {"sqlite_autoincrement": True, "sqlite_strict": True}
"""What every table is made with: ids never used twice, values of the stated kind only."""


def identity() -> Any:
    """Return the column of the id."""
    return Field(default=None, primary_key=True, sa_type=Integer)


def words(*, default: Any = ..., nullable: bool = False, unique: bool = False) -> Any:
    """Return a column of text."""
    return Field(default=default, sa_type=Text, nullable=nullable, unique=unique)


def whole(*, default: Any = ..., nullable: bool = False) -> Any:
    """Return a column of whole numbers."""
    return Field(default=default, sa_type=Integer, nullable=nullable)


def added_words() -> Any:
    """A column that a migration added: the database itself fills what stood there before."""
    return Field(default="", sa_type=Text, nullable=False, sa_column_kwargs={"server_default": ""})


def added_whole() -> Any:
    """Return a column of whole numbers that a migration added."""
    return Field(default=0, sa_type=Integer, nullable=False, sa_column_kwargs={"server_default": text("0")})


def reference(target: str, *, nullable: bool = False, unique: bool = False) -> Any:
    """Return a column that names a row of another table."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    default: Any = None if nullable else ...
    return Field(default=default, sa_type=Integer, nullable=nullable, unique=unique, sa_column_args=[key])


def one_of(column: str, values: Iterable[StrEnum], table: str) -> CheckConstraint:
    """Return the check that a column has one of the words of a closed list."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{table}_{column}")


def index(table: str, *columns: str) -> Index:
    """Return the index of a table over columns."""
    return Index(f"{table}_by_{'_'.join(columns)}", *columns)


def sparse_index(table: str, column: str) -> Index:
    """Return the index of a column over the rows that have it."""
    return Index(f"{table}_by_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))
