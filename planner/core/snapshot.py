"""A plan of the store as frozen values: what the window, the reports and the command line read.

Sections, items and steps are one type, because a gesture of the clerk turns one into another. Nodes come in plan order
(depth first), so a report walks the tuple once.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from planner.core.customs import USUAL, Customs
from planner.core.deadlines import TERMS, Terms
from planner.core.draft import (
    Deadline,
    DraftAssignment,
    DraftNode,
    DraftPlan,
    DraftTable,
    Fault,
    GlossaryEntry,
    Head,
    LabelledField,
    Leftover,
    Person,
    Source,
    Span,
    Target,
)
from planner.core.progress import ProgressEntry
from planner.core.reported_fields import first_day, reported
from planner.core.vocabulary import NodeKind, Origin, Role, UnitKind


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit of the register; `name` is the canonical short name, `order` its place among all in print.

    A group stands for several units: `PlanSnapshot.members` tells which.
    """

    unit_id: int
    name: str
    full_name: str = ""
    kind: UnitKind = UnitKind.UNSORTED
    order: int = 0
    is_retired: bool = False
    leader: str = ""
    contact: str = ""
    phone: str = ""

    @property
    def is_group(self) -> bool:
        """Whether the name stands for several units (各科室)."""
        return self.kind is UnitKind.GROUP


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit's part in a node, in the order of the source. Fields as in `DraftAssignment`."""

    unit: UnitRef
    as_written: str
    role: Role
    stated: bool = True
    group: bool = False
    inherited_from: int | None = None


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A section, item or step of a stored plan.

    `number` is the source's; the running number is the plan's to tell (`PlanSnapshot.ordinals`), so that a node that
    only stands behind a new one stays the same object.
    """

    node_id: int
    parent_id: int | None
    kind: NodeKind
    origin: Origin
    level: int
    number: str
    title: str
    body: str = ""
    number_proposed: str | None = None
    fields: tuple[LabelledField, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    open_ended: bool = False
    persons: tuple[Person, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    entries: tuple[ProgressEntry, ...] = ()
    ticks: tuple[date, ...] = ()
    """The last days of the due points of a repeating duty that are done."""

    @property
    def wanted_targets(self) -> tuple[Target, ...]:
        """The targets but those that the clerk has struck out as none."""
        return tuple(target for target in self.targets if not target.is_struck)

    def units(self, role: Role) -> tuple[Assignment, ...]:
        """Return the assignments of one role, in printed order."""
        return tuple(a for a in self.assignments if a.role is role)

    @property
    def has_own_units(self) -> bool:
        """Whether units are named for the node itself."""
        return any(found.inherited_from is None for found in self.assignments)

    def printed_units(self, role: Role, *, inherited: bool = False) -> tuple[Assignment, ...]:
        """Return the units of a role to be printed: inherited ones beside the node's own only when asked for."""
        found = self.units(role)
        own = [unit for unit in self.assignments if unit.inherited_from is None]
        if inherited or not own or (role is Role.LEAD and not any(unit.role is Role.LEAD for unit in own)):
            return found
        return tuple(unit for unit in found if unit.inherited_from is None)

    @property
    def leads(self) -> tuple[Assignment, ...]:
        """The units that lead."""
        return self.units(Role.LEAD)

    @property
    def partners(self) -> tuple[Assignment, ...]:
        """The units that join."""
        return self.units(Role.PARTNER)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A line of the plan list; `earlier_id` is the plan that this one is a later version of."""

    plan_id: int
    title: str
    year: int | None
    stage: str | None
    section_count: int
    item_count: int
    fault_count: int
    leftover_count: int
    earlier_id: int | None = None


@dataclass(frozen=True)
class PlanSnapshot:
    """A plan whole, as it stood at one moment. `plan_id` is 0 for a plan that was read from a file and never stored."""

    plan_id: int
    source: Source
    head: Head
    preamble: str = ""
    closing: str = ""
    nodes: tuple[PlanNode, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    spans: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    lead_word: str = ""
    partner_word: str = ""
    groups: tuple[tuple[int, tuple[UnitRef, ...]], ...] = ()
    """The groups whose members are fixed, for this plan or for all: the group's id and its members in order."""
    register: tuple[UnitRef, ...] = ()
    """All units that the store knows, in their order of print; none for a plan that was never stored."""
    customs: Customs = USUAL
    """The terms, the rule of lights and the words of status that count for this plan."""
    dated_by: Terms = TERMS
    """The terms by which the days of its deadlines were computed."""

    @cached_property
    def members(self) -> dict[int, tuple[UnitRef, ...]]:
        """The members of each group by its unit id; a group that is not in it is not fixed yet."""
        return dict(self.groups)

    @cached_property
    def by_id(self) -> dict[int, PlanNode]:
        """The nodes by their id."""
        return {node.node_id: node for node in self.nodes}

    @cached_property
    def ordinals(self) -> dict[int, int]:
        """The running number of each node among those of its kind and origin, from 1, by its id."""
        counted: dict[tuple[NodeKind, Origin], int] = {}
        found = {}
        for node in self.nodes:
            key = node.kind, node.origin
            found[node.node_id] = counted[key] = counted.get(key, 0) + 1
        return found

    @cached_property
    def children(self) -> dict[int | None, tuple[PlanNode, ...]]:
        """The nodes by their parent's id, in order; the top level under None."""
        grouped: dict[int | None, list[PlanNode]] = {}
        for node in self.nodes:
            grouped.setdefault(node.parent_id, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in grouped.items()}

    @cached_property
    def open_faults(self) -> tuple[Fault, ...]:
        """The faults that the clerk has not settled in the review."""
        return tuple(fault for fault in self.faults if not fault.settled)

    @cached_property
    def items(self) -> tuple[PlanNode, ...]:
        """The items alone, in plan order."""
        return tuple(node for node in self.nodes if node.kind is NodeKind.ITEM)

    @cached_property
    def unled(self) -> tuple[PlanNode, ...]:
        """The items that nobody leads, in plan order."""
        return tuple(node for node in self.items if not any(found.role is Role.LEAD for found in node.assignments))

    @cached_property
    def has_assumed_leads(self) -> bool:
        """Whether a lead was found by its position and not by words of the source."""
        return any(not found.stated and found.role is Role.LEAD for node in self.nodes for found in node.assignments)


