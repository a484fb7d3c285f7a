"""What must hold in every store beyond what SQLite itself can promise. Looked at whenever a store is opened."""

import sqlite3

# Each statement finds a row that must not be; the name says what is wrong.
RULES = {
    "a node below a node of another plan": """
        SELECT 1 FROM nodes JOIN nodes AS above ON above.id = nodes.parent_id WHERE above.plan_id <> nodes.plan_id
        """,
    "children that do not count 0, 1, 2 …": """
        SELECT 1 FROM nodes GROUP BY plan_id, parent_id
        HAVING min(position) <> 0 OR max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*)
        """,
    "a node that is not reached from the top": """
        WITH RECURSIVE reached (id) AS (
            SELECT id FROM nodes WHERE parent_id IS NULL
            UNION SELECT nodes.id FROM reached JOIN nodes ON nodes.parent_id = reached.id)
        SELECT 1 WHERE (SELECT count(*) FROM reached) <> (SELECT count(*) FROM nodes)
        """,
    "assignments that do not count 0, 1, 2 …": """
        SELECT 1 FROM assignments GROUP BY node_id
        HAVING min(position) <> 0 OR max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*)
        """,
    "a plan without its source": """
        SELECT 1 FROM plans WHERE id NOT IN (SELECT plan_id FROM sources)
        """,
}


def broken_rule(connection: sqlite3.Connection) -> str | None:
    """Return the name of a rule that does not hold, or None."""
    for name, finding in RULES.items():
        if connection.execute(f"{finding} LIMIT 1").fetchone():
            return name
    return None


def holds_together(connection: sqlite3.Connection, *, thorough: bool = False) -> bool:
    """Return whether no page is torn and no reference leads nowhere; `thorough` compares indexes with their tables."""
    word = "integrity_check" if thorough else "quick_check"
    if connection.execute(f"PRAGMA {word}(1)").fetchone()[0] != "ok":
        return False
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def read_texts(connection: sqlite3.Connection) -> None:
    """Read every text of a store; one that is no UTF-8 raises `sqlite3.OperationalError`.

    A long text lies on pages of its own, and SQLite looks at how they hang together, not at what is written on them.
    """
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        columns = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
        texts = ", ".join(f'group_concat("{column[1]}")' for column in columns if column[2] == "TEXT")
        if texts:
            connection.execute(f'SELECT {texts} FROM main."{table}"').fetchall()
