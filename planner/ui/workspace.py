"""What the panes share: the store, the plan on show and the chosen node. No widgets, no dialogs, no SQL.

Everything that changes the store goes through `do`; before it runs, `about_to_act` lets editors commit what was typed.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.core.errors import PlannerError

if TYPE_CHECKING:
    from planner.core.change import Change
    from planner.core.draft import DraftPlan
    from planner.core.filtering import ItemFilter
    from planner.core.settings import Settings
    from planner.core.snapshot import PlanNode, PlanSnapshot, PlanSummary
    from planner.services import ReviewRecord, Store
    from planner.services.reviews import OpenReview
    from planner.services.unit_search import UnitSearch

Step = Callable[[Any], Any]
PLAN = "plan"


class Workspace(QObject):
    """The state of the window. Signals carry values; a view refreshes from them and keeps nothing of its own."""

    opened = Signal(object)
    """The tree of the plan that is about to be shown (an Opening): what the first picture needs."""
    changed = Signal(object, object)
    """The plan on show as it stands now (PlanSnapshot or None), and the Change that made it so, or None."""
    plans_changed = Signal()
    selected = Signal(object)
    """The id of the chosen node, or None."""
    place_shown = Signal(int, int)
    """A stretch of the source that is to be shown."""
    failed = Signal(object)
    """A PlannerError that the clerk has to know."""
    told = Signal(str)
    taken = Signal(str)
    """What was deleted, in a sentence; whoever shows it offers to undo."""
    kept = Signal(int)
    """A review was left and waits in the list of plans."""
    about_to_act = Signal()
    page_wanted = Signal(str, object)
    """The name of a page that is to be shown (`planner.ui.pages.page`), and what it is to show, or None."""
    filtered = Signal(object)
    """The ItemFilter of the tree, or None when all is shown."""
    marked = Signal(object)
    """The ids of all chosen nodes, in plan order (a tuple); `selected` tells of the one that the keys act on."""

    settings_changed = Signal()
    """The settings of the office are others now."""

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.plans: tuple[PlanSummary, ...] = ()
        self.reviews: tuple[ReviewRecord, ...] = ()
        self.snapshot: PlanSnapshot | None = None
        self.node_id: int | None = None
        self.node_ids: tuple[int, ...] = ()
        self.page = PLAN
        self.filter: ItemFilter | None = None
        self._last_plan: int | None = None
        self.missed: Callable[[], Change | None] = lambda: None  # does what failed last once more

    def open(self) -> bool:
        """Tell of the tree of the plan that `start` will show; false while the store is empty."""
        opening = self.store.opening()
        if opening is not None:
            self.opened.emit(opening)
        return opening is not None

    @property
    def node(self) -> "PlanNode | None":
        """The chosen node."""
        if self.snapshot is None or self.node_id is None:
            return None
        return self.snapshot.by_id.get(self.node_id)

    @property
    def plan_id(self) -> int | None:
        """The stored plan on show; None for none, and for one that is not stored yet."""
        return self.snapshot.plan_id or None if self.snapshot is not None else None

    def start(self) -> None:
        """Show the plan that was open last, or the newest one."""
        self.plans, self.reviews = self.store.plans(), self.store.reviews()
        self.plans_changed.emit()
        last = self.store.setting("last_plan") or ""
        self._last_plan = int(last) if last.isdigit() else None
        known = [plan.plan_id for plan in self.plans]
        self._show(self._last_plan if self._last_plan in known else max(known, default=None), None)

    def go(self, page: str, about: object = None) -> None:
        """Go to a page; what was typed is stored first."""
        self.about_to_act.emit()
        self.page = page
        self.page_wanted.emit(page, about)

    def go_to(self, plan_id: int, node_id: int | None = None) -> None:
        """Go to a plan, and to a node of it; a filter that would hide it gives way."""
        self.open_plan(plan_id)
        if self.page != PLAN:
            self.go(PLAN)
        if node_id is not None:
            self.select(node_id)

    def go_to_items(self, plan_id: int, chosen: "ItemFilter") -> None:
        """Go to a plan with only these items of it shown: what a number that counts them leads to."""
        self.open_plan(plan_id)
        if self.page != PLAN:
            self.go(PLAN)
        self.set_filter(chosen)

    def set_filter(self, chosen: "ItemFilter | None") -> None:
        """Let the tree show only these items, and what is above them; None or an empty filter shows all."""
        chosen = None if chosen is not None and chosen.is_empty else chosen
        if chosen != self.filter:
            self.about_to_act.emit()
            self.filter = chosen
            self.filtered.emit(chosen)

    def mark(self, node_ids: tuple[int, ...]) -> None:
        """Choose several nodes, in plan order; the one that the keys act on is chosen by `select`."""
        if node_ids != self.node_ids:
            self.node_ids = node_ids
            self.marked.emit(node_ids)

    def show_unstored(self, snapshot: "PlanSnapshot") -> None:
        """Show a plan that is not in the store yet (the sample, until the store is ready to write)."""
        self.snapshot = snapshot
        self.node_id = snapshot.nodes[0].node_id if snapshot.nodes else None
        self.changed.emit(snapshot, None)
        self.selected.emit(self.node_id)

    def open_plan(self, plan_id: int) -> None:
        """Show another plan."""
        if plan_id != self.plan_id:
            self.about_to_act.emit()
            self._show(plan_id, None)

    def select(self, node_id: int | None) -> None:
        """Choose a node; the editors first commit what was typed for the old one."""
        if node_id == self.node_id:
            return
        self.about_to_act.emit()
        if node_id is None or (self.snapshot is not None and node_id in self.snapshot.by_id):
            self.node_id = node_id
            self.selected.emit(node_id)

    def show_place(self, start: int, end: int) -> None:
        """Show a stretch of the source."""
        self.place_shown.emit(start, end)

    def do(self, name: str, step: Step, *, stays: bool = False, backup_first: str = "") -> "Change | None":
        """Run a step of the services as one transaction under the clerk's name for it; None when it failed.

        The plan it touched is shown, or with `stays` the one that is on show. `backup_first` is the `Reason` of a
        backup that is made before.
        """
        self.about_to_act.emit()
        return self._write(lambda: self.store.write(name, step, backup_first=backup_first), stays=stays)

    def undo(self) -> None:
        """Take back the newest step."""
        self.about_to_act.emit()
        self._travel("已撤销", self.store.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.about_to_act.emit()
        self._travel("已重做", self.store.redo)

    def add_plan(self, draft: "DraftPlan", on_desk: "OpenReview | None" = None) -> "Change | None":
        """Store a plan that was read and show it; its review goes, and it may be a later version of another."""
        from planner.core.backups import Reason
        from planner.services import reviews

        review_id = (on_desk.review_id or None) if on_desk is not None else None
        earlier_id = on_desk.earlier_id if on_desk is not None else None
        review = on_desk.review if on_desk is not None else None
        title = (draft.head.title or draft.source.name).strip("《》")
        name = f"导入《{title}》" if earlier_id is None else f"导入新版本《{title}》"
        step = lambda session: reviews.agree(session, draft, review_id, earlier_id, review)  # noqa: E731
        change = self.do(name, step, backup_first=Reason.IMPORT)
        if change is not None and change.plan_ids:
            self._show(change.plan_ids[0], change)
        return change

    def discard_review(self, review_id: int) -> None:
        """Throw away a review that waits; undo brings it back."""
        from planner.services import reviews

        title = next((found.title for found in self.store.reviews() if found.review_id == review_id), "").strip("《》")
        if self.do(f"放弃核对《{title}》", lambda session: reviews.discard(session, review_id)) is not None:
            self.taken.emit(f"已放弃核对《{title}》")

    def refresh_reviews(self) -> None:
        """Tell of the reviews that wait as they are now."""
        self.reviews = self.store.reviews()
        self.plans_changed.emit()

    def change_settings(self, settings: "Settings") -> bool:
        """Write other settings, and show the plan as it stands under them; false when they cannot be written."""
        old = self.store.settings
        try:
            self.store.change_settings(settings)
        except PlannerError as error:
            self.failed.emit(error)
            return False
        if self.plan_id is not None and settings.customs != old.customs:
            self._show(self.plan_id, None)
        self.settings_changed.emit()
        return True

    def unit_search(self) -> "UnitSearch":
        """Return the register ready to be searched, the units that work most on the plan on show first."""
        from planner.services.unit_search import UnitSearch

        nodes = self.snapshot.nodes if self.snapshot is not None else ()
        return UnitSearch(self.store.units(), Counter(f.unit.unit_id for node in nodes for f in node.assignments))

    def unit_names(self) -> tuple[str, ...]:
        """Return the names of the units in use, those that work most on the plan on show first."""
        return tuple(found.unit.name for found in self.unit_search().find(""))

    def _travel(self, word: str, travel: "Callable[[], Change | None]") -> None:
        change = self._write(travel, stays=self.page != PLAN)  # elsewhere nobody asked for another plan
        if change is not None:
            self.told.emit(f"{word}：{change.name}")

    def _write(self, write: "Callable[[], Change | None]", *, stays: bool = False) -> "Change | None":
        try:
            change = write()
        except PlannerError as error:
            self.missed = lambda: self._write(write, stays=stays)
            self.failed.emit(error)
            return None
        if change is not None and change.sequence:
            self.refresh(change, stays=stays)
        return change

    def refresh(self, change: "Change", *, stays: bool) -> None:
        """Show the store as it stands after a change; one that names no plan stands for many at once."""
        self.plans, self.reviews = self.store.plans(), self.store.reviews()
        self.plans_changed.emit()
        known = {plan.plan_id for plan in self.plans}
        shown = self.plan_id
        touched = [plan_id for plan_id in change.plan_ids if plan_id in known]
        if shown not in known:
            self._show(touched[0] if touched else next(iter(sorted(known, reverse=True)), None), change)
        elif stays or shown in touched or not touched:
            self._show(shown, change)
        else:
            self._show(touched[0], change)

    def _show(self, plan_id: int | None, change: "Change | None") -> None:
        before, old = self.node_id, self.snapshot
        self.snapshot = self.store.snapshot(plan_id) if plan_id is not None else None
        self.node_id = self._node_after(change, before, old)
        known = self.snapshot.by_id if self.snapshot is not None else {}
        chosen, self.node_ids = self.node_ids, tuple(one for one in self.node_ids if one in known)
        if plan_id is not None and plan_id != self._last_plan:
            self.store.set_setting("last_plan", str(plan_id))
            self._last_plan = plan_id
        self.changed.emit(self.snapshot, change)
        if self.node_ids != chosen:
            self.marked.emit(self.node_ids)  # a node that is gone is no longer counted among the chosen
        if self.node_id != before or old is None or plan_id != old.plan_id:
            self.selected.emit(self.node_id)

    def _node_after(self, change: "Change | None", before: int | None, old: "PlanSnapshot | None") -> int | None:
        """Return the node to choose: what came back, what was made, the same as before, or what took its place."""
        if self.snapshot is None or not self.snapshot.nodes:
            return None
        by_id = self.snapshot.by_id
        is_same = old is not None and old.plan_id == self.snapshot.plan_id
        if change is not None and change.replayed and is_same and old is not None:
            back = next((node.node_id for node in self.snapshot.nodes if node.node_id not in old.by_id), None)
            if back is not None:
                return back
        if change is not None and change.node_id in by_id:
            return change.node_id
        if old is None or old.plan_id != self.snapshot.plan_id:
            return self.snapshot.nodes[0].node_id
        if before in by_id:
            return before
        order = [node.node_id for node in old.nodes]
        place = order.index(before) if before in order else 0
        after = [node_id for node_id in order[place:] if node_id in by_id]
        ahead = [node_id for node_id in order[:place] if node_id in by_id]
        return after[0] if after else ahead[-1] if ahead else self.snapshot.nodes[0].node_id
