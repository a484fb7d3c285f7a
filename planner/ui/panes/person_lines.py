"""The lines for persons: one for each role that the item has, and in any case one for leaders and one for others."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.core.persons import names_of, roles_of
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.panes.editors import LineField

_BETWEEN = re.compile(r"[\s、，,；;]+")
MOST_ROLES = 8
Commit = Callable[[str, list[str]], None]


class PersonLines(QObject):
    """Rows of a grid that belongs to the sheet; more are made when an item has more roles."""

    added = Signal(QWidget)

    def __init__(self, sheet: QWidget, grid: QGridLayout, first_row: int, commit: Commit) -> None:
        super().__init__(sheet)
        self._sheet, self._grid, self._first_row, self._commit = sheet, grid, first_row, commit
        self._lines: list[tuple[QLabel, LineField]] = []
        for _ in range(2):
            self._add()

    def editors(self) -> tuple[LineField, ...]:
        """Return the fields in their order."""
        return tuple(editor for _label, editor in self._lines)

    def refresh(self, plan: PlanSnapshot, node: PlanNode, *, shown: bool) -> None:
        """Show the persons of a node."""
        roles = roles_of(plan, node)[:MOST_ROLES] if shown else ()
        while len(self._lines) < len(roles):
            self._add()
        for place, (label, editor) in enumerate(self._lines):
            is_used = place < len(roles)
            label.setVisible(is_used)
            editor.setVisible(is_used)
            if is_used:
                label.setText(short(roles[place]))
                label.setToolTip(roles[place])
                editor.setAccessibleName(roles[place])
            editor.watch.load("、".join(names_of(node, roles[place])) if is_used else "")

    def _add(self) -> None:
        row = self._first_row + len(self._lines)
        label, editor = QLabel(self._sheet), LineField("责任人", self._sheet)
        label.setObjectName("muted")
        label.setBuddy(editor)
        label.setContentsMargins(0, 5, 0, 0)
        editor.setPlaceholderText("姓名，用“、”隔开")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(editor, row, 1)
        self._lines.append((label, editor))
        editor.watch.committed.connect(
            lambda text: self._commit(editor.accessibleName(), [name for name in _BETWEEN.split(text) if name])
        )
        self.added.emit(editor)


def short(role: str) -> str:
    """Return a role word as a label: a longer one is cut."""
    return role if len(role) <= 6 else f"{role[:5]}…"
