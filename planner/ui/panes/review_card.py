"""The question on show: its sentence, the words of the source, the numbered answers, and the keys."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.core.questions import Answer, Question, Weight
from planner.ui.look import current_look
from planner.ui.panes.elided import ElidedLabel

WEIGHTS = {
    Weight.NO_LEAD: "牵头未定",
    Weight.POSITION: "牵头按位置推定",
    Weight.UNIT: "单位",
    Weight.NUMBER: "序号",
    Weight.SPLIT: "条目划分",
    Weight.LEFTOVER: "余文",
    Weight.OTHER: "文字",
}
KINDS = {
    "PARTNERS_MISSING": "没有配合",
    "UNITS_MISSING": "没有单位",
    "SECTION_WITHOUT_UNITS": "没有单位",
    "TABLE_UNITS": "表格栏目",
}
HINT = "Enter 照第 1 项　1–9 选择　F2 修改　Shift+F1 全部按键　Ctrl+Z 撤销　Shift+Enter 上一处"
DONE_HINT = "Ctrl+Enter 导入　F2 修改　Shift+F1 全部按键　Ctrl+Z 撤销　Esc 先放着"
ALL_DONE = "全部核对完了。按 Ctrl+Enter 导入。"
NOTHING = "没有要核对的疑点。按 Ctrl+Enter 导入。"
LONGEST_WORDS = 150
ROOM_FOR_ALL = 15
"""The lines of height from which the words of the source and the keys are shown beside the answers."""


class QuestionCard(QFrame):
    """Shows one question; `chosen` tells the number of an answer that was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("疑点")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setAccessibleName("核对进度")
        self.kind = QLabel(self)
        self.kind.setObjectName("chip")
        self.place = QLabel(self)
        self.place.setObjectName("muted")
        self.where = ElidedLabel(self)
        self.where.setObjectName("muted")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("question")
        self.sentence.setWordWrap(True)
        self.words = QLabel(self)
        self.words.setObjectName("quote")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.hint = ElidedLabel(self)
        self.hint.setObjectName("muted")
        self.hint.show_words(HINT)
        self._quotes = False
        self.rows: list[AnswerRow] = []
        self._arrange()

    def _arrange(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("plain")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("answers")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.kind)
        head.addWidget(self.where, 1)
        head.addWidget(self.place)
        body = QVBoxLayout()
        body.setContentsMargins(14, 8, 14, 8)
        body.setSpacing(7)
        body.addLayout(head)
        body.addWidget(self.sentence)
        body.addWidget(self.words)
        body.addWidget(area, 1)
        body.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.progress)
        layout.addLayout(body)

    def show_question(self, question: Question | None, words: str, where: str, choice: int) -> None:
        """Show a question, or that none is left; `choice` is the answer it got, 0 while it waits."""
        self.kind.setVisible(question is not None)
        self.hint.show_words(HINT if question is not None else DONE_HINT)
        self._quotes = bool(words) and question is not None
        self._fit_height()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        if question is None:
            self.where.show_words("")
            self.sentence.setText(ALL_DONE)
            return
        self.kind.setText(KINDS.get(question.code, WEIGHTS[question.weight]))
        self.where.show_words(where)
        self.sentence.setText(question.sentence)
        short = " ".join(words.split())
        self.words.setText(short if len(short) <= LONGEST_WORDS else f"{short[: LONGEST_WORDS - 1]}…")
        for number, answer in enumerate(question.answers, start=1):
            row = AnswerRow(number, answer, self, is_taken=number == choice)
            row.clicked.connect(self.chosen)
            self._list.insertWidget(self._list.count() - 1, row)
            self.rows.append(row)
        self.setAccessibleDescription(
            "。".join([question.sentence, *(f"{n} {a.words}" for n, a in enumerate(question.answers, start=1))])
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what room there is for the answers."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Leave out what stands elsewhere too: the source has the words marked, the sheet of keys tells the keys."""
        has_room = self.height() >= ROOM_FOR_ALL * self.fontMetrics().lineSpacing()
        self.words.setVisible(self._quotes and has_room)
        self.hint.setVisible(has_room)

    def show_progress(self, place: int, count: int, open_count: int) -> None:
        """Say where the question stands among all, and how many are done."""
        if not count:
            self.sentence.setText(NOTHING)
        self.place.setText(f"第 {place + 1} / {count} 处" if place >= 0 else "")
        self.progress.setMaximum(max(count, 1))
        self.progress.setValue(count - open_count if count else 1)


class AnswerRow(QWidget):
    """An answer with its digit; a click chooses it."""

    clicked = Signal(int)

    def __init__(self, number: int, answer: Answer, parent: QWidget, *, is_taken: bool) -> None:
        super().__init__(parent)
        self._number = number
        self._is_taken = is_taken
        self._is_pointed = False
        self.setAccessibleName(f"{number} {answer.words}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words = QLabel(answer.words, self)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        note = QLabel(answer.note, self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        note.setVisible(bool(answer.note))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(self._badge().width() + 20, 5, 8, 5)
        layout.setSpacing(12)
        layout.addWidget(self.words, len(answer.words))  # each its share of the line, so that few lines wrap
        layout.addWidget(note, len(answer.note))

    def _badge(self) -> QSize:
        side = self.fontMetrics().height() + 2
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the digit; ✓ behind the answer that was given."""
        look, painter = current_look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_taken or self._is_pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.chosen if self._is_taken else look.hover))
            painter.drawRoundedRect(self.rect(), 4, 4)
        size = self._badge()
        badge = self.rect().adjusted(8, 0, 0, 0)
        badge.setSize(size)
        badge.moveTop((self.height() - size.height()) // 2)
        first = self._number == 1
        painter.setPen(QColor(look.accent if first else look.handle))
        painter.setBrush(QColor(look.accent) if first else QColor(look.base))
        painter.drawRoundedRect(badge.adjusted(0, 0, -1, -1), 4, 4)
        painter.setPen(QColor(look.on_accent if first else look.text))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "✓" if self._is_taken else str(self._number))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this answer."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self._number)

    def enterEvent(self, event: object) -> None:
        """Show that a click would choose it."""
        del event
        self._is_pointed = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Show that it would not any more."""
        del event
        self._is_pointed = False
        self.update()
