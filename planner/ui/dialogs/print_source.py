"""What can be printed from: the plan on show, its earlier versions, and the other plans of its year."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.core.agenda import due_lines, months
from planner.core.filtering import ItemFilter
from planner.core.involvement import by_unit, involvements
from planner.core.progress import Status
from planner.core.snapshot import PlanNode, PlanSnapshot, PlanSummary
from planner.core.vocabulary import NodeKind, Role
from planner.reports.request import Subject
from planner.services import Store
from planner.ui.dialogs.print_pick import Pick

LONGEST_SECTION = 24


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """Which plans beside the one on show: the id of the earlier one, and whether all others of its year, or of any."""

    earlier_id: int | None = None
    with_others: bool = False
    of_any_year: bool = False


class PrintSource:
    """The plan on show and what the store has beside it; `chosen` is the filter of the window."""

    def __init__(
        self, plan: PlanSnapshot, store: Store, chosen: ItemFilter | None = None, month: date | None = None
    ) -> None:
        """`month` is one that can be chosen although the plan has nothing due in it."""
        self.plan = plan
        self._month = month
        self.store = store
        self.chosen = chosen or ItemFilter()
        self.rest = self.chosen.without("units", "role", "reach", "sections", "statuses", "due_by", "text")
        """What the dialog has no field for: it is taken over whole, or not."""
        self.summaries = store.plans()
        self._known: dict[int, PlanSnapshot] = {}

    @property
    def own(self) -> PlanSummary | None:
        """The plan's line in the list of plans."""
        return next((one for one in self.summaries if one.plan_id == self.plan.plan_id), None)

    @property
    def others(self) -> tuple[PlanSummary, ...]:
        """All other plans, an older version of a plan left out."""
        replaced = {one.earlier_id for one in self.summaries}
        own = self.plan.plan_id
        return tuple(one for one in self.summaries if one.plan_id != own and one.plan_id not in replaced)

    @property
    def others_of_year(self) -> tuple[PlanSummary, ...]:
        """The other plans of its year, an older version of a plan left out."""
        own = self.own
        if own is None or own.year is None:
            return ()
        return tuple(one for one in self.others if one.year == own.year)

    @property
    def has_earlier(self) -> bool:
        """Whether the plan is a later version of another."""
        return self.own is not None and self.own.earlier_id is not None

    @property
    def earlier_plans(self) -> tuple[PlanSummary, ...]:
        """What the plan can be compared with: its earlier version first, then the newest."""
        own = self.own
        earlier = own.earlier_id if own is not None else None
        rest = [one for one in reversed(self.summaries) if one.plan_id != self.plan.plan_id]
        return tuple(sorted(rest, key=lambda one: one.plan_id != earlier))

    def spoken(self, plan: PlanSummary) -> str:
        """Return how another plan is told from those of the same title: 上一版 · 2031年工作要点 · 39项."""
        own = self.own
        replaced = {one.earlier_id for one in self.summaries}
        is_last = own is not None and plan.plan_id == own.earlier_id
        word = "上一版" if is_last else "旧版" if plan.plan_id in replaced else ""
        return " · ".join(filter(None, (word, plan.title, f"{plan.item_count}项")))

    def subject(self, choice: SubjectChoice) -> Subject:
        """Return what is printed. It reads the store: beside the window only."""
        earlier = None if choice.earlier_id is None else self._snapshot(choice.earlier_id)
        listed = self.others if choice.of_any_year else self.others_of_year
        others = tuple(self._snapshot(one.plan_id) for one in listed) if choice.with_others else ()
        return Subject(self.plan, earlier, others)

    @cached_property
    def units(self) -> tuple[Pick, ...]:
        """The units with a part in the plan, with how many items they lead and join."""
        found = []
        for parts in by_unit(involvements(self.plan)).values():
            leads = sum(part.role is Role.LEAD for part in parts)
            beside = " · ".join(
                f"{word} {count}" for word, count in (("牵头", leads), ("配合", len(parts) - leads)) if count
            )
            found.append(Pick(parts[0].unit.name, parts[0].unit.name, beside))
        return tuple(found)

    @cached_property
    def units_of_all(self) -> tuple[Pick, ...]:
        """The units of the plan, and those of the register that have tasks elsewhere."""
        here = {pick.value for pick in self.units}
        others = [unit for unit in self.store.units() if unit.node_count and unit.name not in here]
        return (*self.units, *(Pick(unit.name, unit.name, "其他计划") for unit in others))

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The months in which something of the plan is due, by their first days; and the one that was asked for."""
        found = set(months(due_lines(self.plan, date.today())))
        return tuple(sorted(found | ({self._month} if self._month is not None else set())))

    @cached_property
    def sections(self) -> tuple[Pick, ...]:
        """The headings of the plan, those below others set in."""
        return tuple(
            Pick(node.node_id, f"{'　' * max(0, node.level - 1)}{_heading(node)}")
            for node in self.plan.nodes
            if node.kind is NodeKind.SECTION
        )

    @cached_property
    def statuses(self) -> tuple[Pick, ...]:
        """The statuses in the plan's own words."""
        return tuple(Pick(status, self.plan.customs.word(status)) for status in Status)

    @cached_property
    def has_units(self) -> bool:
        """Whether anybody has a part in the plan."""
        return any(node.assignments for node in self.plan.nodes)

    @cached_property
    def has_rules(self) -> bool:
        """Whether an item has units of its own and others by a rule stated once."""
        return any(len({found.inherited_from is None for found in node.assignments}) > 1 for node in self.plan.nodes)

    def _snapshot(self, plan_id: int) -> PlanSnapshot:
        if plan_id not in self._known:
            self._known[plan_id] = self.store.snapshot(plan_id)
        return self._known[plan_id]


def _heading(node: PlanNode) -> str:
    words = " ".join(f"{node.number}{node.title}".split())
    return words if len(words) <= LONGEST_SECTION else f"{words[: LONGEST_SECTION - 1]}…"
