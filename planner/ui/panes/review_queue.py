"""The lists beside the question: what is asked, the notes that need no answer, what is left over, what has changed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from planner.core.carrying import ItemChange
from planner.core.draft import Fault, Leftover
from planner.core.questions import Question, Weight
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import Severity
from planner.ui.icons import grown, picture
from planner.ui.itemmodels.problems import Index, LeftoversModel, RowsModel
from planner.ui.look import current_look, severity_color
from planner.ui.panes.problems import RowList

_HEAVY = (Weight.NO_LEAD, Weight.POSITION, Weight.NUMBER)


class QuestionsModel(RowsModel):
    """The questions in order; a tick before those that are answered."""

    columns = ("待定",)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.questions: Sequence[Question] = ()
        self._open: frozenset[str] = frozenset()

    def show_questions(self, questions: Sequence[Question], open_keys: frozenset[str]) -> None:
        """Show the questions of a review."""
        self.beginResetModel()
        self.questions = questions
        self._open = open_keys
        self.rows = tuple((found.sentence,) for found in questions)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        question = self.questions[index.row()]
        is_open = question.key in self._open
        if role == Qt.ItemDataRole.DecorationRole:
            if not is_open:
                return picture("check", _color("muted"), grown(14))
            weight = Severity.ERROR if question.weight in _HEAVY else Severity.DOUBT
            return picture("triangle-alert", severity_color(weight), grown(14))
        if role == Qt.ItemDataRole.ForegroundRole and not is_open:
            return _color("muted")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{'待定' if is_open else '已定'}：{question.sentence}"
        return super().data(index, role)


class NotesModel(RowsModel):
    """The notes: read, but not asked."""

    columns = ("提示",)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.notes: Sequence[Fault] = ()

    def show_notes(self, notes: Sequence[Fault]) -> None:
        """Show the notes of a review."""
        self.beginResetModel()
        self.notes = notes
        self.rows = tuple((found.message,) for found in notes)
        self.endResetModel()


class ChangesModel(RowsModel):
    """What differs from the version before, one row each."""

    columns = ("变化", "任务")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.changes: Sequence[ItemChange] = ()

    def show_changes(self, changes: Sequence[ItemChange]) -> None:
        """Show the differences of two versions."""
        self.beginResetModel()
        self.changes = changes
        self.rows = tuple((found.kind.value, _change_words(found)) for found in changes)
        self.endResetModel()


class ReviewQueue(QTabWidget):
    """Lists with their counts; a click or Enter goes to the place. A new version also has that of its changes."""

    question_wanted = Signal(str)
    place_wanted = Signal(object, int, int)
    node_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._is_refreshing = False
        self.questions_model, self.notes_model = QuestionsModel(self), NotesModel(self)
        self.leftovers_model = LeftoversModel(self)
        self.questions = RowList("待定的疑点", self.questions_model, 0, {}, self)
        self.notes = RowList("提示", self.notes_model, 0, {}, self)
        self.leftovers = RowList("余文", self.leftovers_model, 0, {1: (4, 0.3, 9)}, self)
        self.changes_model = ChangesModel(self)
        self.changes = RowList("与上一版相比", self.changes_model, 1, {0: (5, 0.3, 6)}, self)
        self.changes.hide()
        for view in (*self.lists(), self.changes):
            view.header().hide()
            view.selectionModel().currentRowChanged.connect(self._walk)
        self.changes.gone_to.connect(self._show_change)
        self.questions.gone_to.connect(self._show_question)
        self.notes.gone_to.connect(self._show_note)
        self.leftovers.gone_to.connect(self._show_leftover)
        for view, words in zip(self.lists(), ("待定", "提示", "余文"), strict=True):
            self.addTab(view, words)

    def lists(self) -> tuple[RowList, RowList, RowList]:
        """Return the three lists."""
        return self.questions, self.notes, self.leftovers

    def show_all(
        self, questions: Sequence[Question], open_keys: frozenset[str], notes: Sequence[Fault], snapshot: PlanSnapshot
    ) -> None:
        """Show everything as it is now."""
        self._is_refreshing = True
        rows = [view.currentIndex().row() for view in self.lists()]
        self.questions_model.show_questions(questions, open_keys)
        self.notes_model.show_notes(notes)
        self.leftovers_model.show_snapshot(snapshot)
        for view, row in list(zip(self.lists(), rows, strict=True))[1:]:
            if 0 <= row < view.model().rowCount():
                view.setCurrentIndex(view.model().index(row, 0))
        self._is_refreshing = False
        self.setTabText(0, f"待定 {len(open_keys)}")
        self.setTabText(1, f"提示 {len(notes)}" if notes else "提示")
        left = len(self.leftovers_model.leftovers)
        self.setTabText(2, f"余文 {left}" if left else "余文")

    def show_changes(self, changes: Sequence[ItemChange]) -> None:
        """Show what differs from the version before, behind the other lists."""
        self.changes_model.show_changes(changes)
        if changes:
            self.addTab(self.changes, f"变化 {len(changes)}")
            self.setTabToolTip(3, "与上一版相比")

    def mark(self, place: int) -> None:
        """Mark the question on show."""
        index = self.questions_model.index(place, 0)
        self._is_refreshing = True
        if index.isValid():
            self.questions.setCurrentIndex(index)
            self.questions.scrollTo(index)
        else:
            self.questions.clearSelection()
        self._is_refreshing = False

    def next_leftover(self, offset: int) -> bool:
        """Go to the next stretch that is left over, or the one before; false when there is none."""
        count = self.leftovers_model.rowCount()
        if count:
            self.setCurrentWidget(self.leftovers)
            row = self.leftovers.currentIndex().row()
            self.leftovers.go((row + offset) % count if row >= 0 or offset > 0 else count - 1)
        return count > 0

    def current_leftover(self) -> Leftover | None:
        """Return the stretch that is chosen, while its list is on show."""
        row = self.leftovers.currentIndex().row()
        return self.leftovers_model.leftovers[row] if row >= 0 and self.currentWidget() is self.leftovers else None

    def _walk(self, row: QModelIndex) -> None:
        """Go to the row that the arrow keys have reached."""
        view = self.currentWidget()
        if not self._is_refreshing and row.isValid() and isinstance(view, RowList) and view.hasFocus():
            view.gone_to.emit(row.row())

    def _show_question(self, row: int) -> None:
        self.question_wanted.emit(self.questions_model.questions[row].key)

    def _show_note(self, row: int) -> None:
        note = self.notes_model.notes[row]
        if note.start is not None and note.end is not None:
            self.place_wanted.emit(note.node, note.start, note.end)

    def _show_change(self, row: int) -> None:
        change = self.changes_model.changes[row]
        if change.new_id is not None:
            self.node_wanted.emit(change.new_id)

    def _show_leftover(self, row: int) -> None:
        left = self.leftovers_model.leftovers[row]
        self.place_wanted.emit(None, left.start, left.end)


def _change_words(change: ItemChange) -> str:
    both = " → ".join(words for words in (change.before, change.after) if words)
    return f"{change.item}：{both}" if both else change.item


def _color(name: str) -> Any:
    from PySide6.QtGui import QColor

    return QColor(getattr(current_look(), name))
