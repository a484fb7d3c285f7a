"""The filter of the tree: box, chips and panel make one ItemFilter, and the tree shows what it wants.

The workspace holds the filter. What is typed and chosen goes there; what is shown comes from there, whoever set it.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from planner.core.facets import DUE, VIEWS
from planner.core.filtering import ItemFilter
from planner.ui.panes.filter_chips import FilterChips
from planner.ui.panes.filter_field import FilterField, NoHits
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.panes.view_desk import ViewDesk
from planner.ui.workspace import Workspace

WAITING_MS = 1000
PREPARING_AFTER_MS = 300


class FilterDesk(QObject):
    """The slots of the actions that search and filter. `top` tells where the panel may begin, in `parent`."""

    def __init__(self, workspace: Workspace, tree: PlanTree, parent: QWidget, top: Callable[[], int]) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tree = tree
        self._chosen_before: int | None = None
        self._plan_id: int | None = None
        self._was_on = self._is_showing = False
        self.field = FilterField(parent)
        self.count = QLabel(parent)
        self.count.setObjectName("muted")
        self.chips = FilterChips(parent)
        self.no_hits = NoHits(tree)
        self.views = ViewDesk(workspace, tree, parent, top)
        self._preparing = QTimer(self)
        self._preparing.setSingleShot(True)
        self._preparing.timeout.connect(self._prepare)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self._tree.setFocus)
        self.field.next_wanted.connect(self._go_to_hit)
        self.chips.wanted.connect(workspace.set_filter)
        self.chips.renewed.connect(self._show)
        self.chips.opened.connect(lambda name: self.views.open_panel(DUE if name.startswith(DUE) else name))
        self.chips.left.connect(self._tree.setFocus)
        self._tree.escaped.connect(self._escape)
        workspace.filtered.connect(lambda _chosen: self._show())
        self.count.hide()

    @property
    def chosen(self) -> ItemFilter:
        """What is wanted at this moment."""
        return self._workspace.filter or ItemFilter()

    def focus_filter(self) -> None:
        """Put the cursor into the box."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_filter_panel(self) -> None:
        """Show the choices of the filter."""
        self.views.open_panel()

    def show_views(self) -> None:
        """Show the named views."""
        self.views.open_panel(VIEWS)

    def save_view(self) -> None:
        """Ask for a name for the filter of this moment."""
        self.views.open_panel(to_save=True)

    def next_hit(self) -> None:
        """Go to the next hit, the focus staying where it is."""
        self._go_to_hit(1)

    def previous_hit(self) -> None:
        """Go to the hit before."""
        self._go_to_hit(-1)

    def clear_filter(self) -> None:
        """Show everything again."""
        self._workspace.set_filter(None)

    def show_chosen(self, node_id: int | None) -> None:
        """Let a filter that would hide what was chosen give way, so that nobody works on what is not seen.

        Of another plan the first hit is chosen: the filter goes with the clerk from plan to plan.
        """
        is_other, self._plan_id = self._workspace.plan_id != self._plan_id, self._workspace.plan_id
        if self._workspace.filter is None or self._tree.shows(node_id):
            return
        if is_other:
            self._workspace.select(self._tree.plan_model.first_hit())
        elif node_id is not None:
            self._workspace.set_filter(None)
            self._workspace.told.emit("筛选已清除，才能看到这一项")

    def refresh_look(self) -> None:
        """Draw anew for another palette."""
        self.views.draw_icons()
        self.chips.draw_icons()

    def refresh(self) -> None:
        """Say what is shown of the plan as it stands now."""
        found, plan = self._tree.plan_model.filter, self._workspace.snapshot
        chosen = self.chosen
        parts = [one for one in chosen.parts(plan) if one.name != "text"] if plan is not None else []
        self.chips.show_parts(parts, chosen, found.left_count)
        sections = f"，{found.section_count} 个部分" if found.section_count else ""
        self.count.setText(f"{found.item_count} 项{sections}")
        self.count.setVisible(found.is_on)
        has_both = bool(chosen.text and parts)
        hint = "按 Esc 清除查找的字，按 Ctrl+Shift+L 全部清除" if has_both else "按 Esc 清除"
        self.no_hits.show_words(self._nothing() if found.is_on and not found.shown else "", hint)
        self.views.refresh()
        self._preparing.start(PREPARING_AFTER_MS)

    def _escape(self) -> None:
        """Give up the words looked for, and then the choices."""
        self._workspace.set_filter(self.chosen.choices if self.chosen.text else None)

    def _typed(self, text: str) -> None:
        if not self._is_showing:
            self._workspace.set_filter(replace(self.chosen, text=text.strip()))

    def _show(self) -> None:
        """Show what the filter wants; a choice that is left out goes to the first hit, and comes back."""
        workspace, tree = self._workspace, self._tree
        if self.field.text().strip() != self.chosen.text:
            self._is_showing = True
            self.field.setText(self.chosen.text)
            self._is_showing = False
        node_id = workspace.node_id
        tree.set_filter(workspace.filter, node_id)
        model = tree.plan_model
        self.refresh()
        is_on, was_on = workspace.filter is not None, self._was_on
        self._was_on = is_on
        if is_on and not was_on:
            self._chosen_before = node_id
        if not is_on and node_id is None:
            workspace.select(self._chosen_before)
        elif is_on and (not model.is_hit(node_id) or model.filter.query.number):
            workspace.select(model.first_hit())

    def _go_to_hit(self, offset: int) -> None:
        node_id = self._tree.plan_model.hit_beside(self._workspace.node_id, offset)
        if node_id is not None:
            self._workspace.select(node_id)

    def _nothing(self) -> str:
        """Return why nothing is shown."""
        plan, chosen = self._workspace.snapshot, self.chosen
        lacking = chosen.missing_in(plan) if plan is not None else ()
        if lacking:
            return f"这份计划里没有{'、'.join(lacking)}"
        words = "，".join(part.words for part in chosen.parts(plan)) if plan is not None else ""
        return f"没有{words}的任务"

    def _prepare(self) -> None:
        """Make ready a little of what a search needs, between two events, once the readings of characters are there.

        They come at the first sign of a hand, with all that costs memory (`Starter`).
        """
        from planner.core import pinyin

        if not pinyin.is_loaded():
            self._preparing.start(WAITING_MS)
            return
        if self._tree.plan_model.filter.prepare():
            self._preparing.start(0)
