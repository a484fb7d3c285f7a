"""A migration of the future, for the tests of the runner: it adds, fills, indexes and rebuilds."""

from planner.models.migrations import MIGRATIONS, Migration

NEXT = Migration(
    len(MIGRATIONS) + 1,
    (
        "ALTER TABLE nodes ADD COLUMN weight INTEGER NOT NULL DEFAULT 0",
        "UPDATE nodes SET weight = length(title)",
        "CREATE INDEX nodes_by_weight ON nodes (weight)",
        "CREATE TABLE persons_new (id INTEGER PRIMARY KEY AUTOINCREMENT, node_id INTEGER REFERENCES nodes (id)) STRICT",
        "INSERT INTO persons_new SELECT id, node_id FROM persons",
        "DROP TABLE persons",
        "ALTER TABLE persons_new RENAME TO persons",
    ),
)
LATER = (*MIGRATIONS, NEXT)
