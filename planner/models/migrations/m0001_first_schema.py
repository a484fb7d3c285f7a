"""Migration 1: the tables of the first release."""

SCHEMA = """
CREATE TABLE journal_steps (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    plan_ids TEXT NOT NULL,
    node_id INTEGER,
    is_undone INTEGER NOT NULL
) STRICT;
CREATE TABLE plans (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    notice_title TEXT NOT NULL,
    issuers TEXT NOT NULL,
    document_number TEXT NOT NULL,
    addressees TEXT NOT NULL,
    issued_on TEXT,
    published_on TEXT,
    years TEXT NOT NULL,
    stage TEXT,
    copy_to TEXT NOT NULL,
    printed_by TEXT NOT NULL,
    printed_on TEXT,
    preamble TEXT NOT NULL,
    closing TEXT NOT NULL,
    lead_word TEXT NOT NULL,
    partner_word TEXT NOT NULL
) STRICT;
CREATE TABLE settings (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
) STRICT;
CREATE TABLE units (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    match_key TEXT NOT NULL,
    UNIQUE (match_key)
) STRICT;
CREATE TABLE glossary_entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    term TEXT NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX glossary_entries_by_plan_id ON glossary_entries (plan_id);
CREATE TABLE journal_images (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    images BLOB NOT NULL,
    FOREIGN KEY(step_id) REFERENCES journal_steps (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX journal_images_by_step_id ON journal_images (step_id);
CREATE TABLE leftovers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX leftovers_by_plan_id ON leftovers (plan_id);
CREATE TABLE source_tables (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    heading TEXT NOT NULL,
    columns TEXT NOT NULL,
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX source_tables_by_plan_id ON source_tables (plan_id);
CREATE TABLE sources (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (plan_id),
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE unit_aliases (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    match_key TEXT NOT NULL,
    FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (match_key)
) STRICT;
CREATE INDEX unit_aliases_by_unit_id ON unit_aliases (unit_id);
CREATE TABLE nodes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    parent_id INTEGER,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    number TEXT NOT NULL,
    number_proposed TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    open_ended INTEGER NOT NULL,
    table_id INTEGER,
    CONSTRAINT nodes_kind CHECK (kind IN ('section', 'item', 'step')),
    CONSTRAINT nodes_origin CHECK (origin IN ('text', 'table')),
    CONSTRAINT nodes_position CHECK (position >= 0),
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(parent_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(table_id) REFERENCES source_tables (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX nodes_by_parent_id ON nodes (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX nodes_by_plan_id ON nodes (plan_id);
CREATE INDEX nodes_by_table_id ON nodes (table_id) WHERE table_id IS NOT NULL;
CREATE TABLE assignments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    node_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    as_written TEXT NOT NULL,
    stated INTEGER NOT NULL,
    is_group INTEGER NOT NULL,
    inherited_from INTEGER,
    CONSTRAINT assignments_role CHECK (role IN ('lead', 'partner')),
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(inherited_from) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX assignments_by_inherited_from ON assignments (inherited_from) WHERE inherited_from IS NOT NULL;
CREATE INDEX assignments_by_node_id_position ON assignments (node_id, position);
CREATE INDEX assignments_by_unit_id ON assignments (unit_id);
CREATE TABLE deadlines (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    node_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    kind TEXT NOT NULL,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX deadlines_by_node_id_position ON deadlines (node_id, position);
CREATE TABLE faults (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    node_id INTEGER,
    start_at INTEGER,
    end_at INTEGER,
    proposal TEXT,
    CONSTRAINT faults_severity CHECK (severity IN ('note', 'doubt', 'error')),
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX faults_by_node_id ON faults (node_id) WHERE node_id IS NOT NULL;
CREATE INDEX faults_by_plan_id ON faults (plan_id);
CREATE TABLE labelled_fields (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    node_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX labelled_fields_by_node_id_position ON labelled_fields (node_id, position);
CREATE TABLE persons (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    node_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX persons_by_node_id_position ON persons (node_id, position);
CREATE TABLE spans (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    node_id INTEGER,
    part TEXT NOT NULL,
    CONSTRAINT spans_part CHECK (part IN ('number', 'title', 'body', 'label', 'field', 'units', 'head', 'preamble',
        'closing', 'glossary', 'table-head', 'marker', 'leftover')),
    FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX spans_by_node_id ON spans (node_id) WHERE node_id IS NOT NULL;
CREATE INDEX spans_by_plan_id_start_at ON spans (plan_id, start_at);
CREATE TABLE targets (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    node_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL,
    FOREIGN KEY(node_id) REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX targets_by_node_id_position ON targets (node_id, position);
"""

STATEMENTS = tuple(statement.strip() for statement in SCHEMA.split(";\n") if statement.strip())
