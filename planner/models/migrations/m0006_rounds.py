"""Migration 6: rounds of returns: what was asked of which unit, when it was sent out, and what came back."""

STATEMENTS = (
    """
    CREATE TABLE rounds (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        plan_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE,
        made_on TEXT NOT NULL,
        due_on TEXT,
        only_leads INTEGER NOT NULL,
        FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX rounds_by_plan_id ON rounds (plan_id)",
    """
    CREATE TABLE round_units (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        round_id INTEGER NOT NULL,
        unit_id INTEGER NOT NULL,
        asked TEXT NOT NULL,
        sent_on TEXT,
        returned_on TEXT,
        answered INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        digest TEXT NOT NULL,
        FOREIGN KEY(round_id) REFERENCES rounds (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX round_units_by_round_id ON round_units (round_id)",
    "CREATE INDEX round_units_by_unit_id ON round_units (unit_id)",
)
