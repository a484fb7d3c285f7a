"""The tables of the store, as SQLModel classes.

Migrations make the tables; these classes must say the same (a test compares them). Ids are AUTOINCREMENT and never
used twice, so that a paper form or an undo can never hit another row. Foreign keys are checked at COMMIT, so that a
step may write in any order; nothing cascades, so that the journal sees each row that goes. Dates are ISO text, lists
of words JSON text, and words of a closed list are held by CHECK, because a table class takes any value.
"""

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, text
from sqlmodel import Field, Session, SQLModel, col, select

from planner.core.progress import STORED
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity, UnitKind
from planner.models.columns import (
    OPTIONS,
    added_whole,
    added_words,
    identity,
    index,
    one_of,
    reference,
    sparse_index,
    whole,
    words,
)
from planner.models.round_tables import Round, RoundUnit

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
    "Round",
    "RoundUnit",
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


class Plan(SQLModel, table=True):
    """A plan: what its document says of itself, and the words round its tree."""

    __tablename__: ClassVar[Any] = "plans"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    title: str = words()
    notice_title: str = words(default="")
    issuers: str = words(default="[]")
    document_number: str = words(default="")
    addressees: str = words(default="")
    issued_on: str | None = words(default=None, nullable=True)
    published_on: str | None = words(default=None, nullable=True)
    years: str = words(default="[]")
    stage: str | None = words(default=None, nullable=True)
    copy_to: str = words(default="[]")
    printed_by: str = words(default="")
    printed_on: str | None = words(default=None, nullable=True)
    preamble: str = words(default="")
    closing: str = words(default="")
    lead_word: str = words(default="")
    partner_word: str = words(default="")


class Version(SQLModel, table=True):
    """A plan that is a later version of another; each has at most one before it and one behind it."""

    __tablename__: ClassVar[Any] = "versions"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    plan_id: int = reference("plans.id", unique=True)
    earlier_id: int = reference("plans.id", unique=True)


class Source(SQLModel, table=True):
    """The text a plan came from; a table of its own, so that an edit of the plan never carries it along."""

    __tablename__: ClassVar[Any] = "sources"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    plan_id: int = reference("plans.id", unique=True)
    name: str = words()
    kind: str = words()
    sha256: str = words()
    text: str = words()


class SourceTable(SQLModel, table=True):
    """A table of the source; its rows are the nodes that name it."""

    __tablename__: ClassVar[Any] = "source_tables"
    __table_args__ = (index("source_tables", "plan_id"), OPTIONS)

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    heading: str = words()
    columns: str = words()


class Node(SQLModel, table=True):
    """A section, item or step; `position` counts from 0 among the children of one parent, without gaps."""

    __tablename__: ClassVar[Any] = "nodes"
    __table_args__ = (
        one_of("kind", NodeKind, "nodes"),
        one_of("origin", Origin, "nodes"),
        CheckConstraint("position >= 0", name="nodes_position"),
        index("nodes", "plan_id"),
        sparse_index("nodes", "parent_id"),
        sparse_index("nodes", "table_id"),
        OPTIONS,
    )

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    parent_id: int | None = reference("nodes.id", nullable=True)
    position: int = whole()
    kind: str = words()
    origin: str = words()
    number: str = words(default="")
    number_proposed: str | None = words(default=None, nullable=True)
    title: str = words()
    body: str = words(default="")
    open_ended: int = whole(default=0)
    table_id: int | None = reference("source_tables.id", nullable=True)


class Unit(SQLModel, table=True):
    """A unit of the register; `match_key` is the name as it is compared.

    `print_order` counts over the whole register and may have gaps; equal ones stand in the order they came.
    """

    __tablename__: ClassVar[Any] = "units"
    __table_args__ = (one_of("kind", UnitKind, "units"), OPTIONS)

    id: int | None = identity()
    name: str = words()
    match_key: str = words(unique=True)
    full_name: str = added_words()
    kind: str = added_words()
    print_order: int = added_whole()
    is_retired: int = added_whole()
    leader: str = added_words()
    contact: str = added_words()
    phone: str = added_words()


