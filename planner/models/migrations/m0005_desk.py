"""Migration 5: the clerk's desk: who made a step, targets reached, duties ticked, named views, a plan's own customs."""

STATEMENTS = (
    "ALTER TABLE journal_steps ADD COLUMN author TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE targets ADD COLUMN actual TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE targets ADD COLUMN is_struck INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE duty_ticks (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        node_id INTEGER NOT NULL,
        due_on TEXT NOT NULL,
        done_on TEXT NOT NULL,
        FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX duty_ticks_by_node_id_due_on ON duty_ticks (node_id, due_on)",
    """
    CREATE TABLE views (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        chosen TEXT NOT NULL,
        position INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE plan_customs (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        plan_id INTEGER NOT NULL UNIQUE,
        customs TEXT NOT NULL,
        FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
)
