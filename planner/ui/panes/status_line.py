"""How the chosen item stands today, in a line: light and word on a button that changes it, then what belongs to it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.core.customs import USUAL, Customs
from planner.core.progress import Light, Status
from planner.core.standing import Standing, standing
from planner.core.vocabulary import NodeKind
from planner.ui.lights import light_picture
from planner.ui.look import light_size
from planner.ui.panes.status_list import StatusList
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.snapshot import PlanNode

WORD_JOINER, NO_BREAK_SPACE = "\u2060", "\u00a0"
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)


class StatusLine(QWidget):
    """Changes the status of the chosen item as of today, as one step."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._list: StatusList | None = None
        self._light: Light | None = None
        self.button = StatusButton(self)
        self.button.clicked.connect(lambda: self.open_list(self.button, self.button.rect()))
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.button)
        layout.addWidget(self.note, 1)

    def refresh(self, node: "PlanNode", day: date, customs: Customs = USUAL) -> None:
        """Show how a node stands on a day."""
        if self._list is not None and self._list.isVisible():
            self._list.close_list()  # it stands beside another item now
        state = standing(node, day, customs)
        self.button.setText(f" {state.word}" if state.light is not None else state.word)
        self._light = state.light
        self._draw_light()
        self.button.setAccessibleName(f"状态：{state.word}")
        self.note.setText(" · ".join(_unbroken(words) for words in state_note(state, day).split(" · ")))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the light anew for another palette or another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_light()

    def _draw_light(self) -> None:
        self.button.setIconSize(QSize(light_size(), light_size()))
        self.button.setIcon(QIcon(light_picture(self._light)) if self._light is not None else QIcon())

    def open_list(self, below: QWidget, place: QRect) -> None:
        """Open the list of statuses below a place of a widget."""
        node = self._workspace.node
        if node is None or node.kind is NodeKind.SECTION:
            self._workspace.told.emit("请先选一项任务，再定状态")
            return
        if self._list is None:
            self._list = StatusList(self.window())
            self._list.wanted.connect(self._set_status)
        corner = below.mapTo(self.window(), QPoint(place.left(), place.top()))
        self._list.open_below(QRect(corner, place.size()), standing(node, date.today()).told, self._customs())

    def _customs(self) -> Customs:
        plan = self._workspace.snapshot
        return plan.customs if plan is not None else USUAL

    def _set_status(self, word: str) -> None:
        from planner.services import progress

        node, status, day = self._workspace.node, Status(word), date.today()
        if node is not None and standing(node, day).told is not status:
            node_id = node.node_id
            said = self._customs().word(status)
            self._workspace.do(f"状态改为“{said}”", lambda session: progress.set_status(session, node_id, status, day))


class StatusButton(QPushButton):
    """The button with the light; the arrow down opens the list as a click does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTip("改状态（Ctrl+E）")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that open the list."""
        if event.key() in OPENING and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def _unbroken(words: str) -> str:
    """Return words that a line does not break."""
    return WORD_JOINER.join(words.replace(" ", NO_BREAK_SPACE))


def state_note(state: Standing, day: date) -> str:
    """Return what belongs to a status: 40% · 还有 12 天; of an overdue one what was reported of it too."""
    words = [f"{state.percent}%"] if state.percent is not None and state.status is not Status.DONE else []
    if state.status is Status.OVERDUE and state.told is not Status.IDLE:
        words.append(f"登记为{state.customs.word(state.told)}")
    if state.asks_longer:
        words.append(f"原为{state.shown_word}")
    if state.due_on is not None:
        left = (state.due_on - day).days
        is_open = state.status not in (Status.DONE, Status.LASTING, Status.PAUSED)
        far = f"已过 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"
        words += [far] if is_open else []
    return " · ".join(words)
