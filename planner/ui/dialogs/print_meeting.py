"""The choices of a checklist: its template, and what stands above its table (会议名称, 时间, 地点)."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.checklist_files import templates
from planner.core.checklist_items import item_lines
from planner.core.checklists import Checklist
from planner.ui.dialogs.print_fields import BESIDE_LABEL, BETWEEN_ROWS, TYPING_PAUSE_MS, BoxField, Field, label_width
from planner.ui.dialogs.print_source import PrintSource
from planner.ui.panes.typing_line import TypingLine


class ChecklistField(Field):
    """The template by its name, with the way to change templates."""

    def __init__(self, source: PrintSource, parent: QWidget) -> None:
        editor = QWidget(parent)
        self.choice = BoxField("", "模板", (), editor)
        self.edit = QPushButton("编辑…", editor)
        self.edit.setAutoDefault(False)
        self.edit.setAccessibleName("编辑模板")
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.choice.box, 1)
        row.addWidget(self.edit)
        super().__init__("checklist", "模板(&M)", editor)
        self._source = source
        self._templates: dict[str, Checklist] = {}
        self.refresh()
        self.choice.changed.connect(self.changed)
        self.edit.clicked.connect(lambda _checked=False: self._edit())

    @property
    def value(self) -> Checklist | None:
        """Return the template."""
        return self._templates.get(str(self.choice.value))

    @property
    def stored(self) -> object:
        """The template's name."""
        return self.choice.stored

    def recall(self, stored: object) -> None:
        """Take the template of that name."""
        self.choice.recall(stored)

    def refresh(self) -> None:
        """Read the templates anew."""
        self._templates = {found.name: found for found in templates()}
        self.choice.offer([(name, name) for name in self._templates])

    def _edit(self) -> None:
        from planner.ui.dialogs.checklists import edit_templates

        plan = self._source.plan
        lines = item_lines(plan, {item.node_id for item in plan.items})
        name = edit_templates(self.editor.window(), self._source.store, str(self.choice.value or ""), lines)
        self.refresh()
        self.choice.recall(name)
        self.changed.emit()


class MeetingField(Field):
    """A line for each label of the template's head."""

    def __init__(self, parent: QWidget) -> None:
        editor = QWidget(parent)
        super().__init__("meeting", "", editor, is_kept=False)
        self._column = QVBoxLayout(editor)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._sheet: QWidget | None = None
        self.lines: dict[str, TypingLine] = {}
        self._words: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)

    @property
    def value(self) -> tuple[tuple[str, str], ...]:
        """Return the labels that were filled in, and with what."""
        return tuple((label, line.text().strip()) for label, line in self.lines.items() if line.text().strip())

    @property
    def stored(self) -> object:
        """What was filled in, that of other templates too."""
        return {**self._words, **dict(self.value)} or None

    def recall(self, stored: object) -> None:
        """Take what was filled in."""
        words = stored if isinstance(stored, dict) else {}
        self._words = {str(label): text for label, text in words.items() if isinstance(text, str)}
        for label, line in self.lines.items():
            line.setText(self._words.get(label, ""))

    def show_labels(self, labels: tuple[str, ...]) -> None:
        """Ask for these; what was filled in under the same label stays."""
        if labels == tuple(self.lines):
            return
        self._words.update(dict(self.value))
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = QWidget(self.editor)
        form = QFormLayout(self._sheet)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(BETWEEN_ROWS)
        form.setHorizontalSpacing(BESIDE_LABEL)
        self.lines = {}
        for label in labels:
            line = TypingLine(self._words.get(label, ""), self._sheet)
            line.setAccessibleName(label)
            line.setPlaceholderText("留空手填")
            line.textChanged.connect(lambda _text: self._pause.start())
            words = QLabel(label, self._sheet)
            words.setBuddy(line)
            words.setMinimumWidth(label_width(self.editor))
            form.addRow(words, line)
            self.lines[label] = line
        self._column.addWidget(self._sheet)
