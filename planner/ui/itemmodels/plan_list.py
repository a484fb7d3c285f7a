"""The list of plans, and of the reviews that wait."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class YearHead:
    """The head of the plans of one year; None for plans that name no year."""

    year: int | None

    @property
    def title(self) -> str:
        """What the head says."""
        return f"{self.year} 年" if self.year else "未写年份"


Row = PlanSummary | ReviewRecord | YearHead


class PlanListModel(QAbstractListModel):
    """Reviews that wait, then the plans, newest first, each with its earlier versions behind it.

    Plans of several years stand below their years; a head cannot be chosen.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._earlier: set[int] = set()

    def show_plans(self, plans: tuple[PlanSummary, ...], reviews: tuple[ReviewRecord, ...] = ()) -> None:
        """Show the plans of the store."""
        self.beginResetModel()
        by_id = {plan.plan_id: plan for plan in plans}
        self._earlier = {plan.earlier_id for plan in plans if plan.earlier_id is not None}
        self._rows = list(reversed(reviews))
        latest = [plan for plan in plans if plan.plan_id not in self._earlier]
        several = len({plan.year for plan in latest}) > 1
        shown: list[int | None] = []
        for plan in sorted(latest, key=lambda plan: (-(plan.year or 0) if several else 0, -plan.plan_id)):
            if several and plan.year not in shown:
                self._rows.append(YearHead(plan.year))
                shown.append(plan.year)
            version: PlanSummary | None = plan
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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let all but heads be chosen."""
        is_head = index.isValid() and isinstance(self._rows[index.row()], YearHead)
        return Qt.ItemFlag.NoItemFlags if is_head else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if isinstance(row, YearHead):
            return row if role == PLAN_ROLE else None
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
