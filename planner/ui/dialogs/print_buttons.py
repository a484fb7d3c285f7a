"""The row of what can be done with the chosen document; only what makes sense for it is shown."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QWidget

from planner.reports.request import Report
from planner.ui.actions import plain
from planner.ui.icons import icon, picture
from planner.ui.look import current_look

FILES = (
    ("pdf", ("保存 PDF(&S)…", "PDF(&S)…"), "Ctrl+S", "file-text"),
    ("xlsx", ("保存 Excel(&E)…", "Excel(&E)…"), "Ctrl+E", "file-spreadsheet"),
    ("docx", ("保存 Word(&W)…", "Word(&W)…"), "Ctrl+W", "file-type"),
)
FOLDERS = (
    ("都存成 PDF(&P)…", ("pdf",)),
    ("都存成 Excel(&X)…", ("xlsx",)),
    ("都存成 Word(&W)…", ("docx",)),
    ("PDF 和 Excel 各一份(&B)…", ("pdf", "xlsx")),
)


class PrintButtons(QWidget):
    """Each signal is a wish of the clerk."""

    save = Signal(str)
    save_folder = Signal(object)
    copy_table = Signal()
    copy_words = Signal()
    print_pages = Signal()
    close_dialog = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(6)
        self._words: dict[QPushButton, tuple[str, str]] = {}
        self.files = {
            kind: self._add(words, keys, name, partial(self.save.emit, kind)) for kind, words, keys, name in FILES
        }
        self.folder = self._add(("存为文件夹(&F)", "文件夹(&F)"), "Ctrl+Shift+S", "folder-down", self._open_folders)
        self.folders = QMenu(self.folder)
        for words, formats in FOLDERS:
            self.folders.addAction(words, partial(self.save_folder.emit, formats))
        self.table = self._add(("复制为表格(&C)", "复制(&C)"), "Ctrl+Shift+C", "copy", self.copy_table.emit)
        self.words = self._add(("复制通报文字(&V)", "通报(&V)"), "Ctrl+Shift+V", "copy", self.copy_words.emit)
        self._row.addStretch(1)
        self.duplex = QCheckBox("双面", self)
        self._edge = ""
        self._is_narrow = False
        self._row.addWidget(self.duplex)
        self.printer = self._add(("打印(&P)…", "打印(&P)…"), "Ctrl+P", "printer", self.print_pages.emit)
        self.printer.setObjectName("primary")
        self.printer.setIcon(QIcon(picture("printer", QColor(current_look().on_accent))))
        self.close_button = self._add(("关闭", "关闭"), "Esc", "", self.close_dialog.emit, is_bound=False)

    def show_report(self, report: Report) -> None:
        """Offer what can be had of a document."""
        for kind, button in self.files.items():
            button.setVisible(kind in report.formats)
        has_pages = "pdf" in report.formats
        self.folder.setVisible(report.is_folder)
        self.table.setVisible(has_pages)
        self.words.setVisible("txt" in report.formats)
        for part in (self.duplex, self.printer):
            part.setVisible(has_pages)

    def set_narrow(self, narrow: bool) -> None:
        """Say less on the buttons where there is little room."""
        for button, words in self._words.items():
            button.setText(words[narrow])
        self._show_edge(self._edge, narrow=narrow)

    def show_duplex(self, words: str) -> None:
        """Say over which edge the sheets are to be turned."""
        self._show_edge(words, narrow=self._is_narrow)

    def _show_edge(self, words: str, *, narrow: bool) -> None:
        self._edge, self._is_narrow = words, narrow
        self.duplex.setText("双面" if narrow else f"双面（{words}）")
        self.duplex.setToolTip(f"双面，{words}；已替打印窗口选好")

    def _open_folders(self) -> None:
        if self.folder.isVisible():
            corner = self.folder.mapToGlobal(QPoint(0, 0))
            self.folders.popup(corner - QPoint(0, self.folders.sizeHint().height()))
            self.folders.setActiveAction(self.folders.actions()[0])

    def _add(
        self, words: tuple[str, str], keys: str, name: str, slot: Callable[[], None], *, is_bound: bool = True
    ) -> QPushButton:
        button = QPushButton(words[0], self)
        button.setAccessibleName(plain(words[0]))
        self._words[button] = words
        if name:
            button.setIcon(icon(name))
        button.setAutoDefault(False)
        button.setToolTip(f"{plain(words[0])}（{keys}）")
        button.clicked.connect(lambda _checked=False: slot())
        if is_bound:
            QShortcut(QKeySequence(keys), self.window()).activated.connect(slot)
        self._row.addWidget(button)
        return button
