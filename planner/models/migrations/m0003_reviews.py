"""Migration 3: reviews that are not agreed to yet, earlier versions of a plan, and doubts that are settled."""

STATEMENTS = (
    """
    CREATE TABLE reviews (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        options TEXT NOT NULL,
        edits TEXT NOT NULL,
        open_count INTEGER NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE versions (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        plan_id INTEGER NOT NULL,
        earlier_id INTEGER NOT NULL,
        FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(earlier_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
        UNIQUE (plan_id),
        UNIQUE (earlier_id)
    ) STRICT
    """,
    "ALTER TABLE faults ADD COLUMN settled INTEGER DEFAULT 0 NOT NULL",
)
