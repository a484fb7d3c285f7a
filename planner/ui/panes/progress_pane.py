"""What was reported of the chosen item, the latest first, with a form for one report more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.customs import USUAL, Customs
from planner.core.progress import ProgressEntry
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.panes.progress_form import Editor, ProgressForm
from planner.ui.workspace import Workspace

OPEN, CLOSE = "登记进展", "收起"


class ProgressPane(QWidget):
    """A part of the sheet of an item; sections have none."""

    left = Signal()
    begun = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._node: PlanNode | None = None
        self._cards: list[EntryCard] = []
        self._customs = USUAL
        self._heading = QLabel("进展", self)
        self._heading.setObjectName("muted")
        self.button = QPushButton(OPEN, self)
        self.button.setObjectName("link")
        self.button.setToolTip("登记这一项的进展（Ctrl+R）")
        self.button.clicked.connect(self._toggle)
        self.form = ProgressForm(workspace, self)
        self.form.left.connect(self.left)
        self.form.hide()
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.button)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.form)
        layout.addLayout(self._list)

    def editors(self) -> tuple[Editor, ...]:
        """Return the fields of the form."""
        return self.form.editors()

    def begin(self) -> None:
        """Open the form for a new entry and put the cursor into its words."""
        if self._node is not None:
            self.form.begin(self._node)
            self._open(self.form.text)

    def refresh(self, plan: PlanSnapshot, node: PlanNode | None) -> None:
        """Show what was reported of a node; the form closes when it is another node."""
        if node is None or self._node is None or node.node_id != self._node.node_id:
            self._close()
        self._node = node
        self.setVisible(node is not None)
        if node is None:
            return
        if not self.form.isHidden():
            self.form.refresh(node)
        names = {unit.unit_id: unit.name for unit in plan.register}
        wanted = [(entry, names.get(entry.unit_id or 0, "")) for entry in reversed(node.entries)]
        count = f"　{len(wanted)} 次" if wanted else "　还没有登记"
        self._heading.setText(f"进展{count}")
        is_other = plan.customs.status_words != self._customs.status_words
        self._customs = plan.customs
        if is_other or [(card.entry, card.unit) for card in self._cards] != wanted:
            self._show_cards(wanted)

    def _show_cards(self, wanted: list[tuple[ProgressEntry, str]]) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [EntryCard(entry, unit, self._customs, self) for entry, unit in wanted]
        for card in self._cards:
            self._list.addWidget(card)
            card.show()
            card.change_wanted.connect(self._edit)
            card.removal_wanted.connect(self._remove)

    def _toggle(self) -> None:
        if self.form.isHidden():
            self._workspace.about_to_act.emit()
            self.begin()
        else:
            self._workspace.about_to_act.emit()
            self._close()

    def _open(self, field: QWidget) -> None:
        self.form.show()
        self.button.setText(CLOSE)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.begun.emit()

    def _close(self) -> None:
        self.form.hide()
        self.form.entry = None
        self.button.setText(OPEN)

    def _edit(self, entry_id: int) -> None:
        self._workspace.about_to_act.emit()
        node = self._node
        entry = next((one for one in node.entries if one.entry_id == entry_id), None) if node is not None else None
        if node is not None and entry is not None:
            self.form.edit(node, entry)
            self._open(self.form.text)

    def _remove(self, entry_id: int) -> None:
        from planner.services import progress

        self._workspace.do("删除进展", lambda session: progress.remove_entry(session, entry_id))


class EntryCard(QFrame):
    """One entry: when, what status, how far, by whom; then its words."""

    change_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self, entry: ProgressEntry, unit: str, customs: Customs, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry, self.unit = entry, unit
        head = QLabel(head_words(entry, unit, customs), self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(head, 1)
        for text, wanted in (("修改", self.change_wanted), ("删除", self.removal_wanted)):
            button = QPushButton(text, self)
            button.setObjectName("quiet")
            button.setAccessibleName(f"{text}{entry.made_on.isoformat()}的进展")
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit(entry.entry_id))
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        for label, text in (("", entry.text), ("问题：", entry.difficulty), ("打算：", entry.next_step)):
            if text:
                words = QLabel(f"{label}{text}", self)
                words.setTextFormat(Qt.TextFormat.PlainText)
                words.setWordWrap(True)
                words.setObjectName("quote")
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                layout.addWidget(words)


def head_words(entry: ProgressEntry, unit: str, customs: Customs = USUAL) -> str:
    """Return the first line of an entry: 2031-03-31 · 第一季度 · 推进中 · 40% · 财审股 王某."""
    percent = f"{entry.percent}%" if entry.percent is not None else ""
    status = customs.word(entry.status) if entry.status is not None else ""
    who = " ".join(filter(None, (unit, entry.reporter)))
    return " · ".join(filter(None, (entry.made_on.isoformat(), entry.period, status, percent, who)))
