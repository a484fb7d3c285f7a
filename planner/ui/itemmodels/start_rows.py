"""The rows of the page 首页: the plans with how they stand, what wants to be looked at, and what a search found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.labels import numbered
from planner.core.progress import StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.services import ReviewRecord
from planner.ui.wording import STAGES, without_lead

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN_GROUPS = (StatusGroup.DONE, StatusGroup.GOING, StatusGroup.BEHIND, StatusGroup.IDLE, StatusGroup.APART)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many items count as a group, which the plan calls by its own word."""

    group: StatusGroup
    word: str
    count: int

    @property
    def words(self) -> str:
        """The count in words: 已完成 3."""
        return f"{self.word} {self.count}"


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan: what it is, and how many of its items count as what."""

    plan_id: int
    title: str
    line: str
    counts: tuple["GroupCount", ...]

    @property
    def words(self) -> str:
        """The counts in words: 已完成 3 · 推进中 12."""
        return " · ".join(one.words for one in self.counts if one.count)

    @property
    def spoken(self) -> str:
        """The card as it is read aloud."""
        return f"{self.title}，{self.line}，{self.words}"


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to look at: a review that waits, the doubts of a plan, its items without a lead; or an item found.

    `icon` names its picture; `kind` says where it goes: "review", "doubts", "leads" or "node".
    """

    icon: str
    words: str
    beside: str
    kind: str
    plan_id: int = 0
    about: int = 0

    @property
    def spoken(self) -> str:
        """The row as it is read aloud."""
        return f"{self.words}，{self.beside}" if self.beside else self.words


Row = PlanCard | Errand


class StartModel(QAbstractListModel):
    """A list of cards or of errands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; nothing happens where they are what is shown."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows or says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW_ROLE else None


def card_of(plan: PlanSnapshot, day: date) -> PlanCard:
    """Return how a plan stands on a day."""
    counted = Counter(standing(item, day, plan.customs).group for item in plan.items)
    words = ["—".join(dict.fromkeys(map(str, (years[0], years[-1])))) + " 年"] if (years := plan.head.years) else []
    words.append(f"{len(plan.items)} 项")
    if plan.head.stage in STAGES:
        words.append(STAGES[plan.head.stage])
    counts = tuple(GroupCount(group, plan.customs.group_word(group), counted[group]) for group in SHOWN_GROUPS)
    return PlanCard(plan.plan_id, title_of(plan), " · ".join(words), counts)


def title_of(plan: PlanSnapshot) -> str:
    """Return a plan's title on one line."""
    return " ".join((plan.head.title or plan.source.name).split()).strip("《》")


def errands(reviews: Sequence[ReviewRecord], plans: Sequence[PlanSnapshot], doubts: dict[int, int]) -> Iterator[Errand]:
    """Yield what wants to be looked at: reviews that wait, then doubts and items without a lead, newest plans first."""
    for review in reversed(reviews):
        left = f"还剩 {review.open_count} 处" if review.open_count else "已核对完，可以导入"
        yield Errand(
            "clipboard-check", f"接着核对《{review.title.strip('《》')}》", left, "review", about=review.review_id
        )
    for plan in reversed(plans):
        if doubts.get(plan.plan_id):
            yield Errand("triangle-alert", title_of(plan), f"{doubts[plan.plan_id]} 处疑点", "doubts", plan.plan_id)
        missing = without_lead(plan)
        if missing:
            yield Errand("users", title_of(plan), f"{missing} 项未定牵头", "leads", plan.plan_id)


def hit_of(plan: PlanSnapshot, node: PlanNode) -> Errand:
    """Return an item that was found."""
    leads = "、".join(dict.fromkeys(found.unit.name for found in node.leads))
    beside = " · ".join(filter(None, (leads, title_of(plan))))
    words = " ".join(numbered(node.number, node.title).split()) or node.body[:40]
    return Errand("file-text", words, beside, "node", plan.plan_id, node.node_id)
