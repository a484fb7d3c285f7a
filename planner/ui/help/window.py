"""The window of the help: the index with its search on the left, the topic on the right. It bars nothing."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.ui.help.book import HEADINGS, HOME, Book, Kind
from planner.ui.help.page_html import found_page, page_of, style_of
from planner.ui.icons import icon
from planner.ui.look import current_look

NAME = Qt.ItemDataRole.UserRole
INDEX_WIDTH = 225
MARGIN, INDENT = 18, 22
TOOLS = (
    ("back", "后退", "arrow-left", "Alt+Left"),
    ("forward", "前进", "arrow-right", "Alt+Right"),
    ("home", "目录", "house", "Alt+Home"),
)


class HelpWindow(QWidget):
    """`tour_wanted` asks for the tour, `closed` tells the topic and the place when the window goes."""

    tour_wanted = Signal()
    closed = Signal(str, QRect)

    def __init__(self, book: Book, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("帮助")
        self.book = book
        self.topic = ""
        self._past: list[str] = []
        self._coming: list[str] = []
        self.search = QLineEdit(self)
        self.index = QTreeWidget(self)
        self.page = QTextBrowser(self)
        self.tools: dict[str, QToolButton] = {}
        self._build()
        self._bind()
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self.index.currentItemChanged.connect(lambda item, _before: self._index_chosen(item))
        self.page.anchorClicked.connect(lambda url: self.show_topic(url.toString()))
        self._fill_index("")
        self._draw()

    def show_topic(self, name: str) -> None:
        """Show a topic; the way back is kept."""
        if name == "tour-now":
            self.tour_wanted.emit()
            return
        if name not in self.book.by_name:
            name = HOME
        if self.topic and name != self.topic:
            self._past.append(self.topic)
            self._coming.clear()
        self._show(name)

    def back(self) -> None:
        """Go to the topic before."""
        if self._past:
            self._coming.append(self.topic)
            self._show(self._past.pop())

    def forward(self) -> None:
        """Go forward again."""
        if self._coming:
            self._past.append(self.topic)
            self._show(self._coming.pop())

    def home(self) -> None:
        """Go to the contents."""
        self.show_topic(HOME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; a search is ended first."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell where the window stood."""
        self.closed.emit(self.topic, self.geometry())
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text and the look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self.topic:
            self._draw()

    def _build(self) -> None:
        self.search.setPlaceholderText("查找（可输拼音首字母）")
        self.search.setAccessibleName("查找帮助")
        self.search.setClearButtonEnabled(True)
        self.index.setHeaderHidden(True)
        self.index.setIndentation(10)
        self.index.setRootIsDecorated(False)
        self.index.setAccessibleName("帮助目录")
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("帮助内容")
        self.page.document().setDocumentMargin(MARGIN)
        self.page.document().setIndentWidth(INDENT)
        left, right = QWidget(self), QWidget(self)
        index = QVBoxLayout(left)
        index.setContentsMargins(8, 8, 8, 0)
        index.setSpacing(6)
        index.addWidget(self.search)
        index.addWidget(self.index, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 4)
        bar.setSpacing(2)
        for name, words, _icon, key in TOOLS:
            button = QToolButton(self)
            button.setAutoRaise(True)
            button.setToolTip(f"{words}（{key.replace('Left', '←').replace('Right', '→')}）")
            button.setAccessibleName(words)
            button.clicked.connect(getattr(self, name))
            self.tools[name] = button
            bar.addWidget(button)
        bar.addStretch(1)
        page = QVBoxLayout(right)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(bar)
        page.addWidget(self.page, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([INDEX_WIDTH, 2 * INDEX_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        for one, other in pairwise((self.search, self.index, *self.tools.values(), self.page)):
            QWidget.setTabOrder(one, other)

    def _bind(self) -> None:
        for name, _words, _icon, key in TOOLS:
            QShortcut(QKeySequence(key), self).activated.connect(getattr(self, name))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._go_to_search)

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _fill_index(self, typed: str) -> None:
        self.index.blockSignals(True)
        self.index.clear()
        if typed:
            for topic in self.book.find(typed):
                self._add(self.index.invisibleRootItem(), topic.title, topic.name)
        else:
            for kind in Kind:
                heading = QTreeWidgetItem(self.index, [HEADINGS[kind]])
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = self.font()
                font.setBold(True)
                heading.setFont(0, font)
                for topic in self.book.of_kind(kind):
                    self._add(heading, topic.title, topic.name)
        self.index.expandAll()
        self.index.blockSignals(False)

    def _add(self, above: QTreeWidgetItem, title: str, name: str) -> None:
        item = QTreeWidgetItem(above, [title])
        item.setData(0, NAME, name)
        item.setToolTip(0, title)

    def _search(self, typed: str) -> None:
        typed = typed.strip()
        self._fill_index(typed)
        if typed:
            self._set_page(found_page(typed, self.book.find(typed)))
        else:
            self._show(self.topic or HOME)

    def _open_first(self) -> None:
        found = self.book.find(self.search.text().strip()) if self.search.text().strip() else ()
        if found:
            self.show_topic(found[0].name)
            self.page.setFocus()

    def _index_chosen(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, NAME) if item is not None else None
        if name:
            self.show_topic(str(name))

    def _show(self, name: str) -> None:
        self.topic = name
        self._set_page(page_of(self.book, self.book[name]))
        self.tools["back"].setEnabled(bool(self._past))
        self.tools["forward"].setEnabled(bool(self._coming))
        self._mark(name)

    def _mark(self, name: str) -> None:
        """Mark the topic in the index."""
        self.index.blockSignals(True)
        roots = [self.index.topLevelItem(row) for row in range(self.index.topLevelItemCount())]
        items = [*roots, *(root.child(at) for root in roots if root is not None for at in range(root.childCount()))]
        found = next((item for item in items if item is not None and item.data(0, NAME) == name), None)
        self.index.setCurrentItem(found)  # type: ignore[arg-type]
        self.index.blockSignals(False)

    def _set_page(self, text: str) -> None:
        self.page.document().setDefaultStyleSheet(style_of(current_look(), self.font().pointSizeF()))
        self.page.setHtml(text)
        self.page.setSource(QUrl())

    def _draw(self) -> None:
        for name, _words, picture, _key in TOOLS:
            self.tools[name].setIcon(icon(picture))
        if self.topic:
            self._set_page(page_of(self.book, self.book[self.topic]))
