"""Values that only the services hand out."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.core.vocabulary import Role, UnitKind

if TYPE_CHECKING:
    from planner.core.snapshot import PlanNode
    from planner.core.standing import Standing


@dataclass(frozen=True, slots=True)
class GroupMembers:
    """The units a group stands for, in order: in one plan, or where `plan_id` is None in every plan without its own."""

    plan_id: int | None
    unit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A line of the register of units.

    `node_count` is the number of nodes in which the unit has a part, in whatever version of a plan. The other counts
    leave out plans that have a later version: the nodes it leads, those it joins, and the plans they stand in.
    `plan_aliases` are names that mean the unit in one plan only: pairs of the plan's id and the name.
    """

    unit_id: int
    name: str
    aliases: tuple[str, ...]
    node_count: int
    full_name: str = ""
    kind: UnitKind = UnitKind.UNSORTED
    is_retired: bool = False
    leader: str = ""
    contact: str = ""
    phone: str = ""
    lead_count: int = 0
    partner_count: int = 0
    plan_count: int = 0
    plan_aliases: tuple[tuple[int, str], ...] = ()
    members: tuple[GroupMembers, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether the name stands for several units."""
        return self.kind is UnitKind.GROUP

    def members_in(self, plan_id: int | None) -> tuple[int, ...]:
        """Return the ids of the members as they count in a plan: its own list, else the one for every plan."""
        found = {listed.plan_id: listed.unit_ids for listed in self.members}
        return found.get(plan_id) or found.get(None, ())


@dataclass(frozen=True, slots=True)
class UnitTally:
    """How many items of a plan a unit leads, joins, and has a part in by a group alone."""

    unit_id: int
    plan_id: int
    leads: int
    joins: int
    by_group: int


@dataclass(frozen=True, slots=True)
class UnitTask:
    """An item in which a unit has a part, with its plan and how it stands.

    Of the item only the number, the title, the deadlines and the reports are there. `group` names the group through
    which the unit is meant.
    """

    plan_id: int
    plan_title: str
    item: "PlanNode"
    role: Role
    group: str
    state: "Standing"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two names that may be one unit: `gone` would become another name of `keep`.

    `keep_id` is None where the register has no unit of that name yet: the unit would be renamed. `reason` is Chinese.
    """

    gone_id: int
    gone: str
    keep_id: int | None
    keep: str
    reason: str
    gone_count: int
    keep_count: int


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """A line of the list of reviews that wait."""

    review_id: int
    title: str
    open_count: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as the store keeps it; `source`, `options` and `edits` are JSON. The id is 0 before it was kept."""

    review_id: int
    title: str
    sha256: str
    source: str
    options: str
    edits: str
    open_count: int
