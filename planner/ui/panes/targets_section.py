"""The targets of the chosen item, each with how far it is; a number that is none is struck out, and brought back."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.draft import Target
from planner.core.reaching import reached
from planner.core.snapshot import PlanNode
from planner.core.targets import worded
from planner.ui.panes.add_line import AddLine
from planner.ui.panes.short_field import ShortField
from planner.ui.workspace import Workspace

EXAMPLE = "如 新建13所、入园率85%以上"
_LONGEST = "1234.56万"


class TargetsSection(QWidget):
    """A part of the sheet of an item; without a target only the button to add one shows."""

    left = Signal()
    rows_made = Signal()
    """Rows were made that the order of Tab does not know yet."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._node_id: int | None = None
        self.rows: list[TargetRow] = []
        self.adding = AddLine("指标", EXAMPLE, self)
        self.adding.wanted.connect(self._add)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.adding)
        layout.addLayout(self._grid)

    def editors(self) -> tuple[ShortField, ...]:
        """Return the fields in their order."""
        return tuple(row.actual for row in self.rows)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order."""
        rows = [widget for row in self.rows for widget in (row.button, row.actual)]
        return (self.adding.line, self.adding.button, *rows)

    def refresh(self, node: PlanNode | None) -> None:
        """Show the targets of a node, None for none."""
        self._node_id = node.node_id if node is not None else None
        self.setVisible(node is not None)
        targets = node.targets if node is not None else ()
        made = len(self.rows)
        while len(self.rows) < len(targets):
            self._add_row()
        for place, row in enumerate(self.rows):
            target = targets[place] if place < len(targets) else None
            row.show_target(target, target_words(target, node) if target is not None and node is not None else "")
        wanted = [one for one in targets if not one.is_struck]
        met = sum(found.is_met for found in map(reached, wanted) if found is not None)
        told = f"　达到 {met} 个，共 {len(wanted)} 个" if any(one.actual for one in wanted) else f"　{len(wanted)} 个"
        self.adding.head.setText("指标" + (told if wanted else ""))
        self.adding.head.setVisible(bool(targets))
        if len(self.rows) > made:
            self.rows_made.emit()

    def _add_row(self) -> None:
        place = len(self.rows)
        row = TargetRow(self)
        self.rows.append(row)
        self._grid.addWidget(row.words, 2 * place, 0, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(row.button, 2 * place, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.actual, 2 * place + 1, 0)
        self._grid.addWidget(row.result, 2 * place + 1, 1, 1, 2)
        row.actual.watch.committed.connect(lambda text: self._set_actual(place, text))
        row.actual.watch.leave_wanted.connect(self.left)
        row.actual.returnPressed.connect(lambda: self._go_on(place))
        row.strike_wanted.connect(lambda: self._strike(place))

    def _go_on(self, place: int) -> None:
        """Go to the next target on Enter, to the tree behind the last."""
        later = [row.actual for row in self.rows[place + 1 :] if not row.actual.isHidden()]
        if later:
            later[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit()

    def _set_actual(self, place: int, text: str) -> None:
        from planner.services import targets

        node_id = self._node_id
        if node_id is None:
            return
        done = self._workspace.do("填写指标实际", lambda session: targets.set_actual(session, node_id, place, text))
        if done is None:
            self._refresh_again()

    def _strike(self, place: int) -> None:
        from planner.services import targets

        node_id, struck = self._node_id, not self.rows[place].is_struck
        if node_id is not None:
            name = "划去不是指标的数字" if struck else "恢复指标"
            self._workspace.do(name, lambda session: targets.strike(session, node_id, place, struck=struck))
            self.rows[place].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, words: str) -> None:
        from planner.services import targets

        node_id = self._node_id
        if node_id is None:
            return
        if self._workspace.do("添加指标", lambda session: targets.add_target(session, node_id, words)) is None:
            self.adding.line.setText(words)

    def _refresh_again(self) -> None:
        node = self._workspace.node
        if node is not None and node.node_id == self._node_id:
            self.refresh(node)


class TargetRow(QObject):
    """The widgets of one target; Delete in its empty field strikes it out."""

    strike_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_struck = False
        self.words = QLabel(parent)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.actual = ShortField("实际", parent, _LONGEST)
        self.actual.setPlaceholderText("实际")
        self.actual.installEventFilter(self)
        self.result = QLabel(parent)
        self.result.setObjectName("muted")
        self.button = QPushButton(parent)
        self.button.setObjectName("quiet")
        self.button.clicked.connect(self.strike_wanted)
        self.button.installEventFilter(self)

    def show_target(self, target: Target | None, words: str) -> None:
        """Show a target with what its number belongs to, or nothing."""
        for widget in (self.words, self.actual, self.result, self.button):
            widget.setVisible(target is not None)
        if target is None:
            self.actual.watch.load("")
            return
        self.is_struck = target.is_struck
        self.words.setText(f"<s>{escape(words)}</s>" if target.is_struck else escape(words))
        self.words.setEnabled(not target.is_struck)
        self.actual.watch.load(target.actual)
        self.actual.setAccessibleName(f"“{words}”的实际")
        self.actual.setToolTip(f"现在达到多少{target.unit}；不是指标的，空着按 Delete 划去")
        self.actual.setVisible(not target.is_struck)
        found = None if target.is_struck else reached(target)
        self.result.setText(found.words if found else "")
        self.result.setVisible(bool(self.result.text()))
        self.button.setText("恢复" if target.is_struck else "划去")
        self.button.setAccessibleName(f"{self.button.text()}“{words}”")
        self.button.setToolTip("仍算作指标" if target.is_struck else "这个数字不是指标（Delete）")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let Delete strike the target out where it has no character to delete."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Delete or event.modifiers():
            return False
        if self.actual.hasFocus() and (self.actual.text() or self.actual.watch.is_composing):
            return False
        self.strike_wanted.emit()
        return True


def target_words(target: Target, node: PlanNode) -> str:
    """Return a target with what its number belongs to: 普惠率达到88% and not 达到88%."""
    text = "\n".join((node.title, node.body, *(field.text for field in node.fields)))
    return next(iter(worded((target,), text)), target.text)
