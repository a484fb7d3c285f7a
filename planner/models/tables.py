"""The tables of the store, as SQLModel classes.

Migrations make the tables; these classes must say the same (a test compares them). Ids are AUTOINCREMENT and never
used twice, so that a paper form or an undo can never hit another row. Foreign keys are checked at COMMIT, so that a
step may write in any order; nothing cascades, so that the journal sees each row that goes. Dates are ISO text, lists
of words JSON text, and words of a closed list are held by CHECK, because a table class takes any value.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, Session, SQLModel, col, select

from planner.core.progress import STORED
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity, UnitKind

__all__ = [
    "Assignment",
    "Deadline",
    "DutyTick",
    "Fault",
    "GlossaryEntry",
    "GroupMember",
    "JournalImages",
    "JournalStep",
    "LabelledField",
    "Leftover",
    "Node",
    "Person",
    "Plan",
    "PlanCustoms",
    "ProgressEntry",
    "Review",
    "SQLModel",
    "Session",
    "Setting",
    "Source",
    "SourceTable",
    "Span",
    "Target",
    "Unit",
    "UnitAlias",
    "UnitDifference",
    "Version",
    "View",
    "col",
    "select",
]

_OPTIONS = {"sqlite_autoincrement": True, "sqlite_strict": True}


def _identity() -> Any:
    return Field(default=None, primary_key=True, sa_type=Integer)


def _words(*, default: Any = ..., nullable: bool = False, unique: bool = False) -> Any:
    return Field(default=default, sa_type=Text, nullable=nullable, unique=unique)


def _whole(*, default: Any = ..., nullable: bool = False) -> Any:
    return Field(default=default, sa_type=Integer, nullable=nullable)


def _added_words() -> Any:
    """A column that a migration added: the database itself fills what stood there before."""
    return Field(default="", sa_type=Text, nullable=False, sa_column_kwargs={"server_default": ""})


def _added_whole() -> Any:
    return Field(default=0, sa_type=Integer, nullable=False, sa_column_kwargs={"server_default": text("0")})


def _reference(target: str, *, nullable: bool = False, unique: bool = False) -> Any:
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    default: Any = None if nullable else ...
    return Field(default=default, sa_type=Integer, nullable=nullable, unique=unique, sa_column_args=[key])


def _one_of(column: str, values: Iterable[StrEnum], table: str) -> CheckConstraint:
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{table}_{column}")


def _index(table: str, *columns: str) -> Index:
    return Index(f"{table}_by_{'_'.join(columns)}", *columns)


def _sparse_index(table: str, column: str) -> Index:
    return Index(f"{table}_by_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))


class Plan(SQLModel, table=True):
    """A plan: what its document says of itself, and the words round its tree."""

    __tablename__: ClassVar[Any] = "plans"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    title: str = _words()
    notice_title: str = _words(default="")
    issuers: str = _words(default="[]")
    document_number: str = _words(default="")
    addressees: str = _words(default="")
    issued_on: str | None = _words(default=None, nullable=True)
    published_on: str | None = _words(default=None, nullable=True)
    years: str = _words(default="[]")
    stage: str | None = _words(default=None, nullable=True)
    copy_to: str = _words(default="[]")
    printed_by: str = _words(default="")
    printed_on: str | None = _words(default=None, nullable=True)
    preamble: str = _words(default="")
    closing: str = _words(default="")
    lead_word: str = _words(default="")
    partner_word: str = _words(default="")


class Version(SQLModel, table=True):
    """A plan that is a later version of another; each has at most one before it and one behind it."""

    __tablename__: ClassVar[Any] = "versions"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id", unique=True)
    earlier_id: int = _reference("plans.id", unique=True)


class Source(SQLModel, table=True):
    """The text a plan came from; a table of its own, so that an edit of the plan never carries it along."""

    __tablename__: ClassVar[Any] = "sources"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id", unique=True)
    name: str = _words()
    kind: str = _words()
    sha256: str = _words()
    text: str = _words()


class SourceTable(SQLModel, table=True):
    """A table of the source; its rows are the nodes that name it."""

    __tablename__: ClassVar[Any] = "source_tables"
    __table_args__ = (_index("source_tables", "plan_id"), _OPTIONS)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    heading: str = _words()
    columns: str = _words()


class Node(SQLModel, table=True):
    """A section, item or step; `position` counts from 0 among the children of one parent, without gaps."""

    __tablename__: ClassVar[Any] = "nodes"
    __table_args__ = (
        _one_of("kind", NodeKind, "nodes"),
        _one_of("origin", Origin, "nodes"),
        CheckConstraint("position >= 0", name="nodes_position"),
        _index("nodes", "plan_id"),
        _sparse_index("nodes", "parent_id"),
        _sparse_index("nodes", "table_id"),
        _OPTIONS,
    )

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    parent_id: int | None = _reference("nodes.id", nullable=True)
    position: int = _whole()
    kind: str = _words()
    origin: str = _words()
    number: str = _words(default="")
    number_proposed: str | None = _words(default=None, nullable=True)
    title: str = _words()
    body: str = _words(default="")
    open_ended: int = _whole(default=0)
    table_id: int | None = _reference("source_tables.id", nullable=True)


class Unit(SQLModel, table=True):
    """A unit of the register; `match_key` is the name as it is compared.

    `print_order` counts over the whole register and may have gaps; equal ones stand in the order they came.
    """

    __tablename__: ClassVar[Any] = "units"
    __table_args__ = (_one_of("kind", UnitKind, "units"), _OPTIONS)

    id: int | None = _identity()
    name: str = _words()
    match_key: str = _words(unique=True)
    full_name: str = _added_words()
    kind: str = _added_words()
    print_order: int = _added_whole()
    is_retired: int = _added_whole()
    leader: str = _added_words()
    contact: str = _added_words()
    phone: str = _added_words()


class UnitAlias(SQLModel, table=True):
    """Another name of a unit: in every plan, or only in the plan named."""

    __tablename__: ClassVar[Any] = "unit_aliases"
    __table_args__ = (
        _index("unit_aliases", "unit_id"),
        Index("unit_aliases_everywhere", "match_key", unique=True, sqlite_where=text("plan_id IS NULL")),
        Index(
            "unit_aliases_in_one_plan", "plan_id", "match_key", unique=True, sqlite_where=text("plan_id IS NOT NULL")
        ),
        _OPTIONS,
    )

    id: int | None = _identity()
    unit_id: int = _reference("units.id")
    name: str = _words()
    match_key: str = _words()
    plan_id: int | None = _reference("plans.id", nullable=True)


class GroupMember(SQLModel, table=True):
    """A unit that a group stands for: in every plan, or only in the plan named, whose list then counts alone."""

    __tablename__: ClassVar[Any] = "group_members"
    __table_args__ = (
        _index("group_members", "group_unit_id", "position"),
        _sparse_index("group_members", "plan_id"),
        _index("group_members", "member_unit_id"),
        _OPTIONS,
    )

    id: int | None = _identity()
    group_unit_id: int = _reference("units.id")
    plan_id: int | None = _reference("plans.id", nullable=True)
    member_unit_id: int = _reference("units.id")
    position: int = _whole()


class UnitDifference(SQLModel, table=True):
    """A likeness that the clerk has refused: the unit is not the one of that other name (its `match_key`)."""

    __tablename__: ClassVar[Any] = "unit_differences"
    __table_args__ = (_index("unit_differences", "unit_id"), _OPTIONS)

    id: int | None = _identity()
    unit_id: int = _reference("units.id")
    other_name: str = _words()


class Assignment(SQLModel, table=True):
    """A unit's part in a node; `position` counts from 0 within the node, over both roles."""

    __tablename__: ClassVar[Any] = "assignments"
    __table_args__ = (
        _one_of("role", Role, "assignments"),
        _index("assignments", "node_id", "position"),
        _index("assignments", "unit_id"),
        _sparse_index("assignments", "inherited_from"),
        _OPTIONS,
    )

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    position: int = _whole()
    unit_id: int = _reference("units.id")
    role: str = _words()
    as_written: str = _words()
    stated: int = _whole(default=1)
    is_group: int = _whole(default=0)
    inherited_from: int | None = _reference("nodes.id", nullable=True)


