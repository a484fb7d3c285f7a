"""What can be asked of the items of a plan on a day: the traits that filters choose by and that choices are counted by.

Each trait gives an item some values, and an item is wanted that has one of those asked for. Traits are found when they
are first asked for and kept, so that the choices of a panel are counted without going through the plan again.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from planner.core.involvement import Involvement, involvements
from planner.core.progress import StatusGroup
from planner.core.searching import SearchIndex
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing
from planner.core.tally import leaders_of
from planner.core.vocabulary import NodeKind, Role

THIS_MONTH = 0
Values = Mapping[int, Collection[Hashable]]


class Reach(StrEnum):
    """How a unit may be meant: by its name or as one of a group, by its name alone, by a group alone."""

    ALL = "all"
    NAMED = "named"
    GROUP = "group"


class Gap(StrEnum):
    """What an item may want; the value is the clerk's word for it."""

    NO_LEAD = "未定牵头"
    BY_POSITION = "按位置推定牵头"
    NO_REPORT = "未报进展"
    NO_DAY = "无时限"


class Traits:
    """The traits of one plan as of a day; those of the snapshot before lend what still holds."""

    def __init__(self, plan: PlanSnapshot, day: date, before: "Traits | None" = None) -> None:
        self.plan = plan
        self.day = day
        self.items = plan.items
        self.search: SearchIndex = SearchIndex(plan, before.search if before is not None else None)
        self._standings: dict[int, tuple[PlanNode, Standing]] = {}
        if before is not None and before.day == day and before.plan.customs == plan.customs:
            self._standings = before._standings

    def standing(self, node: PlanNode) -> Standing:
        """Return how an item stands."""
        known = self._standings.get(node.node_id)
        if known is None or known[0] is not node:
            known = self._standings[node.node_id] = (node, standing(node, self.day, self.plan.customs))
        return known[1]

    @cached_property
    def statuses(self) -> Values:
        """The status of each item; one that asks for more time has that of before too."""
        return self._of_items(lambda node: {self.standing(node).status, self.standing(node).shown})

    @cached_property
    def groups(self) -> Values:
        """What each item counts as."""
        return self._of_items(lambda node: {self.standing(node).group})

    @cached_property
    def lights(self) -> Values:
        """The light of each item."""
        return self._of_items(lambda node: {self.standing(node).light} - {None})

    @cached_property
    def months(self) -> Values:
        """The month of each item's last day, and whether it is the month of today."""
        return self._of_items(self._months)

    @cached_property
    def sections(self) -> Values:
        """The headings above each item."""
        above: dict[int | None, frozenset[int]] = {None: frozenset()}
        for node in self.plan.nodes:
            own = above.get(node.parent_id, frozenset())
            above[node.node_id] = own | {node.node_id} if node.kind is NodeKind.SECTION else own
        return {node.node_id: above[node.node_id] for node in self.items}

    @cached_property
    def leaders(self) -> Values:
        """The leaders of each item: those named for it, else those of the units that lead it."""
        of_units: dict[int, set[str]] = {}
        for part in self._parts:
            if part.role is Role.LEAD and part.unit.leader:
                of_units.setdefault(part.item.node_id, set()).add(part.unit.leader)
        return self._of_items(lambda node: leaders_of(node) or of_units.get(node.node_id, ()))

    @cached_property
    def gaps(self) -> Values:
        """What each item wants."""
        return self._of_items(self._gaps)

    @cached_property
    def nodes(self) -> Values:
        """Each item itself, and by the steps of it."""
        return self._of_items(lambda node: {node.node_id})

    def units(self, role: Role | None, reach: Reach) -> Values:
        """Return the units of each item in a role; a group counts by its own name as one that is named."""
        found: dict[int, set[Hashable]] = {}
        for part in self._parts:
            is_wanted = reach is Reach.ALL or (part.group is None) is (reach is Reach.NAMED)
            if role in (None, part.role) and is_wanted:
                found.setdefault(part.item.node_id, set()).add(part.unit.name)
        if reach is not Reach.GROUP:
            for node in self.items:
                for one in Role if role is None else (role,):
                    groups = {named.unit.name for named in node.printed_units(one) if named.unit.is_group}
                    if groups:
                        found.setdefault(node.node_id, set()).update(groups)
        return found

    def due_on(self, node: PlanNode) -> date | None:
        """Return the last day of an item."""
        return self.standing(node).due_on

    def is_open(self, node: PlanNode) -> bool:
        """Whether an item is still to be done."""
        return self.standing(node).group not in {StatusGroup.DONE, StatusGroup.APART}

    @cached_property
    def _parts(self) -> tuple[Involvement, ...]:
        return involvements(self.plan)

    def _of_items(self, values: Callable[[PlanNode], Collection[Hashable]]) -> Values:
        return {node.node_id: values(node) for node in self.items}

    def _months(self, node: PlanNode) -> Collection[Hashable]:
        due = self.due_on(node)
        if due is None:
            return ()
        is_now = (due.year, due.month) == (self.day.year, self.day.month)
        return (due.month, THIS_MONTH) if is_now else (due.month,)

    def _gaps(self, node: PlanNode) -> Collection[Hashable]:
        found = set()
        if not node.leads:
            found.add(Gap.NO_LEAD)
        if any(not one.stated for one in node.leads):
            found.add(Gap.BY_POSITION)
        state = self.standing(node)
        if state.reported_on is None and state.group is not StatusGroup.APART:
            found.add(Gap.NO_REPORT)
        if state.due_on is None and state.group is not StatusGroup.APART:
            found.add(Gap.NO_DAY)
        return found
