"""What was changed about the chosen item, the latest first: to be read, copied and saved. Read when it is looked at."""

from html import escape
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from planner.core.history import ItemChange, history_text
from planner.ui.look import current_look
from planner.ui.workspace import Workspace

MOST = 500
LONGEST = 300


class HistoryPane(QWidget):
    """Reads the journal only while it shows; `save_wanted` says that what is on show is to be kept as a file."""

    save_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._is_stale = True
        self.changes: tuple[ItemChange, ...] = ()
        self.head = QLabel(self)
        self.head.setObjectName("muted")
        self.head.setWordWrap(True)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("这一项的经过")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        self.copy = QPushButton("复制全部", self)
        self.copy.clicked.connect(self._copy)
        self.save = QPushButton("另存…", self)
        self.save.setToolTip("存为 Excel 工作簿或 CSV")
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 10)
        foot.addWidget(self.head, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
        workspace.changed.connect(lambda _snapshot, _change: self._turn_stale())
        workspace.selected.connect(lambda _node_id: self._turn_stale())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is to be shown."""
        super().showEvent(event)
        self._refresh()

    def draw(self) -> None:
        """Write everything anew in the colours of this moment."""
        self.text.setHtml(history_page(self.changes))

    def _turn_stale(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._is_stale:
            return
        from planner.services.item_history import item_history

        self._is_stale = False
        node, snapshot = self._workspace.node, self._workspace.snapshot
        if node is None or snapshot is None or not snapshot.plan_id:
            self.changes = ()
            self.head.setText("")
        else:
            customs, node_id = snapshot.customs, node.node_id
            self.changes = self._workspace.store.read(lambda found: item_history(found, node_id, customs))
            self.head.setText(f"改动 {len(self.changes)} 处")
        for button in (self.copy, self.save):
            button.setEnabled(bool(self.changes))
        self.draw()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(history_text(self.changes))
        self._workspace.told.emit(f"已复制 {len(self.changes)} 处改动")


def history_page(changes: tuple[ItemChange, ...]) -> str:
    """Return changes as a page: a heading for each step, below it what it changed."""
    look = current_look()
    if not changes:
        return f'<p style="color:{look.muted}">选中一项任务，这里列出它的每一次改动。</p>'
    parts = []
    steps = groupby(changes[:MOST], key=lambda one: (one.when, one.author, one.step, one.is_undone))
    for (when, author, step, is_undone), found in steps:
        head = " · ".join(filter(None, (f"{when:%Y-%m-%d %H:%M}", author, step, "已撤销" if is_undone else "")))
        parts.append(f'<p style="color:{look.muted};margin:10px 0 2px 0">{escape(head)}</p>')
        parts += [_line(change, look.muted) for change in found]
    if len(changes) > MOST:
        parts.append(f'<p style="color:{look.muted}">更早的 {len(changes) - MOST} 处没有列出，可另存查看。</p>')
    return "".join(parts)


def _line(change: ItemChange, muted: str) -> str:
    old, new = _short(change.old), _short(change.new)
    was = f'<span style="color:{muted};text-decoration:line-through">{old}</span> → ' if old else ""
    is_now = new or f'<span style="color:{muted}">（空）</span>'
    return f'<p style="margin:0 0 3px 12px">{escape(change.what)}：{was}{is_now}</p>'


def _short(text: str) -> str:
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}……").replace("\n", "<br>")
