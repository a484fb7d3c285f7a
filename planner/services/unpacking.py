"""A package into the store: its units matched with the register, its rows written with new ids, the whole looked at.

Nothing of a package is believed: columns that the database does not have are passed over, its checks judge the values,
and the plan is read once before it is kept. What does not hold is refused as a whole.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.core.errors import StepError, UsageError
from planner.core.likeness import likeness
from planner.core.package_file import DamagedPackage, NewerPackage, Package
from planner.core.vocabulary import UnitKind
from planner.models.migrations.runner import newest_version
from planner.models.soundness import broken_rule
from planner.services import succession, unit_lookup, versions, wording
from planner.services.customs import read_own_of
from planner.services.packing import OF_NODES, OF_PLAN, Row, Table, table_of
from planner.services.plan_reader import PlanReader
from planner.services.step import Touched

if TYPE_CHECKING:
    from planner.models import Session

_REFUSED = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    AttributeError,
    sqlite3.Error,
    UsageError,
    StepError,
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a package would do to the register: units found there (as packed, as called here), and those added.

    `likely` names for an added unit one that it may be, with the reason in a Chinese phrase.
    """

    matched: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    likely: tuple[tuple[str, str, str], ...] = ()


def looked_at(connection: sqlite3.Connection, package: Package, file_name: str) -> Unpacked:
    """Return which units of a package the register knows; raise DAMAGED for a package without units."""
    try:
        known = _known(connection)
        names = dict(connection.execute("SELECT id, name FROM units").fetchall())
        matched, added = [], []
        for unit in package.rows["units"]:
            found = _match(unit, known)
            if found is None:
                added.append(str(unit["name"]))
            else:
                matched.append((str(unit["name"]), names[found]))
    except _REFUSED as error:
        raise DamagedPackage(file_name) from error
    packed = {str(unit["name"]) for unit in package.rows["units"]}
    strangers = [name for name in names.values() if name not in packed]
    likely = [(name, other, reason) for name in added for other in strangers if (reason := likeness(name, other))]
    return Unpacked(tuple(matched), tuple(added), tuple({name: (name, *rest) for name, *rest in likely}.values()))


def source_of(package: Package, file_name: str) -> str:
    """Return by what the source of the packed plan is known."""
    try:
        return str(package.rows["sources"][0]["sha256"])
    except _REFUSED as error:
        raise DamagedPackage(file_name) from error


def unpack(session: "Session", package: Package, file_name: str, earlier_id: int | None = None) -> Touched:
    """Store the plan of a package, as the next version of `earlier_id` where that is given."""
    from sqlalchemy.exc import DBAPIError

    schema = package.rows.get("schema", 0)
    if not isinstance(schema, int):
        raise DamagedPackage(file_name)
    if schema > newest_version():
        raise NewerPackage(file_name)
    session.flush()
    try:
        plan_id = _Unpacking(session, package).run()
    except (*_REFUSED, DBAPIError) as error:
        raise DamagedPackage(file_name) from error
    if earlier_id is not None:
        latest = versions.latest_of(session, earlier_id)
        versions.link(session, plan_id, latest)
        succession.carry_rounds(session, latest, plan_id)
    return Touched((plan_id,))


