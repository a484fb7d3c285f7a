"""How many items of the plan are in each of the four counting groups, and apart: links to exactly those items.

Counted in the pauses, a few milliseconds at a time, and only for what has changed since: a plan of ten thousand items
is never waited for.
"""

from collections import Counter
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.core.customs import Customs
from planner.core.filtering import ItemFilter
from planner.core.progress import StatusGroup
from planner.core.standing import standing
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.snapshot import PlanNode, PlanSnapshot

PAUSE_MS, SLICE = 120, 0.006


class StateCounts(QWidget):
    """A row of quiet buttons: 未启动 3 · 推进中 20 · 已完成 5 · 滞后 2."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan: PlanSnapshot | None = None
        self._known: dict[int, tuple[PlanNode, StatusGroup]] = {}
        self._known_for: tuple[Customs, date] | None = None
        self._left: list[PlanNode] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons = {group: QPushButton(self) for group in StatusGroup}
        for group, button in self.buttons.items():
            button.setObjectName("quiet")
            button.setToolTip(f"只看“{group.value}”的任务")
            button.hide()
            button.clicked.connect(lambda _checked=False, group=group: self._show_items(group))
            layout.addWidget(button)
        workspace.changed.connect(lambda snapshot, _change: self._look(snapshot))
        self._look(workspace.snapshot)

    @property
    def words(self) -> str:
        """What is shown, for who cannot see it."""
        return " · ".join(button.text() for button in self.buttons.values() if not button.isHidden())

    def _look(self, plan: "PlanSnapshot | None") -> None:
        """Begin to count anew, when the hands rest."""
        self._plan = plan
        if plan is None:
            self._timer.stop()
            for button in self.buttons.values():
                button.hide()
            return
        self._timer.start(PAUSE_MS)
        self._left = []

    def _go_on(self) -> None:
        plan = self._plan
        if plan is None:
            return
        day = date.today()
        if self._known_for != (plan.customs, day):
            self._known_for, self._known = (plan.customs, day), {}
        if not self._left:
            self._left = [item for item in reversed(plan.items) if self._is_new(item)]
        ends = perf_counter() + SLICE
        while self._left and perf_counter() < ends:
            item = self._left.pop()
            self._known[item.node_id] = item, standing(item, day, plan.customs).group
        if self._left:
            self._timer.start(0)
        else:
            self._tell(plan)

    def _is_new(self, item: "PlanNode") -> bool:
        known = self._known.get(item.node_id)
        return known is None or known[0] is not item

    def _tell(self, plan: "PlanSnapshot") -> None:
        counted = Counter(self._known[item.node_id][1] for item in plan.items)
        for group, button in self.buttons.items():
            word, count = plan.customs.group_word(group), counted[group]
            button.setText(f"{word} {count}")
            button.setAccessibleName(f"{word} {count} 项")
            tip = "长期坚持和暂缓的，不计入完成率；" if group is StatusGroup.APART else ""
            button.setToolTip(f"{tip}只看这 {count} 项")
            button.setVisible(count > 0)

    def _show_items(self, group: StatusGroup) -> None:
        if self._plan is not None and self._plan.plan_id:
            self._workspace.go_to_items(self._plan.plan_id, ItemFilter(groups=(group,)))
