"""Which nodes of a plan a filter shows: its hits, what is above them, and what was seen when the plan changed.

What the clerk has just made or edited stays in sight although it fits no longer, until the filter is set anew.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from planner.core.filtering import ItemFilter
from planner.core.searching import Query
from planner.core.traits import Traits
from planner.core.vocabulary import NodeKind

if TYPE_CHECKING:
    from planner.core.snapshot import PlanSnapshot

NOTHING = ItemFilter()


class PlanFilter:
    """The filter of one tree over the plan on show. `shown` are places in plan order, None while all is shown."""

    def __init__(self) -> None:
        self.chosen = NOTHING
        self.query = Query()
        self.shown: set[int] | None = None
        self.hits: list[int] = []
        self.items: list[int] = []
        self.first: int | None = None
        self.item_count = self.section_count = self.left_count = 0
        self._plan: PlanSnapshot | None = None
        self._traits: Traits | None = None
        self._place: dict[int, int] = {}
        self._above: list[int | None] = []
        self._measured: PlanSnapshot | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return not self.chosen.is_empty

    @property
    def traits(self) -> Traits | None:
        """What can be asked of the items of the plan on show, as of today."""
        if self._plan is None:
            return None
        today = date.today()
        if self._traits is None or self._traits.plan is not self._plan or self._traits.day != today:
            self._traits = Traits(self._plan, today, self._traits)
        return self._traits

    def show(self, plan: "PlanSnapshot | None") -> None:
        """Take another plan, or the same as it is now: then what was shown stays, and what is new is shown too."""
        before, kept = self._plan, self._shown_ids()
        self._plan = plan
        if self.is_on:
            is_same = before is not None and plan is not None and before.plan_id == plan.plan_id
            if is_same and before is not None and plan is not None:
                kept |= plan.by_id.keys() - before.by_id.keys()
            self._apply(kept if is_same else ())

    def take(self, chosen: ItemFilter) -> None:
        """Show what another filter wants, or the same one anew."""
        self.chosen = chosen
        self.query = Query.of(chosen.text)
        self._apply(())

    def prepare(self) -> bool:
        """Make ready a part of what a search will need; false when all is."""
        return self.traits.search.prepare() if self.traits is not None else False

    def _shown_ids(self) -> set[int]:
        if self._plan is None or self.shown is None:
            return set()
        return {self._plan.nodes[place].node_id for place in self.shown}

    def _apply(self, kept: Iterable[int]) -> None:
        self.shown, self.hits, self.items, self.first = None, [], [], None
        self.item_count = self.section_count = self.left_count = 0
        plan = self._plan
        if plan is None or not self.is_on:
            return
        self._measure(plan)
        self.hits = self._find(plan)
        kinds = [plan.nodes[place].kind for place in self.hits]
        self.items = [place for place, kind in zip(self.hits, kinds, strict=True) if kind is NodeKind.ITEM]
        self.item_count, self.section_count = len(self.items), kinds.count(NodeKind.SECTION)
        self.shown = self._with_above(self.hits)
        if not self.query.words:
            self._add_steps(plan)
        self._keep(plan, kept)
        is_number = self.query.number and self.traits is not None
        numbered = self.traits.search.numbered(self.query) if is_number and self.traits is not None else []
        wanted = set(self.hits) if numbered else ()
        first = next(iter(self.items or self.hits), None)
        self.first = next((place for place in numbered if place in wanted), first)

    def _measure(self, plan: "PlanSnapshot") -> None:
        """Find the places of the nodes and of what is above them, once for a plan as it stands."""
        if self._measured is not plan:
            self._measured = plan
            place_of = self._place = {node.node_id: place for place, node in enumerate(plan.nodes)}
            self._above = [None if n.parent_id is None else place_of.get(n.parent_id) for n in plan.nodes]

    def _find(self, plan: "PlanSnapshot") -> list[int]:
        traits = self.traits
        if traits is None:
            return []
        choices = self.chosen.choices
        if choices.is_empty:
            return traits.search.hits(self.query)
        chosen = choices.chosen(plan, traits.day, traits)
        if not self.query.words:
            return [self._place[node.node_id] for node in traits.items if node.node_id in chosen]
        return [place for place in traits.search.hits(self.query) if self._item_of(plan, place) in chosen]

    def _item_of(self, plan: "PlanSnapshot", place: int) -> int | None:
        node = plan.nodes[place]
        while node.kind is NodeKind.STEP and node.parent_id is not None:
            node = plan.by_id[node.parent_id]
        return node.node_id

    def _with_above(self, places: Iterable[int]) -> set[int]:
        shown, above_of = set(places), self._above
        for place in tuple(shown):
            above = above_of[place]
            while above is not None and above not in shown:
                shown.add(above)
                above = above_of[above]
        return shown

    def _add_steps(self, plan: "PlanSnapshot") -> None:
        """Show all of an item that was chosen as a whole."""
        assert self.shown is not None
        inside = {plan.nodes[place].node_id for place in self.hits}
        for place, node in enumerate(plan.nodes):
            if node.parent_id in inside and node.kind is NodeKind.STEP:
                inside.add(node.node_id)
                self.shown.add(place)

    def _keep(self, plan: "PlanSnapshot", kept: Iterable[int]) -> None:
        places = [self._place[node_id] for node_id in kept if node_id in self._place]
        if places and self.shown is not None:
            hits = set(self.hits)
            self.shown |= self._with_above(places)
            self.left_count = sum(plan.nodes[p].kind is NodeKind.ITEM and p not in hits for p in self.shown)
