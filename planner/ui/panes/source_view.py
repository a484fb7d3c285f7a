"""The source text, read-only, with a node's words marked, each part in its own ground and underline."""

from bisect import bisect_right

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from planner.core.draft import Span
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import Part
from planner.ui.marks import MARKED_PARTS, fault_format, part_format
from planner.ui.offsets import TextPlaces

PART_NAMES = {
    Part.NUMBER: "序号",
    Part.TITLE: "标题",
    Part.BODY: "正文",
    Part.FIELD: "栏目",
    Part.UNITS: "单位",
}


class SourceText(QPlainTextEdit):
    """A text that tells where it was clicked."""

    clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setAccessibleName("原文")
        self.document().setDocumentMargin(10)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click that selected nothing."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit(self.cursorForPosition(event.position().toPoint()).position())


class SourceView(QWidget):
    """The text and a legend of its marks."""

    node_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = SourceText(self)
        self.legend = Legend(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.legend)
        self.setFocusProxy(self.text)
        self.text.clicked.connect(self._clicked)
        self._shown: str | None = None
        self._places = TextPlaces("")
        self._told_spans: tuple[Span, ...] | None = None
        self._spans: tuple[Span, ...] = ()
        self._starts: list[int] = []
        self._of_node: dict[int, list[Span]] = {}
        self._node_id: int | None = None
        self._place: tuple[int, int] | None = None
        self._hits: list[QTextEdit.ExtraSelection] = []

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> None:
        """Show the source of a plan."""
        text = snapshot.source.text if snapshot is not None else ""
        spans = snapshot.spans if snapshot is not None else ()
        if spans is self._told_spans and text == self._shown:
            return  # most steps touch no span, and there may be fifty thousand
        self._told_spans = spans
        self._spans = tuple(sorted(spans, key=lambda span: span.start))
        self._starts = [span.start for span in self._spans]
        self._of_node = {}
        for span in self._spans:
            if span.node is not None:
                self._of_node.setdefault(span.node, []).append(span)
        if text != self._shown:
            self._shown = text
            self._places = TextPlaces(text)
            self._node_id = self._place = None
            self.text.setPlainText(text)
        self._mark()

    def show_node(self, node_id: int | None) -> None:
        """Mark the words of a node and bring them into view."""
        self._node_id, self._place = node_id, None
        self._mark()
        own = self._own_spans()
        if own:
            self._scroll_to(own[0].start)

    def show_place(self, start: int, end: int) -> None:
        """Mark the place of a fault or of a leftover and bring it into view."""
        self._place = (start, end)
        self._mark()
        self._scroll_to(start)

    def mark_hits(self, hits: list[QTextEdit.ExtraSelection]) -> None:
        """Mark the words that are looked for, above the other marks."""
        self._hits = hits
        self._mark()

    def clear_place(self) -> None:
        """Mark no place but the node's words."""
        self._place = None
        self._mark()

    def cursor_place(self) -> int:
        """Return the index in the text where the cursor stands."""
        return self._places.from_qt(self.text.textCursor().position())

    def refresh_look(self) -> None:
        """Draw the marks anew for another palette."""
        self._mark()
        self.legend.update()

    def _own_spans(self) -> list[Span]:
        """Return the stretches of the node on show."""
        return self._of_node.get(self._node_id, []) if self._node_id is not None else []

    def _mark(self) -> None:
        marks = [
            self._selection(span.start, span.end, part_format(span.part))
            for span in self._own_spans()
            if span.part is not Part.MARKER
        ]
        if self._place is not None:
            marks.append(self._selection(*self._place, fault_format()))
        self.text.setExtraSelections([*marks, *self._hits])

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._places.to_qt(start))
        cursor.setPosition(self._places.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        found.cursor = cursor
        found.format = look
        return found

    def _scroll_to(self, start: int) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(min(self._places.to_qt(start), self.text.document().characterCount() - 1))
        self.text.setTextCursor(cursor)
        block = cursor.block().blockNumber()
        above = max(0, block - 2)
        bar = self.text.verticalScrollBar()
        first_line = self.text.document().findBlockByNumber(above).firstLineNumber()
        bar.setValue(first_line)
        if not self.text.viewport().rect().contains(self.text.cursorRect()):
            self.text.centerCursor()  # what stands above takes more lines than there is room for

    def _clicked(self, position: int) -> None:
        place = self._places.from_qt(position)
        found = bisect_right(self._starts, place) - 1
        if found >= 0 and place <= self._spans[found].end and self._spans[found].node is not None:
            self.node_clicked.emit(self._spans[found].node)


class Legend(QWidget):
    """What the marks mean, in the marks themselves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(10)
        for part in MARKED_PARTS:
            layout.addWidget(Swatch(part, self))
        layout.addStretch(1)


class Swatch(QLabel):
    """One part's name, drawn as its mark."""

    def __init__(self, part: Part, parent: QWidget) -> None:
        super().__init__(PART_NAMES[part], parent)
        self._part = part
        self.setContentsMargins(7, 1, 7, 2)

    def paintEvent(self, _event: object) -> None:
        """Draw what is in view."""
        painter = QPainter(self)
        look = part_format(self._part)
        area = self.rect()
        painter.fillRect(area, look.background())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
        styles = {
            QTextCharFormat.UnderlineStyle.SingleUnderline: Qt.PenStyle.SolidLine,
            QTextCharFormat.UnderlineStyle.DashUnderline: Qt.PenStyle.DashLine,
            QTextCharFormat.UnderlineStyle.DotLine: Qt.PenStyle.DotLine,
            QTextCharFormat.UnderlineStyle.DashDotLine: Qt.PenStyle.DashDotLine,
        }
        pen = painter.pen()
        pen.setStyle(styles.get(look.underlineStyle(), Qt.PenStyle.NoPen))
        pen.setColor(look.underlineColor())
        painter.setPen(pen)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
