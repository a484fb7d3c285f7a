"""How the first rows of a table are read: sections, tasks with their units, deadlines and the rest."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from planner.core.draft import DraftNode, Source
from planner.core.errors import InputError
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.importing import ImportOptions, parse
from planner.ui.icons import grown
from planner.ui.look import current_look

COLUMNS = ("序号", "任务", "内容", "牵头", "配合", "时限", "责任人", "其他")
WIDTHS = (46, 190, 150, 96, 120, 84, 64, 120)
UNREAD = "照这样读不出任务：请指定哪一列是任务，哪一列是单位。"


class ColumnPreview(QTableWidget):
    """Shows what the importer makes of a few rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.setHorizontalHeaderLabels(COLUMNS)
        self.setAccessibleName("读出来的样子")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, grown(width))

    def show_source(self, source: Source, options: ImportOptions) -> None:
        """Read the rows and show them."""
        try:
            draft = parse(source, options)
        except InputError:
            self.show_words(UNREAD)
            return
        nodes = [node for node in draft.nodes if node.origin is Origin.TABLE]
        self._begin(len(nodes))
        for row, node in enumerate(nodes):
            self._show_node(row, node)
        if not any(node.kind is NodeKind.ITEM for node in nodes):
            self.show_words(UNREAD)

    def show_words(self, words: str) -> None:
        """Show a sentence in the place of rows."""
        self._begin(1)
        self.setSpan(0, 0, 1, len(COLUMNS))
        item = QTableWidgetItem(words)
        item.setForeground(QBrush(QColor(current_look().doubt)))
        self.setItem(0, 0, item)

    def _begin(self, rows: int) -> None:
        self.clearSpans()
        self.setRowCount(0)
        self.setRowCount(rows)

    def _show_node(self, row: int, node: DraftNode) -> None:
        if node.kind is NodeKind.SECTION:
            item = QTableWidgetItem("　" * (node.level - 1) + node.number + node.title)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            self.setItem(row, 0, item)
            self.setSpan(row, 0, 1, len(COLUMNS))
            return
        step = "　" if node.kind is NodeKind.STEP else ""
        words = (
            step + node.number,
            step + node.title,
            node.body,
            _names(node, Role.LEAD),
            _names(node, Role.PARTNER),
            "、".join(deadline.text for deadline in node.deadlines),
            "、".join(person.name for person in node.persons),
            "；".join(f"{field.label}：{field.text}" for field in node.fields),
        )
        for column, text in enumerate(words):
            item = QTableWidgetItem(" ".join(text.split()))
            item.setToolTip(text)
            self.setItem(row, column, item)


def _names(node: DraftNode, role: Role) -> str:
    return "、".join(assignment.as_written for assignment in node.assignments if assignment.role is role)