class UnitAlias(SQLModel, table=True):
    """Another name of a unit: in every plan, or only in the plan named."""

    __tablename__: ClassVar[Any] = "unit_aliases"
    __table_args__ = (
        index("unit_aliases", "unit_id"),
        Index("unit_aliases_everywhere", "match_key", unique=True, sqlite_where=text("plan_id IS NULL")),
        Index(
            "unit_aliases_in_one_plan", "plan_id", "match_key", unique=True, sqlite_where=text("plan_id IS NOT NULL")
        ),
        OPTIONS,
    )

    id: int | None = identity()
    unit_id: int = reference("units.id")
    name: str = words()
    match_key: str = words()
    plan_id: int | None = reference("plans.id", nullable=True)


class GroupMember(SQLModel, table=True):
    """A unit that a group stands for: in every plan, or only in the plan named, whose list then counts alone."""

    __tablename__: ClassVar[Any] = "group_members"
    __table_args__ = (
        index("group_members", "group_unit_id", "position"),
        sparse_index("group_members", "plan_id"),
        index("group_members", "member_unit_id"),
        OPTIONS,
    )

    id: int | None = identity()
    group_unit_id: int = reference("units.id")
    plan_id: int | None = reference("plans.id", nullable=True)
    member_unit_id: int = reference("units.id")
    position: int = whole()


class UnitDifference(SQLModel, table=True):
    """A likeness that the clerk has refused: the unit is not the one of that other name (its `match_key`)."""

    __tablename__: ClassVar[Any] = "unit_differences"
    __table_args__ = (index("unit_differences", "unit_id"), OPTIONS)

    id: int | None = identity()
    unit_id: int = reference("units.id")
    other_name: str = words()


class Assignment(SQLModel, table=True):
    """A unit's part in a node; `position` counts from 0 within the node, over both roles."""

    __tablename__: ClassVar[Any] = "assignments"
    __table_args__ = (
        one_of("role", Role, "assignments"),
        index("assignments", "node_id", "position"),
        index("assignments", "unit_id"),
        sparse_index("assignments", "inherited_from"),
        OPTIONS,
    )

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    position: int = whole()
    unit_id: int = reference("units.id")
    role: str = words()
    as_written: str = words()
    stated: int = whole(default=1)
    is_group: int = whole(default=0)
    inherited_from: int | None = reference("nodes.id", nullable=True)


class LabelledField(SQLModel, table=True):
    """A labelled paragraph of a node."""

    __tablename__: ClassVar[Any] = "labelled_fields"
    __table_args__ = (index("labelled_fields", "node_id", "position"), OPTIONS)

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    position: int = whole()
    label: str = words()
    text: str = words()


class Person(SQLModel, table=True):
    """A named person of a node."""

    __tablename__: ClassVar[Any] = "persons"
    __table_args__ = (index("persons", "node_id", "position"), OPTIONS)

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    position: int = whole()
    role: str = words()
    name: str = words()


class Deadline(SQLModel, table=True):
    """A deadline of a node, as worded."""

    __tablename__: ClassVar[Any] = "deadlines"
    __table_args__ = (index("deadlines", "node_id", "position"), OPTIONS)

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    position: int = whole()
    text: str = words()
    starts_on: str | None = words(default=None, nullable=True)
    ends_on: str | None = words(default=None, nullable=True)
    kind: str = words(default="undated")


class Target(SQLModel, table=True):
    """A number that a node wants reached, how far it is, and whether the clerk has struck it out as none."""

    __tablename__: ClassVar[Any] = "targets"
    __table_args__ = (index("targets", "node_id", "position"), OPTIONS)

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    position: int = whole()
    text: str = words()
    value: str = words()
    unit: str = words()
    bound: str = words()
    actual: str = added_words()
    is_struck: int = added_whole()


class DutyTick(SQLModel, table=True):
    """A due point of a repeating duty that is done; `due_on` is the point's last day."""

    __tablename__: ClassVar[Any] = "duty_ticks"
    __table_args__ = (index("duty_ticks", "node_id", "due_on"), OPTIONS)

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    due_on: str = words()
    done_on: str = words()


