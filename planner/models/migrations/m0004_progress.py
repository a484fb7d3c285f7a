"""Migration 4: what was reported of the items: status, percentage and words, day by day."""

STATEMENTS = (
    """
    CREATE TABLE progress_entries (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        node_id INTEGER NOT NULL,
        unit_id INTEGER,
        made_on TEXT NOT NULL,
        period TEXT NOT NULL,
        status TEXT,
        percent INTEGER,
        text TEXT NOT NULL,
        difficulty TEXT NOT NULL,
        next_step TEXT NOT NULL,
        reporter TEXT NOT NULL,
        CONSTRAINT progress_entries_status
            CHECK (status IN ('未启动', '推进中', '已完成', '滞后', '长期坚持', '申请延期', '暂缓')),
        CONSTRAINT progress_entries_percent CHECK (percent BETWEEN 0 AND 100),
        FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX progress_entries_by_node_id_made_on ON progress_entries (node_id, made_on)",
    "CREATE INDEX progress_entries_by_unit_id ON progress_entries (unit_id) WHERE unit_id IS NOT NULL",
)
