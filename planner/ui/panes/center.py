"""The middle of the window: the bar, the filter, the tree, and below it the faults and leftovers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.core.errors import PlannerError, StepError
from planner.ui.panes.outline_tree import OutlineTree
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QSplitter, QStackedWidget

    from planner.core.filtering import ItemFilter
    from planner.core.snapshot import PlanSnapshot
    from planner.ui.panes.bar import Bar
    from planner.ui.panes.elided import ElidedLabel
    from planner.ui.panes.filter_desk import FilterDesk
    from planner.ui.panes.filter_field import FilterField
    from planner.ui.panes.problems import Problems
    from planner.ui.panes.title_line import TitleLine


class Center(QWidget):
    """Connects its parts with the workspace. At first it is the tree alone; `complete` puts the rest round it."""

    open_wanted = Signal()
    paste_wanted = Signal()
    review_wanted = Signal(int)
    bar: "Bar"
    title: "ElidedLabel"
    title_line: "TitleLine"
    filters: "FilterDesk"
    head: QWidget
    split: "QSplitter"
    pages: "QStackedWidget"
    problems: "Problems"

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._refused = self._is_reading = False
        self.tree = OutlineTree(self, workspace.store)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.tree)
        workspace.opened.connect(self.tree.show_opening)

    def complete(self) -> None:
        """Put everything round the tree and connect it."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QSplitter, QStackedWidget

        from planner.ui.panes.bar import Bar
        from planner.ui.panes.elided import ElidedLabel
        from planner.ui.panes.filter_desk import FilterDesk
        from planner.ui.panes.title_line import TitleLine

        workspace = self._workspace
        self.bar = Bar(self)
        self.title = ElidedLabel(self)
        self.title.setObjectName("heading")
        self.title_line = TitleLine(self.title, self)
        self.pages = QStackedWidget(self)
        self.filters = FilterDesk(workspace, self.tree, self, self.pages.y)
        self.tree.complete()
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setHandleWidth(1)
        self._arrange()
        self.tree.chosen.connect(self._chosen)
        self.tree.several_chosen.connect(workspace.mark)
        workspace.marked.connect(self.tree.show_chosen)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._show_chosen)
        workspace.failed.connect(self._show_trouble)
        workspace.taken.connect(self._offer_undo)
        workspace.kept.connect(self._offer_to_go_on)

    def add_problems(self, problems: "Problems") -> None:
        """Put the faults and leftovers below the tree."""
        workspace = self._workspace
        self.problems = problems
        self.split.addWidget(problems)
        self.split.setSizes([430, 170])
        problems.fault_shown.connect(self._show_fault)
        problems.leftover_shown.connect(lambda found: workspace.show_place(found.start, found.end))
        if problems.checks is not None:
            problems.checks.node_wanted.connect(lambda node_id: workspace.go_to(workspace.plan_id or 0, node_id))
            problems.checks.unit_wanted.connect(lambda unit_id: workspace.go("units", unit_id))
            problems.checks.items_wanted.connect(workspace.set_filter)
        workspace.changed.connect(lambda snapshot, _change: problems.show_snapshot(snapshot))
        problems.show_snapshot(workspace.snapshot)

    def _offer_to_go_on(self, review_id: int) -> None:
        """Say that a review waits, and where."""

        def take_up() -> None:
            self.bar.settle()
            self.review_wanted.emit(review_id)

        go_on = ("接着核对", take_up)
        self.bar.show_news("核对已保留，随时可以从计划列表接着做。", go_on)

    def _add_welcome(self) -> None:
        from planner.ui.panes.welcome import Welcome

        welcome = Welcome(self)
        welcome.open_wanted.connect(self.open_wanted)
        welcome.paste_wanted.connect(self.paste_wanted)
        welcome.review_wanted.connect(self.review_wanted)
        self._workspace.plans_changed.connect(lambda: welcome.show_reviews(self._workspace.reviews))
        welcome.show_reviews(self._workspace.reviews)
        self.pages.addWidget(welcome)

    def _arrange(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout

        self.head = QWidget(self)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.title, 3)
        row.addWidget(self.title_line, 3)
        row.addWidget(self.filters.field, 2)
        row.addWidget(self.filters.count)
        row.addWidget(self.filters.views.funnel)
        row.addWidget(self.filters.views.button)
        self._layout.removeWidget(self.tree)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self.head)
        self._layout.addWidget(self.filters.chips)
        self._layout.addWidget(self.pages, 1)
        self.split.addWidget(self.tree)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.pages.addWidget(self.split)
        for part in (self.tree, self.head, self.pages):
            part.show()  # else it is shown, and given its room, only some events later

    @property
    def filter(self) -> "FilterField":
        """The search box."""
        return self.filters.field

    def rename(self, old: str, take: "Callable[[str], None]") -> None:
        """Let another name of the plan be typed in the place of its title."""
        self.title_line.rename(old, take, self.tree)

    def chosen_items(self) -> "ItemFilter":
        """Return what the tree is filtered by, for who prints what is seen."""
        return self.filters.chosen

    def leave_room(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep the tree at the place that it will have when everything stands round it."""
        self._layout.setContentsMargins(left, top, right, bottom)

    def _changed(self, snapshot: "PlanSnapshot | None", change: object) -> None:
        if change is not None:
            self.bar.settle()
        if snapshot is None and self.pages.count() == 1:
            self._add_welcome()
        self.pages.setCurrentIndex(0 if snapshot is not None else 1)
        self.head.setVisible(snapshot is not None)
        title = (snapshot.head.title or snapshot.source.name) if snapshot is not None else ""
        self.title.show_words(title)
        self.tree.show_snapshot(snapshot, self._workspace.node_id)
        self.filters.refresh()

    def _show_trouble(self, error: PlannerError) -> None:
        self._refused = isinstance(error, StepError)
        self.bar.show_trouble(error)

    def show_reading(self, words: str, stop: "Callable[[], None]") -> None:
        """Say what is being read, with a button that stops it; nothing more when it is done."""
        if words:
            self._is_reading = True
            self.bar.show_news(words, ("取消", stop))
        elif self._is_reading:
            self._is_reading = False
            self.bar.settle()

    def offer_conversion(self, error: PlannerError, program: str, convert: "Callable[[], None]") -> None:
        """Say what is wrong with a document, with a button that lets an Office program read it."""
        self.bar.show_trouble(error, (f"用 {program} 转换后再读", convert))

    def _offer_undo(self, words: str) -> None:
        self.bar.show_news(words, ("撤销（Ctrl+Z）", self._workspace.undo))

    def _chosen(self, node_id: int | None) -> None:
        if self._refused and self.bar.is_alarm:
            self.bar.settle()  # what was refused was about the node chosen before
        self._workspace.select(node_id)
        if self._workspace.node_id != node_id:
            self.tree.show_node(self._workspace.node_id)

    def _show_chosen(self, node_id: int | None) -> None:
        self.filters.show_chosen(node_id)
        self.tree.show_node(node_id)

    def _show_fault(self, fault: object) -> None:
        from planner.core.draft import Fault

        if isinstance(fault, Fault):
            node_id = self.problems.faults_model.node_of(fault)
            if node_id is not None:
                self._workspace.select(node_id)
            if fault.start is not None and fault.end is not None:
                self._workspace.show_place(fault.start, fault.end)
