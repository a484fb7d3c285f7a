"""All keys on one sheet, made from the table of actions."""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.core.searching import hit_places
from planner.ui.actions import BY_NAME, MENUS, key_names, plain
from planner.ui.panes.typing_line import TypingLine

MOST_COLUMNS = 3
COLUMN_LETTERS = 29
EDGES = 60
_Action = QAbstractSlider.SliderAction
SCROLLING: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: _Action.SliderSingleStepSub,
    Qt.Key.Key_Down: _Action.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _Action.SliderPageStepSub,
    Qt.Key.Key_PageDown: _Action.SliderPageStepAdd,
}

IN_FIELDS = (
    ("Enter", "到下一栏；在时限栏回到任务树"),
    ("Esc", "回到任务树"),
    ("↓", "在单位栏列出名录"),
    ("jjk", "在单位栏用拼音首字母找单位"),
    ("1…9", "选名录中的单位"),
    ("Ctrl+↓，Ctrl+↑", "换一项，光标留在同一栏"),
)


IN_PRINT = (
    ("Ctrl+1…9", "选报表；在报表栏里 ↑、↓ 或拼音首字母"),
    ("F3", "改用 A3 纸，再按改回来"),
    ("Ctrl+S，Ctrl+E，Ctrl+W", "保存 PDF、Excel、Word"),
    ("Ctrl+Shift+S", "存为文件夹"),
    ("Ctrl+Shift+C", "复制为表格"),
    ("Ctrl+Shift+V", "复制通报文字"),
    ("Ctrl+P", "打印"),
    ("Esc", "停下正在做的；再按关闭"),
)
IN_PREVIEW = (
    ("Ctrl+=，Ctrl+-", "放大，缩小"),
    ("Ctrl+0", "看整页，与窗口同宽"),
    ("PgDn，PgUp", "在页面上：下一页，上一页"),
    ("Home，End", "在页面上：到开头，到末尾"),
)

Block = tuple[str, Sequence[tuple[str, str]]]


class KeysDialog(QDialog):
    """Blocks of keys and what they do, in as many columns as there is room for; typing leaves those that fit."""

    def __init__(self, parent: QWidget, left: Sequence[Block] = (), right: Sequence[Block] = ()) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键一览")
        self._blocks: Sequence[Block] = (*left, *right) or _of_window()
        self.search = TypingLine(self)
        self.search.setPlaceholderText("查按键或动作，可打拼音首字母")
        self.search.setAccessibleName("查快捷键")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show())
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("快捷键一览")
        close = QPushButton("关闭", self)
        close.setAutoDefault(False)
        close.clicked.connect(lambda _checked=False: self.reject())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        screen = self.screen().availableSize()
        self._column_count = max(1, min(MOST_COLUMNS, (screen.width() - EDGES) // self._column_width()))
        self._show()
        wanted = self._sheet.sizeHint()
        besides = layout.sizeHint().height() - self.area.sizeHint().height() + 12
        self.resize(
            min(max(wanted.width(), self._column_width()) + EDGES, screen.width() - 40),
            min(wanted.height() + besides, screen.height() - 80),
        )
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc give up the words before it closes; the arrows move the sheet while the words are typed."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() in SCROLLING:
            self.area.verticalScrollBar().triggerAction(SCROLLING[event.key()])
        else:
            super().keyPressEvent(event)

    def _column_width(self) -> int:
        return COLUMN_LETTERS * self.fontMetrics().horizontalAdvance("字")

    def _show(self) -> None:
        blocks = [(title, found) for title, keys in self._blocks if (found := _fitting(keys, self.search.text()))]
        sheet = QWidget(self)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 4, 12, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        rows = [0] * self._column_count
        for column, (title, keys) in _spread(blocks, self._column_count):
            row = rows[column]
            grid.addWidget(_label(title, "heading", sheet), row, 3 * column, 1, 2)
            for offset, (key, words) in enumerate(keys, start=1):
                grid.addWidget(_label(key, "muted", sheet), row + offset, 3 * column)
                grid.addWidget(QLabel(words, sheet), row + offset, 3 * column + 1)
            rows[column] = row + len(keys) + 2
            grid.setRowMinimumHeight(rows[column] - 1, 8)
        for column in range(self._column_count):
            grid.setColumnStretch(3 * column + 1, 1)
            grid.setColumnMinimumWidth(3 * column + 2, 18 if column + 1 < self._column_count else 0)
        if not blocks:
            grid.addWidget(_label("没有这样的按键或动作", "muted", sheet), 0, 0)
        grid.setRowStretch(max(rows) + 1, 1)
        self.area.setWidget(sheet)
        self._sheet = sheet


def _label(words: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName(name)
    return label


def _fitting(keys: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the lines that have what is typed in their keys or their words, or whose words sound so."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(keys)
    return [(key, words) for key, words in keys if wanted in key.lower() or hit_places(words, (wanted,), by_sound=True)]


def _spread(blocks: Sequence[Block], columns: int) -> Iterator[tuple[int, Block]]:
    """Yield the blocks in order, each with its column, so that the longest column is as short as can be."""
    sizes = [len(keys) + 2 for _, keys in blocks]
    ways = combinations_with_replacement(range(len(blocks) + 1), columns - 1)
    cuts = min(ways, key=lambda cuts: max(sum(sizes[a:b]) for a, b in pairwise((0, *cuts, len(blocks)))))
    for place, block in enumerate(blocks):
        yield sum(place >= cut for cut in cuts), block


def _of_window() -> tuple[Block, ...]:
    blocks: list[Block] = [
        (plain(title), [(key_names(BY_NAME[name]), plain(BY_NAME[name].text)) for name in names if name])
        for title, names in MENUS
    ]
    return (*blocks, ("在右边的栏目里", IN_FIELDS), ("在打印窗口里", (*IN_PRINT, *IN_PREVIEW)))


def show_print_keys(parent: QWidget) -> KeysDialog:
    """Show the keys of the print dialog."""
    dialog = KeysDialog(parent, (("在打印窗口里", IN_PRINT),), (("预览", IN_PREVIEW),))
    dialog.open()
    return dialog
