"""The list of plans."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.snapshot import PlanSummary
from planner.ui.wording import STAGES

Index = QModelIndex | QPersistentModelIndex
PLAN_ROLE = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()


def plan_line(plan: PlanSummary) -> str:
    """Return the second line of a plan: 2031 年 · 40 项 · 征求意见稿."""
    words = [f"{plan.year} 年"] if plan.year else []
    words.append(f"{plan.item_count} 项")
    if plan.stage in STAGES:
        words.append(STAGES[plan.stage])
    return " · ".join(words)


class PlanListModel(QAbstractListModel):
    """Newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plans: tuple[PlanSummary, ...] = ()

    def show_plans(self, plans: tuple[PlanSummary, ...]) -> None:
        """Show the plans of the store."""
        self.beginResetModel()
        self._plans = tuple(sorted(plans, key=lambda plan: -plan.plan_id))
        self.endResetModel()

    def index_of(self, plan_id: int | None) -> QModelIndex:
        """Return the index of a plan, invalid when it is not there."""
        places = [place for place, plan in enumerate(self._plans) if plan.plan_id == plan_id]
        return self.index(places[0]) if places else QModelIndex()

    def plan_at(self, index: Index) -> PlanSummary | None:
        """Return the plan of an index."""
        return self._plans[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._plans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        plan = self.plan_at(index)
        if plan is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return plan.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{plan.title}\n{plan_line(plan)}"
        return plan if role == PLAN_ROLE else None
