"""What the migrations make and what the table classes say is the same."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from planner.models import tables
from planner.models.connection import close_connection, open_connection


def described(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the schema as values: columns, references, indexes, checks, and what SQLAlchemy does not see."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    looked = inspect(engine)
    found: dict[str, Any] = {}
    for table in looked.get_table_names():
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        found[table] = {
            "columns": connection.execute(f"PRAGMA table_xinfo({table})").fetchall(),
            "references": sorted((key["constrained_columns"][0], str(key)) for key in looked.get_foreign_keys(table)),
            "checks": sorted(
                (check["name"], "".join(check["sqltext"].split())) for check in looked.get_check_constraints(table)
            ),
            "indexes": sorted(
                (name, unique, partial, connection.execute(f"PRAGMA index_info({name})").fetchall())
                for _, name, unique, _, partial in connection.execute(f"PRAGMA index_list({table})").fetchall()
            ),
            "index sql": sorted(
                " ".join(row[0].split())
                for row in connection.execute(
                    "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
                )
            ),
            "strict": sql.rstrip().endswith("STRICT"),
            "autoincrement": "AUTOINCREMENT" in sql,
        }
    return found


@pytest.fixture
def migrated(tmp_path: Any) -> Any:
    path = tmp_path / "planner.db"
    opened = open_connection(path)
    yield described(opened)
    close_connection(opened, path)


def test_the_migrated_schema_is_that_of_the_classes(migrated: dict[str, Any]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        tables.SQLModel.metadata.create_all(engine)
        assert migrated == described(connection)


def test_every_table_is_strict_and_what_the_journal_watches_never_reuses_an_id(migrated: dict[str, Any]) -> None:
    assert all(table["strict"] for table in migrated.values())
    for name, table in migrated.items():
        if not name.startswith(("settings", "journal_", "sqlite_")):
            assert table["autoincrement"]
            assert table["columns"][0][1] == "id"


def test_each_reference_has_an_index_to_look_back(migrated: dict[str, Any]) -> None:
    """Without one, deleting a plan of ten thousand items reads all rows for each of its own."""
    for name, table in migrated.items():
        indexed = {index[3][0][2] for index in table["indexes"]}
        assert {column for column, _ in table["references"]} <= indexed, name
