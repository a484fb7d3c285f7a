"""All keys on one sheet, made from the table of actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.ui.actions import BY_NAME, MENUS, key_names, plain

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
    """Two columns of keys and what they do, in blocks with their headings."""

    def __init__(self, parent: QWidget, left: Sequence[Block] = (), right: Sequence[Block] = ()) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键一览")
        sheet = QWidget(self)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(4)
        if not left:
            left, right = _of_window()
        for column, side in ((0, left), (2, right)):
            row = 0
            for title, keys in side:
                heading = QLabel(title, sheet)
                heading.setObjectName("heading")
                grid.addWidget(heading, row, column, 1, 2)
                for offset, (key, words) in enumerate(keys, start=1):
                    label = QLabel(key, sheet)
                    label.setObjectName("muted")
                    grid.addWidget(label, row + offset, column)
                    grid.addWidget(QLabel(words, sheet), row + offset, column + 1)
                row += len(keys) + 2
                grid.setRowMinimumHeight(row - 1, 8)
        area = QScrollArea(self)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("快捷键一览")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        area.setFocus()  # for the arrows, where the screen is low
        screen = self.screen().availableSize()
        wanted = sheet.sizeHint()
        self.resize(min(wanted.width() + 50, screen.width() - 60), min(wanted.height() + 80, screen.height() - 80))


def _of_window() -> tuple[Sequence[Block], Sequence[Block]]:
    blocks: list[Block] = [
        (plain(title), [(key_names(BY_NAME[name]), plain(BY_NAME[name].text)) for name in names if name])
        for title, names in MENUS
    ]
    blocks.append(("在右边的栏目里", IN_FIELDS))
    blocks.append(("在打印窗口里", (*IN_PRINT, *IN_PREVIEW)))
    return blocks[:3], blocks[3:]


def show_print_keys(parent: QWidget) -> KeysDialog:
    """Show the keys of the print dialog."""
    dialog = KeysDialog(parent, (("在打印窗口里", IN_PRINT),), (("预览", IN_PREVIEW),))
    dialog.open()
    return dialog