class LabelledField(SQLModel, table=True):
    """A labelled paragraph of a node."""

    __tablename__: ClassVar[Any] = "labelled_fields"
    __table_args__ = (_index("labelled_fields", "node_id", "position"), _OPTIONS)

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    position: int = _whole()
    label: str = _words()
    text: str = _words()


class Person(SQLModel, table=True):
    """A named person of a node."""

    __tablename__: ClassVar[Any] = "persons"
    __table_args__ = (_index("persons", "node_id", "position"), _OPTIONS)

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    position: int = _whole()
    role: str = _words()
    name: str = _words()


class Deadline(SQLModel, table=True):
    """A deadline of a node, as worded."""

    __tablename__: ClassVar[Any] = "deadlines"
    __table_args__ = (_index("deadlines", "node_id", "position"), _OPTIONS)

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    position: int = _whole()
    text: str = _words()
    starts_on: str | None = _words(default=None, nullable=True)
    ends_on: str | None = _words(default=None, nullable=True)
    kind: str = _words(default="undated")


class Target(SQLModel, table=True):
    """A number that a node wants reached, how far it is, and whether the clerk has struck it out as none."""

    __tablename__: ClassVar[Any] = "targets"
    __table_args__ = (_index("targets", "node_id", "position"), _OPTIONS)

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    position: int = _whole()
    text: str = _words()
    value: str = _words()
    unit: str = _words()
    bound: str = _words()
    actual: str = _added_words()
    is_struck: int = _added_whole()


class DutyTick(SQLModel, table=True):
    """A due point of a repeating duty that is done; `due_on` is the point's last day."""

    __tablename__: ClassVar[Any] = "duty_ticks"
    __table_args__ = (_index("duty_ticks", "node_id", "due_on"), _OPTIONS)

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    due_on: str = _words()
    done_on: str = _words()