class _Unpacking:
    """The ids that the numbers of one package have here."""

    def __init__(self, session: "Session", package: Package) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        driver: Any = session.connection().connection.driver_connection
        self._connection: sqlite3.Connection = driver
        self._package = package
        self._rows: Mapping[str, Any] = package.rows
        self._ids: dict[str, dict[int, int]] = {}

    def run(self) -> int:
        """Write everything and return the plan's id."""
        self._ids["units"] = self._unit_ids()
        (plan,) = self._rows["plans"]
        plan_id = self._ids_after("plans", 1)[1]
        self._ids["plans"] = {1: plan_id}
        self._insert("plans", [plan], {"id": [plan_id]})
        for name in ("source_tables", "nodes"):
            self._ids[name] = self._ids_after(name, len(self._rows[name]))
        for name in (*OF_PLAN, *OF_NODES):
            rows = self._rows.get(name, [])
            fixed: dict[str, list[Any]] = {"plan_id": [plan_id] * len(rows)} if name in OF_PLAN else {}
            if name in self._ids:
                fixed["id"] = list(self._ids[name].values())
            if name == "sources":
                (_,) = rows
                fixed["text"] = [wording.read(self._package.source)]
            self._insert(name, rows, fixed)
        self._add_groups(plan_id)
        self._check(plan_id)
        return plan_id

    def _ids_after(self, name: str, count: int) -> dict[int, int]:
        """Return the ids that so many rows will have, by their numbers: the next ones never given out."""
        last = self._run("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).scalar() or 0
        return {number: last + number for number in range(1, count + 1)}

    def _insert(self, name: str, rows: list[Row], fixed: Mapping[str, list[Any]]) -> None:
        table = table_of(self._connection, name)
        named = {column for row in rows for column in row} & set(table.columns)
        columns = [column for column in ("id", *table.columns) if column in named or column in fixed]
        if not rows or not columns:
            return
        optional = {column: self._default(name, column) for column in columns if column not in fixed}
        values = [
            tuple(
                fixed[column][at] if column in fixed else self._value(row.get(column, optional[column]), column, table)
                for column in columns
            )
            for at, row in enumerate(rows)
        ]
        marks = ", ".join("?" * len(columns))
        self._run(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", values)

    def _default(self, name: str, column: str) -> Any:
        """Return what stands where a row says nothing: NULL, or the column's own default."""
        for row in self._connection.execute(f"PRAGMA table_info({name})"):
            if row[1] == column and row[4] is not None:
                return self._connection.execute(f"SELECT {row[4]}").fetchone()[0]
        return None

    def _value(self, value: Any, column: str, table: Table) -> Any:
        if isinstance(value, str):
            return wording.read(value)
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            raise TypeError(column)
        leads_to = table.references.get(column)
        return self._ids[leads_to][int(value)] if leads_to is not None and value is not None else value

    def _unit_ids(self) -> dict[int, int]:
        """Return the unit here for each unit of the package; those the register lacks are added behind the others."""
        found: dict[int, int] = {}
        known = unit_lookup.known_names(self._session)
        for number, unit in enumerate(self._rows["units"], 1):
            unit_id = _match(unit, known)
            if unit_id is None:
                unit_id = self._add_unit(unit, known)
                known = unit_lookup.known_names(self._session)
            found[number] = unit_id
        return found

    def _add_unit(self, unit: Row, known: Mapping[str, int]) -> int:
        name = wording.unit_name(unit["name"])
        unit_id = self._ids_after("units", 1)[1]
        last = self._run("SELECT max(print_order) FROM units").scalar() or 0
        kind = UnitKind(unit.get("kind", "")).value
        is_retired = int(bool(unit.get("is_retired")))
        words = [wording.one_line(str(unit.get(column, ""))) for column in ("full_name", "leader", "contact", "phone")]
        self._run(
            "INSERT INTO units (id, name, match_key, full_name, kind, print_order, is_retired, leader, contact, phone) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (unit_id, name, wording.match_key(name), words[0], kind, last + 1, is_retired, *words[1:]),
        )
        for alias in unit.get("aliases", ()):
            key = wording.match_key(alias)
            if key not in known and key != wording.match_key(name):
                row = (unit_id, wording.unit_name(alias), key)
                self._run("INSERT INTO unit_aliases (unit_id, name, match_key) VALUES (?, ?, ?)", row)
        return unit_id

    def _add_groups(self, plan_id: int) -> None:
        """Give the plan its lists of members; where the register has the same ones for all plans, these count."""
        units = self._ids["units"]
        query = (
            "SELECT member_unit_id FROM group_members WHERE group_unit_id = ? AND plan_id IS NULL ORDER BY position, id"
        )
        for found in self._rows.get("groups", ()):
            group_id, members = units[found["group"]], [units[number] for number in found["members"]]
            present = [row[0] for row in self._run(query, (group_id,))]
            if present == members and not found["own"]:
                continue
            of_plan = plan_id if found["own"] or present else None
            for position, member in enumerate(members):
                self._run(
                    "INSERT INTO group_members (group_unit_id, plan_id, member_unit_id, position) VALUES (?, ?, ?, ?)",
                    (group_id, of_plan, member, position),
                )

    def _check(self, plan_id: int) -> None:
        """Raise ValueError unless the plan can be read and holds together."""
        length = len(self._package.source)
        for name in ("spans", "leftovers"):
            inside = "0 <= start_at AND start_at <= end_at AND end_at <= ?"
            wrong = f"SELECT 1 FROM {name} WHERE plan_id = ? AND NOT ({inside})"
            if self._run(wrong, (plan_id, length)).fetchone() is not None:
                raise ValueError(name)
        if self._connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise ValueError("reference")
        if broken_rule(self._connection) is not None:
            raise ValueError("rule")
        PlanReader(self._connection).snapshot(plan_id)
        read_own_of(self._connection, plan_id)


def _match(unit: Row, known: Mapping[str, int]) -> int | None:
    """Return the unit that is called so here: by its name, then its full name, then its other names."""
    names: Iterable[str] = filter(None, (unit["name"], unit.get("full_name", ""), *unit.get("aliases", ())))
    return next((known[key] for name in names if (key := wording.match_key(name)) in known), None)


def _known(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the units by all their names that hold in every plan."""
    known: dict[str, int] = {}
    for unit_id, full_name in connection.execute("SELECT id, full_name FROM units WHERE full_name <> ''"):
        known[wording.match_key(full_name)] = unit_id
    known.update(connection.execute("SELECT match_key, unit_id FROM unit_aliases WHERE plan_id IS NULL").fetchall())
    known.update(connection.execute("SELECT match_key, id FROM units").fetchall())
    return known