class ProgressEntry(SQLModel, table=True):
    """What was reported of a node on a day; `unit_id` names a partner that reports for itself."""

    __tablename__: ClassVar[Any] = "progress_entries"
    __table_args__ = (
        one_of("status", STORED, "progress_entries"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="progress_entries_percent"),
        index("progress_entries", "node_id", "made_on"),
        sparse_index("progress_entries", "unit_id"),
        OPTIONS,
    )

    id: int | None = identity()
    node_id: int = reference("nodes.id")
    unit_id: int | None = reference("units.id", nullable=True)
    made_on: str = words()
    period: str = words(default="")
    status: str | None = words(default=None, nullable=True)
    percent: int | None = whole(default=None, nullable=True)
    text: str = words(default="")
    difficulty: str = words(default="")
    next_step: str = words(default="")
    reporter: str = words(default="")


class GlossaryEntry(SQLModel, table=True):
    """A term explained at the end of a plan."""

    __tablename__: ClassVar[Any] = "glossary_entries"
    __table_args__ = (index("glossary_entries", "plan_id"), OPTIONS)

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    number: str = words()
    term: str = words()
    text: str = words()


class Span(SQLModel, table=True):
    """A stretch of the source and what it became."""

    __tablename__: ClassVar[Any] = "spans"
    __table_args__ = (
        one_of("part", Part, "spans"),
        index("spans", "plan_id", "start_at"),
        sparse_index("spans", "node_id"),
        OPTIONS,
    )

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    start_at: int = whole()
    end_at: int = whole()
    node_id: int | None = reference("nodes.id", nullable=True)
    part: str = words()


class Leftover(SQLModel, table=True):
    """A stretch of the source that has no place in the plan."""

    __tablename__: ClassVar[Any] = "leftovers"
    __table_args__ = (index("leftovers", "plan_id"), OPTIONS)

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    start_at: int = whole()
    end_at: int = whole()
    reason: str = words()


class Fault(SQLModel, table=True):
    """A doubt about the source; `settled` when the clerk has decided it."""

    __tablename__: ClassVar[Any] = "faults"
    __table_args__ = (
        one_of("severity", Severity, "faults"),
        index("faults", "plan_id"),
        sparse_index("faults", "node_id"),
        OPTIONS,
    )

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    code: str = words()
    severity: str = words()
    message: str = words()
    node_id: int | None = reference("nodes.id", nullable=True)
    start_at: int | None = whole(default=None, nullable=True)
    end_at: int | None = whole(default=None, nullable=True)
    proposal: str | None = words(default=None, nullable=True)
    settled: int = added_whole()


class Review(SQLModel, table=True):
    """A plan that was read and is not agreed to yet: its source, how it is read, and what the clerk did to it.

    `source`, `options` and `edits` are JSON. Each gesture writes `edits` anew, beside the journal; that a review goes
    is a step.
    """

    __tablename__: ClassVar[Any] = "reviews"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    title: str = words()
    sha256: str = words()
    source: str = words()
    options: str = words(default="{}")
    edits: str = words(default="")
    open_count: int = whole(default=0)
    updated_at: str = words()


class View(SQLModel, table=True):
    """A filter that the clerk has given a name; `chosen` is JSON."""

    __tablename__: ClassVar[Any] = "views"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    name: str = words()
    chosen: str = words()
    position: int = whole()


class PlanCustoms(SQLModel, table=True):
    """What counts for one plan in place of the settings: JSON."""

    __tablename__: ClassVar[Any] = "plan_customs"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    plan_id: int = reference("plans.id", unique=True)
    customs: str = words()


class Setting(SQLModel, table=True):
    """Something the program remembers between starts; never journalled."""

    __tablename__: ClassVar[Any] = "settings"
    __table_args__ = ({"sqlite_strict": True},)

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = words()


class JournalStep(SQLModel, table=True):
    """One committed step of the clerk; its id is its place in the history."""

    __tablename__: ClassVar[Any] = "journal_steps"
    __table_args__ = (OPTIONS,)

    id: int | None = identity()
    name: str = words()
    made_at: str = words()
    plan_ids: str = words()
    node_id: int | None = whole(default=None, nullable=True)
    is_undone: int = whole(default=0)
    author: str = added_words()


class JournalImages(SQLModel, table=True):
    """The rows of one table before and after a step: JSON, compressed by zlib."""

    __tablename__: ClassVar[Any] = "journal_images"
    __table_args__ = (index("journal_images", "step_id"), OPTIONS)

    id: int | None = identity()
    step_id: int = reference("journal_steps.id")
    table_name: str = words()
    images: bytes = Field(sa_type=LargeBinary, nullable=False)
