"""What the migrations make and what the table classes say is the same."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from planner.models import tables
from planner.models.connection import close_connection, open_connection
from planner.models.migrations import MIGRATIONS


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


def test_the_register_of_an_older_store_is_sorted_as_it_came_and_its_groups_are_groups(tmp_path: Any) -> None:
    path = tmp_path / "planner.db"
    old = open_connection(path, MIGRATIONS[:1])
    old.execute(
        "INSERT INTO plans SELECT 1, 't', '', '[]', '', '', NULL, NULL, '[]', NULL, '[]', '', NULL, '', '', '', ''"
    )
    old.execute("INSERT INTO sources VALUES (1, 1, 'n', 'txt', '', '')")
    old.execute("INSERT INTO nodes VALUES (1, 1, NULL, 0, 'item', 'text', '', NULL, 't', '', 0, NULL)")
    old.execute("INSERT INTO units VALUES (3, '甲股', '甲股'), (7, '各学校', '各学校')")
    old.execute("INSERT INTO assignments VALUES (1, 1, 0, 7, 'lead', '各学校', 1, 1, NULL)")
    old.execute("INSERT INTO unit_aliases VALUES (4, 3, '甲', '甲'), (9, 3, '乙', '乙')")
    old.execute("DELETE FROM unit_aliases WHERE id = 9")
    close_connection(old, path)
    new = open_connection(path)
    assert new.execute("SELECT id, kind, print_order FROM units").fetchall() == [(3, "", 3), (7, "group", 7)]
    assert new.execute("SELECT id, unit_id, name, match_key, plan_id FROM unit_aliases").fetchall() == [
        (4, 3, "甲", "甲", None)
    ]
    added = new.execute("INSERT INTO unit_aliases (unit_id, name, match_key) VALUES (3, '丙', '丙')").lastrowid
    assert added == 10, "an id that was given out is never used again"
    close_connection(new, path)