class ProgressEntry(SQLModel, table=True):
    """What was reported of a node on a day; `unit_id` names a partner that reports for itself."""

    __tablename__: ClassVar[Any] = "progress_entries"
    __table_args__ = (
        _one_of("status", STORED, "progress_entries"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="progress_entries_percent"),
        _index("progress_entries", "node_id", "made_on"),
        _sparse_index("progress_entries", "unit_id"),
        _OPTIONS,
    )

    id: int | None = _identity()
    node_id: int = _reference("nodes.id")
    unit_id: int | None = _reference("units.id", nullable=True)
    made_on: str = _words()
    period: str = _words(default="")
    status: str | None = _words(default=None, nullable=True)
    percent: int | None = _whole(default=None, nullable=True)
    text: str = _words(default="")
    difficulty: str = _words(default="")
    next_step: str = _words(default="")
    reporter: str = _words(default="")


class GlossaryEntry(SQLModel, table=True):
    """A term explained at the end of a plan."""

    __tablename__: ClassVar[Any] = "glossary_entries"
    __table_args__ = (_index("glossary_entries", "plan_id"), _OPTIONS)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    number: str = _words()
    term: str = _words()
    text: str = _words()


class Span(SQLModel, table=True):
    """A stretch of the source and what it became."""

    __tablename__: ClassVar[Any] = "spans"
    __table_args__ = (
        _one_of("part", Part, "spans"),
        _index("spans", "plan_id", "start_at"),
        _sparse_index("spans", "node_id"),
        _OPTIONS,
    )

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    start_at: int = _whole()
    end_at: int = _whole()
    node_id: int | None = _reference("nodes.id", nullable=True)
    part: str = _words()


class Leftover(SQLModel, table=True):
    """A stretch of the source that has no place in the plan."""

    __tablename__: ClassVar[Any] = "leftovers"
    __table_args__ = (_index("leftovers", "plan_id"), _OPTIONS)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    start_at: int = _whole()
    end_at: int = _whole()
    reason: str = _words()


class Fault(SQLModel, table=True):
    """A doubt about the source; `settled` when the clerk has decided it."""

    __tablename__: ClassVar[Any] = "faults"
    __table_args__ = (
        _one_of("severity", Severity, "faults"),
        _index("faults", "plan_id"),
        _sparse_index("faults", "node_id"),
        _OPTIONS,
    )

    id: int | None = _identity()
    plan_id: int = _reference("plans.id")
    code: str = _words()
    severity: str = _words()
    message: str = _words()
    node_id: int | None = _reference("nodes.id", nullable=True)
    start_at: int | None = _whole(default=None, nullable=True)
    end_at: int | None = _whole(default=None, nullable=True)
    proposal: str | None = _words(default=None, nullable=True)
    settled: int = _added_whole()


class Review(SQLModel, table=True):
    """A plan that was read and is not agreed to yet: its source, how it is read, and what the clerk did to it.

    `source`, `options` and `edits` are JSON. Each gesture writes `edits` anew, beside the journal; that a review goes
    is a step.
    """

    __tablename__: ClassVar[Any] = "reviews"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    title: str = _words()
    sha256: str = _words()
    source: str = _words()
    options: str = _words(default="{}")
    edits: str = _words(default="")
    open_count: int = _whole(default=0)
    updated_at: str = _words()


class View(SQLModel, table=True):
    """A filter that the clerk has given a name; `chosen` is JSON."""

    __tablename__: ClassVar[Any] = "views"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    name: str = _words()
    chosen: str = _words()
    position: int = _whole()


class PlanCustoms(SQLModel, table=True):
    """What counts for one plan in place of the settings: JSON."""

    __tablename__: ClassVar[Any] = "plan_customs"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    plan_id: int = _reference("plans.id", unique=True)
    customs: str = _words()


class Setting(SQLModel, table=True):
    """Something the program remembers between starts; never journalled."""

    __tablename__: ClassVar[Any] = "settings"
    __table_args__ = ({"sqlite_strict": True},)

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = _words()


class JournalStep(SQLModel, table=True):
    """One committed step of the clerk; its id is its place in the history."""

    __tablename__: ClassVar[Any] = "journal_steps"
    __table_args__ = (_OPTIONS,)

    id: int | None = _identity()
    name: str = _words()
    made_at: str = _words()
    plan_ids: str = _words()
    node_id: int | None = _whole(default=None, nullable=True)
    is_undone: int = _whole(default=0)
    author: str = _added_words()


class JournalImages(SQLModel, table=True):
    """The rows of one table before and after a step: JSON, compressed by zlib."""

    __tablename__: ClassVar[Any] = "journal_images"
    __table_args__ = (_index("journal_images", "step_id"), _OPTIONS)

    id: int | None = _identity()
    step_id: int = _reference("journal_steps.id")
    table_name: str = _words()
    images: bytes = Field(sa_type=LargeBinary, nullable=False)
