"""An item to be read: its section small, its number and title big, its text and its steps below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from planner.core.labels import numbered
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.look import current_look
from planner.ui.wording import deadline_line

_SMALL, _TITLE, _BODY = 1.0, 1.7, 1.3
_TIGHT = 0.85


class ItemReading(QTextEdit):
    """Takes no focus; it is scrolled from the box. `is_tight` makes the letters smaller where there is little room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setAccessibleName("任务")
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.is_tight = False

    def show_item(self, snapshot: PlanSnapshot, item: PlanNode) -> None:
        """Show an item from its beginning."""
        look = current_look()
        self.clear()
        cursor = QTextCursor(self.document())
        self._add(cursor, _path(snapshot, item), _SMALL, look.muted, below=10)
        self._add(cursor, numbered(item.number, item.title), _TITLE, look.text, below=12, is_bold=True)
        for text in item.body.split("\n"):
            self._add(cursor, text, _BODY, look.text, below=6)
        for step in snapshot.children.get(item.node_id, ()):
            self._add(cursor, numbered(step.number, step.title), _BODY, look.text, below=2, is_bold=bool(step.body))
            self._add(cursor, step.body, _BODY, look.text, below=6)
        for field in item.fields:
            self._add(cursor, f"{field.label}：{field.text}", _SMALL, look.muted, below=2)
        deadline = deadline_line(item)
        self._add(cursor, f"时限：{deadline}" if deadline else "", _SMALL, look.muted, below=0)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # a change of height scrolls to the cursor
        self.verticalScrollBar().setValue(0)

    def scroll_by(self, lines: int) -> None:
        """Scroll by some lines."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + lines * self.fontMetrics().lineSpacing() * 2)

    def _add(
        self, cursor: QTextCursor, text: str, size: float, color: str, *, below: int, is_bold: bool = False
    ) -> None:
        if not text:
            return
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setBottomMargin(below / 2 if self.is_tight else below)
        block.setLineHeight(100 if size == _TITLE else 135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        letters.setFontPointSize(self.font().pointSizeF() * max(1.0, size * _TIGHT if self.is_tight else size))
        letters.setForeground(QColor(color))
        letters.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(letters)
        else:
            cursor.insertBlock(block, letters)
        cursor.insertText(text, letters)


def _path(snapshot: PlanSnapshot, item: PlanNode) -> str:
    """Return the headings above an item, from the top."""
    words: list[str] = []
    above = snapshot.by_id.get(item.parent_id or 0)
    while above is not None:
        words.append(numbered(above.number, above.title))
        above = snapshot.by_id.get(above.parent_id or 0)
    return "  ›  ".join(words[::-1])
