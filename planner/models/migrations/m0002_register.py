"""Migration 2: the register of units: kinds, order, persons, aliases of one plan, members of groups, refused likeness.

What stands in a store already keeps its order of coming; names that were read as expressions for several units are
groups. The table of aliases is made anew to let one plan have an alias of its own; its ids go on where they were.
"""

STATEMENTS = (
    "ALTER TABLE units ADD COLUMN full_name TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE units ADD COLUMN kind TEXT DEFAULT '' NOT NULL CONSTRAINT units_kind"
    " CHECK (kind IN ('', 'office', 'affiliate', 'school', 'county', 'outside', 'group'))",
    "ALTER TABLE units ADD COLUMN print_order INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE units ADD COLUMN is_retired INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE units ADD COLUMN leader TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE units ADD COLUMN contact TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE units ADD COLUMN phone TEXT DEFAULT '' NOT NULL",
    "UPDATE units SET print_order = id",
    "UPDATE units SET kind = 'group' WHERE id IN (SELECT unit_id FROM assignments WHERE is_group = 1)",
    """
    CREATE TABLE unit_aliases_new (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        unit_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        match_key TEXT NOT NULL,
        plan_id INTEGER,
        FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "INSERT INTO unit_aliases_new (id, unit_id, name, match_key) SELECT id, unit_id, name, match_key FROM unit_aliases",
    "DELETE FROM sqlite_sequence WHERE name = 'unit_aliases_new'",
    "INSERT INTO sqlite_sequence (name, seq)"
    " SELECT 'unit_aliases_new', seq FROM sqlite_sequence WHERE name = 'unit_aliases'",
    "DROP TABLE unit_aliases",
    "ALTER TABLE unit_aliases_new RENAME TO unit_aliases",
    "CREATE INDEX unit_aliases_by_unit_id ON unit_aliases (unit_id)",
    "CREATE UNIQUE INDEX unit_aliases_everywhere ON unit_aliases (match_key) WHERE plan_id IS NULL",
    "CREATE UNIQUE INDEX unit_aliases_in_one_plan ON unit_aliases (plan_id, match_key) WHERE plan_id IS NOT NULL",
    """
    CREATE TABLE group_members (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        group_unit_id INTEGER NOT NULL,
        plan_id INTEGER,
        member_unit_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        FOREIGN KEY(group_unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(member_unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX group_members_by_group_unit_id_position ON group_members (group_unit_id, position)",
    "CREATE INDEX group_members_by_plan_id ON group_members (plan_id) WHERE plan_id IS NOT NULL",
    "CREATE INDEX group_members_by_member_unit_id ON group_members (member_unit_id)",
    """
    CREATE TABLE unit_differences (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        unit_id INTEGER NOT NULL,
        other_name TEXT NOT NULL,
        FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX unit_differences_by_unit_id ON unit_differences (unit_id)",
)
