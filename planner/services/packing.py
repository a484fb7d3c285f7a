"""A stored plan as the rows of a package: every table that belongs to it, with running numbers in place of ids.

The columns are those that the database has, so that what a migration adds is carried without a word here. Rounds stay
where they were sent from: their workbooks name the items of that store.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.core.errors import InputError
from planner.core.handing_out import hand_out
from planner.core.output_errors import WriteFailed
from planner.core.package_file import package_bytes, read_package
from planner.core.plan_document import plan_document
from planner.core.safe_names import clean, unreserved
from planner.core.snapshot import PlanSnapshot
from planner.models.migrations.runner import schema_version
from planner.services.drafts import draft_of

OF_PLAN = (
    "sources",
    "source_tables",
    "nodes",
    "glossary_entries",
    "spans",
    "leftovers",
    "faults",
    "plan_customs",
    "unit_aliases",
)
"""The tables whose rows name their plan, in the order in which they are written."""
OF_NODES = (
    "assignments",
    "labelled_fields",
    "persons",
    "deadlines",
    "targets",
    "duty_ticks",
    "progress_entries",
)
"""The tables whose rows name their node."""
STAYING = frozenset(
    {
        "reviews",
        "views",
        "settings",
        "rounds",
        "round_units",
        "versions",
        "unit_differences",
        "journal_steps",
        "journal_images",
    }
)
"""What is not carried: it belongs to the store and not to the plan."""
UNIT_COLUMNS = ("name", "full_name", "kind", "is_retired", "leader", "contact", "phone")
Row = dict[str, Any]
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the database has it: its columns without the id, and which of them name rows of which table."""

    name: str
    columns: tuple[str, ...]
    references: Mapping[str, str]


def table_of(connection: sqlite3.Connection, name: str) -> Table:
    """Return the columns of a table and where they lead."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    references = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
    return Table(name, tuple(column for column in columns if column != "id"), references)


def pack(connection: sqlite3.Connection, plan: PlanSnapshot) -> bytes:
    """Return a stored plan as a package."""
    title = " ".join((plan.head.title or plan.source.name).split())
    document = plan_document(draft_of(plan))
    return package_bytes(title, _Packing(connection, plan).rows(), document, plan.source.text)


class _Packing:
    """The numbers that stand for the ids of one plan's rows."""

    def __init__(self, connection: sqlite3.Connection, plan: PlanSnapshot) -> None:
        self._connection = connection
        self._plan = plan
        self._numbers: dict[str, dict[int, int]] = {
            "plans": {plan.plan_id: 1},
            "nodes": {node.node_id: place for place, node in enumerate(plan.nodes, 1)},
            "source_tables": self._counted("SELECT id FROM source_tables WHERE plan_id = ? ORDER BY id"),
        }
        used = self._used_units()
        self._units = [unit for unit in plan.register if unit.unit_id in used]
        self._numbers["units"] = {unit.unit_id: place for place, unit in enumerate(self._units, 1)}

    def rows(self) -> Row:
        """Return the rows of all tables."""
        found: Row = {"schema": schema_version(self._connection)}
        found["plans"] = self._table("plans", "id = ?")
        for name in OF_PLAN:
            found[name] = self._table(name, "plan_id = ?")
        for name in OF_NODES:
            found[name] = self._table(name, "node_id IN (SELECT id FROM nodes WHERE plan_id = ?)")
        for row in found["sources"]:
            row["text"] = ""  # it has a part of its own
        found["units"] = [self._unit(unit.unit_id) for unit in self._units]
        found["groups"] = list(self._groups())
        return found

    def _counted(self, query: str) -> dict[int, int]:
        rows = self._connection.execute(query, (self._plan.plan_id,))
        return {row[0]: place for place, row in enumerate(rows, 1)}

    def _used_units(self) -> set[int]:
        plan_id = self._plan.plan_id
        queries = (
            "SELECT unit_id FROM assignments JOIN nodes ON nodes.id = node_id WHERE plan_id = ?",
            "SELECT unit_id FROM progress_entries JOIN nodes ON nodes.id = node_id "
            "WHERE plan_id = ? AND unit_id IS NOT NULL",
            "SELECT unit_id FROM unit_aliases WHERE plan_id = ?",
        )
        used = {row[0] for query in queries for row in self._connection.execute(query, (plan_id,))}
        return used | {unit.unit_id for group, members in self._plan.groups if group in used for unit in members}

    def _table(self, name: str, where: str) -> list[Row]:
        """Return the rows of a table in the order of their nodes, then as they came."""
        table = table_of(self._connection, name)
        columns = ", ".join(("id", *table.columns))
        read = self._connection.execute(
            f"SELECT {columns} FROM {name} WHERE {where} ORDER BY id", (self._plan.plan_id,)
        )
        listed = [dict(zip(("id", *table.columns), row, strict=True)) for row in read]
        if name == "nodes":
            listed.sort(key=lambda row: self._numbers["nodes"][row["id"]])
        elif "node_id" in table.columns and name in OF_NODES:
            listed.sort(key=lambda row: self._numbers["nodes"][row["node_id"]])
        return [self._numbered(row, table) for row in listed]

    def _numbered(self, row: Row, table: Table) -> Row:
        """Return a row without its id and its plan, other rows by their numbers; what is empty is left out."""
        out: Row = {}
        for column in table.columns:
            value = row[column]
            if column == "plan_id" or value is None:
                continue
            leads_to = table.references.get(column)
            out[column] = self._numbers[leads_to][value] if leads_to is not None else value
        return out

    def _unit(self, unit_id: int) -> Row:
        wanted = f"SELECT {', '.join(UNIT_COLUMNS)} FROM units WHERE id = ?"
        row = self._connection.execute(wanted, (unit_id,)).fetchone()
        query = "SELECT name FROM unit_aliases WHERE unit_id = ? AND plan_id IS NULL ORDER BY id"
        aliases = [alias for (alias,) in self._connection.execute(query, (unit_id,))]
        return {**dict(zip(UNIT_COLUMNS, row, strict=True)), "aliases": aliases}

    def _groups(self) -> Iterable[Row]:
        """Yield the members of each group of the plan, and whether they are those of this plan alone."""
        units = self._numbers["units"]
        query = "SELECT 1 FROM group_members WHERE group_unit_id = ? AND plan_id = ?"
        for group_id, members in sorted(self._plan.groups, key=lambda found: units.get(found[0], 0)):
            if group_id in units:
                is_own = self._connection.execute(query, (group_id, self._plan.plan_id)).fetchone() is not None
                yield {"group": units[group_id], "own": is_own, "members": [units[unit.unit_id] for unit in members]}


def package_name(plan: PlanSnapshot) -> str:
    """Return what the package of a plan is proposed to be called."""
    title = clean((plan.head.title or plan.source.name.rsplit(".", 1)[0]).strip("《》"))[:_LONGEST_NAME]
    return unreserved(f"{title}_数据包.zip" if title else "数据包.zip")


def save_package(data: bytes, path: Path) -> None:
    """Put a package at `path` whole or not at all; raise `OutputError`."""
    hand_out(path, data, _prove)


def _prove(path: Path) -> None:
    try:
        read_package(path)
    except InputError as error:
        raise WriteFailed(path) from error
