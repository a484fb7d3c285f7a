"""The documents that can be printed, 责任分解表 first, in the order of print.md; what is new comes at the end."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.reports.catalog import REPORTS
from planner.reports.request import Report
from planner.services.unit_search import UnitSearch
from planner.ui.icons import grown, icon

ICONS = {
    "breakdown": "table",
    "unit-lists": "list-checks",
    "matrix": "grid-3x3",
    "ledger": "notebook-text",
    "checklist": "clipboard-check",
    "summary": "chart-column",
    "supervision": "stamp",
    "comparison": "git-compare",
    "meeting-set": "file-stack",
    "data": "sheet",
    "due-list": "calendar-clock",
    "unit-year": "user",
}
WIDE, NARROW = 166, 46


def reports() -> tuple[Report, ...]:
    """Return the documents in their order."""
    known = [*ICONS]
    return tuple(sorted(REPORTS.values(), key=lambda one: known.index(one.name) if one.name in known else len(known)))


class DocumentList(QListWidget):
    """`chosen` tells of a document (`Report`). Letters go to a title by its pinyin initials."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reports = reports()
        self._typed = ""
        self.setObjectName("documents")
        self.setAccessibleName("打印什么")
        self.setIconSize(QSize(grown(18), grown(18)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        for place, report in enumerate(self.reports, start=1):
            item = QListWidgetItem(icon(ICONS.get(report.name, "file-text")), report.title, self)
            key = f"（Ctrl+{place}）" if place <= 9 else ""
            item.setToolTip(f"{report.title}{key}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, report.title)
        self.setFixedWidth(grown(WIDE))
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self.reports[row]))

    def choose(self, name: str) -> None:
        """Choose a document by its name; the first where there is none of it."""
        names = [report.name for report in self.reports]
        self.setCurrentRow(names.index(name) if name in names else 0)

    def keyboardSearch(self, letters: str) -> None:
        """Go to the title that begins with these initials."""
        for typed in (self._typed + letters, letters):
            found = UnitSearch.of_names([report.title for report in self.reports]).find(typed)
            if found:
                self._typed = typed
                titles = [report.title for report in self.reports]
                self.setCurrentRow(titles.index(found[0].unit.name))
                return

    def set_narrow(self, narrow: bool) -> None:
        """Show the pictures alone where there is little room."""
        self.setFixedWidth(grown(NARROW if narrow else WIDE))
        for row, report in enumerate(self.reports):
            self.item(row).setText("" if narrow else report.title)
