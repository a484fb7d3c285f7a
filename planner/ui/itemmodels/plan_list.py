"""The list of plans, and of the reviews that wait."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.snapshot import PlanSummary
from planner.services import ReviewRecord
from planner.ui.wording import STAGES

Index = QModelIndex | QPersistentModelIndex
PLAN_ROLE = Qt.ItemDataRole.UserRole + 1
EARLIER_ROLE = Qt.ItemDataRole.UserRole + 2
NO_INDEX = QModelIndex()


def plan_line(plan: PlanSummary) -> str:
    """Return the second line of a plan: 2031 年 · 40 项 · 征求意见稿."""
    words = [f"{plan.year} 年"] if plan.year else []
    words.append(f"{plan.item_count} 项")
    if plan.stage in STAGES:
        words.append(STAGES[plan.stage])
    return " · ".join(words)


def review_line(review: ReviewRecord) -> str:
    """Return the second line of a review: 待核对 · 还剩 7 处."""
    return f"待核对 · 还剩 {review.open_count} 处" if review.open_count else "待导入 · 已核对完"


class PlanListModel(QAbstractListModel):
    """Reviews that wait, then the plans, newest first, each with its earlier versions behind it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[PlanSummary | ReviewRecord] = []
        self._earlier: set[int] = set()

    def show_plans(self, plans: tuple[PlanSummary, ...], reviews: tuple[ReviewRecord, ...] = ()) -> None:
        """Show the plans of the store."""
        self.beginResetModel()
        by_id = {plan.plan_id: plan for plan in plans}
        self._earlier = {plan.earlier_id for plan in plans if plan.earlier_id is not None}
        self._rows = list(reversed(reviews))
        for plan in sorted(plans, key=lambda plan: -plan.plan_id):
            version: PlanSummary | None = plan if plan.plan_id not in self._earlier else None
            while version is not None:
                self._rows.append(version)
                version = by_id.get(version.earlier_id) if version.earlier_id is not None else None
        self.endResetModel()

    def index_of(self, plan_id: int | None) -> QModelIndex:
        """Return the index of a plan, invalid when it is not there."""
        places = [
            place for place, row in enumerate(self._rows) if isinstance(row, PlanSummary) and row.plan_id == plan_id
        ]
        return self.index(places[0]) if places else QModelIndex()

    def plan_at(self, index: Index) -> PlanSummary | None:
        """Return the plan of an index."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, PlanSummary) else None

    def review_at(self, index: Index) -> ReviewRecord | None:
        """Return the review of an index."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, ReviewRecord) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title}\n{self.line_of(row)}"
        if role == EARLIER_ROLE:
            return isinstance(row, PlanSummary) and row.plan_id in self._earlier
        return row if role == PLAN_ROLE else None

    def line_of(self, row: PlanSummary | ReviewRecord) -> str:
        """Return the second line of a row."""
        if isinstance(row, ReviewRecord):
            return review_line(row)
        return f"旧版 · {plan_line(row)}" if row.plan_id in self._earlier else plan_line(row)
