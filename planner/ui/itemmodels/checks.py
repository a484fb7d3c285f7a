"""The checks of a plan as two levels: a kind with its count and what to do about it, below it what was found."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from planner.core.checks import ADVICE, Check, CheckKind, Finding
from planner.core.filtering import ItemFilter
from planner.core.labels import numbered
from planner.core.traits import Gap
from planner.ui.icons import grown, picture
from planner.ui.itemmodels.heads import head_data
from planner.ui.look import current_look
from planner.ui.wording import KINDS

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
WHAT, UNIT, ADVISED, LINK = range(4)
HEADS = ("检查出的问题", "单位", "怎么办", "")
TOP = 0


def filter_of(check: Check) -> ItemFilter | None:
    """Return the filter that shows the items of a check; None where it is about no item."""
    if check.kind is CheckKind.NO_LEAD:
        return ItemFilter(gaps=(Gap.NO_LEAD,))
    if check.kind is CheckKind.IDLE:
        return None
    return ItemFilter(nodes=check.item_ids) if check.item_ids else ItemFilter(units=check.unit_names)


class ChecksModel(QAbstractItemModel):
    """An index below a kind carries the place of the kind, counted from 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.checks: tuple[Check, ...] = ()

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.checks = checks
        self.endResetModel()

    def check_at(self, index: Index) -> Check | None:
        """Return the kind of a heading."""
        return self.checks[index.row()] if index.isValid() and index.internalId() == TOP else None

    def finding_at(self, index: Index) -> Finding | None:
        """Return what stands in a row below a heading."""
        if not index.isValid() or index.internalId() == TOP:
            return None
        return self.checks[index.internalId() - 1].findings[index.row()]

    def index_of(self, finding: Finding) -> QModelIndex:
        """Return the place of the same finding among those of now, of the nearest one when it is gone."""
        for place, check in enumerate(self.checks):
            for row, one in enumerate(check.findings if check.kind is finding.kind else ()):
                if _about(one) == _about(finding):
                    return self.createIndex(row, 0, place + 1)
        return QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        if not parent.isValid():
            return len(self.checks)
        check = self.check_at(parent) if parent.column() == 0 else None
        return len(check.findings) if check is not None else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return len(HEADS)

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a cell."""
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(HEADS)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else TOP)

    def parent(self, index: Index = NO_INDEX) -> Any:
        """Return the heading above."""
        if not index.isValid() or index.internalId() == TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, TOP)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        check, finding = self.check_at(index), self.finding_at(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                _of_check(check)[index.column()] if check else _of_finding(finding)[index.column()] if finding else None
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            if check:
                return _of_check(check)[index.column()] or None
            return f"{_of_finding(finding)[WHAT]}\n{ADVICE[finding.kind]}\n双击或按 Enter 转到那里" if finding else None
        if check and role == Qt.ItemDataRole.FontRole and index.column() == WHAT:
            font = QFont()
            font.setBold(True)
            return font
        if check and role == Qt.ItemDataRole.DecorationRole and index.column() == WHAT:
            look = current_look()
            name, color = ("triangle-alert", look.doubt) if check.matters else ("info", look.note)
            return picture(name, QColor(color), grown(14))
        if role == Qt.ItemDataRole.ForegroundRole and check and index.column() == LINK:
            return QColor(current_look().accent)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == ADVISED:
            return QColor(current_look().muted)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        return head_data(HEADS, section, orientation, role)


def _about(finding: Finding) -> tuple[int | None, int | None]:
    node, unit = finding.node, finding.unit
    return node.node_id if node is not None else None, unit.unit_id if unit is not None else None


def _of_check(check: Check) -> tuple[str, ...]:
    chosen = filter_of(check)
    link = "" if chosen is None else f"只看这 {len(chosen.nodes) or len(check.findings)} 项"
    if chosen is not None and chosen.units:
        link = "只看这些"
    return f"{check.kind}　{len(check.findings)}", "", ADVICE[check.kind], link


def _of_finding(finding: Finding) -> tuple[str, ...]:
    unit = finding.unit.name if finding.unit is not None else ""
    if finding.node is None:
        return f"{unit}　用在 {finding.count} 处" if finding.count else unit, "", "", ""
    return numbered(finding.node.number, finding.node.title) or KINDS[finding.node.kind], unit, "", ""
