"""The panel of the filter and the named views: what the panel asks for, and what its keys do."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from planner.core.days import read_day
from planner.core.facets import DUE, FACETS, PART, VIEWS, Choice, choices_of
from planner.core.filtering import ItemFilter
from planner.core.sounds import has_sound, sounds_of
from planner.core.traits import Traits
from planner.core.views import USUAL_VIEWS, View, view_of
from planner.ui.icons import icon
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.panes.filter_panel import FilterPanel


EMPTY = {
    PART: "先在“单位”里选单位，再定是牵头还是配合。",
    "nodes": "先在任务树里用空格键勾选几项，这里就可以只看它们。",
    "leaders": "这份计划没有写明领导；可以在单位名录里填各单位的分管领导。",
    "sections": "这份计划没有分部分。",
    "units": "这份计划还没有分派单位。按 Ctrl+G 逐条分派。",
    "months": "没有写明截止日的任务。",
}
LONGEST_NAME = 8
NOTHING_HERE = "没有这样的任务。"


class ViewDesk(QObject):
    """Builds the panel when it is first wanted. `button` opens the menu of views, `funnel` the panel."""

    def __init__(self, workspace: Workspace, tree: PlanTree, parent: QWidget, top: Callable[[], int]) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tree = tree
        self._parent = parent
        self._top = top
        self._panel: FilterPanel | None = None
        self._shown: tuple[View, ...] = ()
        self.button = QToolButton(parent)
        self.funnel = QToolButton(parent)
        self._make_buttons()

    @property
    def _chosen(self) -> ItemFilter:
        return self._workspace.filter or ItemFilter()

    @property
    def panel(self) -> "FilterPanel":
        """The panel."""
        if self._panel is None:
            from planner.ui.panes.filter_panel import FilterPanel

            self._panel = panel = FilterPanel(self._parent)
            panel.asked.connect(self.refresh)
            panel.turned.connect(self._workspace.set_filter)
            panel.cleared.connect(lambda: self._workspace.set_filter(None))
            panel.closed.connect(self._tree.setFocus)
            panel.saved.connect(self._save)
            panel.view_wanted.connect(lambda place: self._show_view(self._shown[place]))
            panel.view_renamed.connect(self._rename)
            panel.view_deleted.connect(self._delete)
        return self._panel

    def open_panel(self, group: str = "", *, to_save: bool = False) -> None:
        """Open the panel, or close it when it is open already."""
        if self._workspace.snapshot is None:
            return
        if self._panel is not None and self._panel.isVisible() and not group and not to_save:
            self._panel.close_panel()
            return
        self.panel.place(self._top())
        self.panel.open_at(group or ("units" if not to_save else VIEWS), to_save=to_save)

    def views(self) -> tuple[View, ...]:
        """Return the views of the program, and those the clerk has named."""
        from planner.services.views import views

        return (*USUAL_VIEWS, *self._workspace.store.read(views))

    def refresh(self) -> None:
        """Show the choices as they are now, and the name of the view on show."""
        self._name_button()
        panel, plan = self._panel, self._workspace.snapshot
        traits = self._tree.plan_model.filter.traits
        if panel is None or panel.isHidden() or plan is None or traits is None:
            return
        chosen = self._chosen
        if panel.typed:
            panel.show_choices(self._found(panel.typed), f"没有叫“{panel.typed}”的条件。")
        elif panel.group == VIEWS:
            self._shown = self.views()
            listed = []
            for place, view in enumerate(self._shown):
                wanted = view.filter_for(plan)
                count = len(wanted.chosen(plan, traits.day, traits))
                listed.append((view.view_id or -1 - place, view.name, count, wanted == chosen))
            panel.show_views(listed, "")
        else:
            found = choices_of(panel.group, traits, chosen, self._workspace.node_ids)
            panel.show_choices(found, EMPTY.get(panel.group, NOTHING_HERE))
        QTimer.singleShot(0, self, self._place)  # when the chips have got their room
        panel.show_state(self._count(), self._taken(chosen), has_filter=self._workspace.filter is not None)

    def _found(self, typed: str) -> list[Choice]:
        """Return the choices of all groups that are called so, and the day that was typed."""
        from planner.services.unit_search import UnitSearch

        traits = self._tree.plan_model.filter.traits
        if traits is None:
            return []
        small, out = typed.lower(), self._day_typed(typed, traits)
        for facet, words in FACETS.items():
            choices = choices_of(facet, traits, self._chosen, self._workspace.node_ids)
            names = [one.words.strip("　") for one in choices]
            if facet == "units":
                fitting = {found.unit.name for found in UnitSearch.of_names(names).find(typed)}
            else:
                fitting = {name for name in names if small in name.lower() or has_sound(sounds_of(name), small)}
            out += [
                replace(one, words=f"{words} · {name}")
                for one, name in zip(choices, names, strict=True)
                if name in fitting
            ]
        return out

    def _day_typed(self, typed: str, traits: Traits) -> list[Choice]:
        chosen, day = self._chosen, read_day(typed, traits.day.year)
        if day is None:
            return []
        wanted = replace(chosen, due_by=day)
        (found,) = [one for one in choices_of(DUE, traits, wanted) if one.is_taken]
        return [found if wanted == chosen else replace(found, is_taken=False, turned=wanted)]

    def _place(self) -> None:
        if self._panel is not None:
            self._panel.place(self._top())

    def _count(self) -> str:
        found = self._tree.plan_model.filter
        plan = self._workspace.snapshot
        whole = len(plan.items) if plan is not None else 0
        return f"列出 {found.item_count} 项，共 {whole} 项" if found.is_on else f"全部 {whole} 项"

    def _taken(self, chosen: ItemFilter) -> list[str]:
        usual = ItemFilter()
        taken = [name for name in FACETS if name not in (PART, DUE) and getattr(chosen, name) != getattr(usual, name)]
        taken += [DUE] if chosen.due_by is not None else []
        return taken + ([PART] if chosen.units and (chosen.role, chosen.reach) != (usual.role, usual.reach) else [])

    def _show_view(self, view: View) -> None:
        plan = self._workspace.snapshot
        if plan is None:
            return
        wanted = view.filter_for(plan)
        is_shown = wanted == self._workspace.filter
        self._workspace.set_filter(None if is_shown else wanted)

    def _save(self, name: str) -> None:
        from planner.services.views import save_view

        plan, chosen = self._workspace.snapshot, self._workspace.filter
        if plan is None or chosen is None:
            return
        view = view_of(plan, name, chosen)
        if self._workspace.do(f"保存视图“{name.strip()}”", lambda session: save_view(session, view)) is not None:
            self._workspace.told.emit(f"已存为视图“{name.strip()}”，在“视图”里随时可用，各份计划都能用")
            self.panel.name.clear()
            self.panel.close_panel()

    def _rename(self, view_id: int, name: str) -> None:
        from planner.services.views import rename_view

        self._workspace.do(f"视图改名为“{name.strip()}”", lambda session: rename_view(session, view_id, name))
        self.refresh()

    def _delete(self, view_id: int) -> None:
        from planner.services.views import delete_view

        name = next((view.name for view in self._shown if view.view_id == view_id), "")
        if self._workspace.do(f"删除视图“{name}”", lambda session: delete_view(session, view_id)) is not None:
            self._workspace.taken.emit(f"已删除视图“{name}”")

    def _make_buttons(self) -> None:
        menu = QMenu(self.button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.button.setMenu(menu)
        self.button.setText("视图")
        self.button.setObjectName("views")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolTip("现成的和自己存的筛选（Ctrl+Alt+S）")
        self.button.setAccessibleName("视图")
        self.funnel.setText("筛选")
        self.funnel.setObjectName("funnel")
        self.funnel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.funnel.setToolTip("按单位、状态、月份等筛选（Ctrl+Shift+F）")
        self.funnel.setAccessibleName("筛选")
        self.funnel.clicked.connect(lambda _checked=False: self.open_panel())
        for button in (self.button, self.funnel):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draw the icons for the palette of this moment."""
        self.funnel.setIcon(icon("funnel"))

    def _name_button(self) -> None:
        plan, wanted = self._workspace.snapshot, self._workspace.filter
        shown = [view.name for view in self.views() if view.filter_for(plan) == wanted] if plan and wanted else []
        words = shown[0] if shown else "视图"
        self.button.setText(
            (words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…").replace("&", "&&")
        )
        self.button.setAccessibleName(f"视图：{words}" if shown else "视图")

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        plan = self._workspace.snapshot
        traits = self._tree.plan_model.filter.traits
        if plan is None or traits is None:
            return
        found = self.views()
        for place, view in enumerate(found):
            if place == len(USUAL_VIEWS):
                menu.addSeparator()
            wanted = view.filter_for(plan)
            count = len(wanted.chosen(plan, traits.day, traits))
            action = menu.addAction(f"{view.name.replace('&', '&&')}\t{count} 项")
            action.setCheckable(True)
            action.setChecked(wanted == self._workspace.filter)
            action.triggered.connect(lambda _checked=False, view=view: self._show_view(view))
        menu.addSeparator()
        saving = menu.addAction("把现在的筛选存为视图…\tCtrl+Shift+S")
        saving.setEnabled(self._workspace.filter is not None)
        saving.triggered.connect(lambda _checked=False: self.open_panel(to_save=True))
        menu.addAction("改名、删除…\tCtrl+Alt+S").triggered.connect(lambda _checked=False: self.open_panel(VIEWS))