def snapshot_of_draft(plan: DraftPlan) -> PlanSnapshot:
    """Return a draft as a snapshot that no store has seen, so that a file can be printed without being stored.

    Units are numbered by their first appearance; equal canonical names are one unit.
    """
    units: dict[str, UnitRef] = {}

    def assignment(found: DraftAssignment) -> Assignment:
        place = len(units) + 1
        kind = UnitKind.GROUP if found.group else UnitKind.UNSORTED
        unit = units.setdefault(found.unit, UnitRef(place, found.unit, kind=kind, order=place))
        return Assignment(unit, found.as_written, found.role, found.stated, found.group, found.inherited_from)

    def entries(node: DraftNode) -> tuple[ProgressEntry, ...]:
        entry = reported(node.fields, day) if node.fields and node.kind is not NodeKind.SECTION else None
        return () if entry is None else (replace(entry, entry_id=node.node_id),)

    day = first_day(plan.head)
    nodes = tuple(
        PlanNode(
            node_id=node.node_id,
            parent_id=node.parent_id,
            kind=node.kind,
            origin=node.origin,
            level=node.level,
            number=node.number,
            title=node.title,
            body=node.body,
            number_proposed=node.number_proposed,
            fields=node.fields,
            assignments=tuple(assignment(found) for found in node.assignments),
            open_ended=node.open_ended,
            persons=node.persons,
            deadlines=node.deadlines,
            targets=node.targets,
            entries=entries(node),
        )
        for node in plan.nodes
    )
    return PlanSnapshot(
        plan_id=0,
        source=plan.source,
        head=plan.head,
        preamble=plan.preamble,
        closing=plan.closing,
        nodes=nodes,
        tables=plan.tables,
        glossary=plan.glossary,
        spans=plan.spans,
        leftovers=plan.leftovers,
        faults=plan.faults,
        lead_word=plan.lead_word,
        partner_word=plan.partner_word,
    )
